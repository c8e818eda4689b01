import type { z } from 'zod';
import type { Actor, Entry, NewEntry, NoticeRow, Rows, SwitchRow } from '../../log/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { DESK_ENTRIES } from '../desk_schema.ts';
import { SWITCHES_STREAM } from '../schema.ts';
import { DRILL, labelInside, split } from './names.ts';

export type SwitchBody<K extends 'switch.thrown' | 'switch.released'> = z.infer<
  (typeof DESK_ENTRIES)[K]['body']
>;

/** What is thrown after these entries, by the name of its row. */
export function thrownAfter(entries: Entry[]): Map<string, { by: string; at: Date }> {
  const thrown = new Map<string, { by: string; at: Date }>();
  for (const { kind, body, actor, at } of entries) {
    if (kind === 'switch.thrown') {
      const read = DESK_ENTRIES['switch.thrown'].body.parse(body);
      thrown.set(rowName(read), { by: whoThrew(actor, read), at });
    }
    if (kind === 'switch.released') {
      thrown.delete(DESK_ENTRIES['switch.released'].body.parse(body).switch);
    }
  }
  return thrown;
}

/** The rows that an entry of the switches' stream makes: the switch itself, and what people are told. */
export function switchRows(workspace: Workspace, entry: NewEntry, version: number): Rows {
  const notice = noticeOf(workspace, entry, version);
  const notices = notice ? { notices: [notice] } : {};
  if (entry.kind === 'switch.thrown') {
    const body = DESK_ENTRIES['switch.thrown'].body.parse(entry.body);
    const row: SwitchRow = {
      name: rowName(body),
      thrown_at: entry.at.toISOString(),
      by: whoThrew(entry.actor, body),
      because: body.because,
      drill: body.drill ?? false,
    };
    return { switches: [row], ...notices };
  }
  if (entry.kind !== 'switch.released') return {};
  const body = DESK_ENTRIES['switch.released'].body.parse(entry.body);
  return { switches: [{ name: body.switch, thrown_at: null }], ...notices };
}

/** What the tables hold of the stream, made again. The switches themselves are never touched by a rebuild. */
export function rowsOfSwitches(workspace: Workspace, entries: Entry[]): Rows {
  return { notices: entries.flatMap((entry) => noticeOf(workspace, entry, entry.version) ?? []) };
}

function noticeOf(workspace: Workspace, entry: NewEntry, version: number): NoticeRow | undefined {
  const told = toldOf(workspace, entry);
  if (!told) return undefined;
  const [group, what = ''] = split(told.switch);
  return {
    id: `${SWITCHES_STREAM}.${version}`,
    at: entry.at.toISOString(),
    workflow: group === 'workflow' ? what : null,
    kind: entry.kind,
    says: told.says,
    link: null,
    cases: '[]',
    roles: '[]',
  };
}

/** A drill is nobody's news. */
function toldOf(workspace: Workspace, { kind, body, actor }: NewEntry) {
  if (kind === 'switch.thrown') {
    const read = DESK_ENTRIES['switch.thrown'].body.parse(body);
    if (read.drill) return undefined;
    const says = `${whoThrew(actor, read)} stopped ${labelInside(workspace, read.switch)}${saysWhy(read.because)}`;
    return { switch: read.switch, says };
  }
  if (kind !== 'switch.released') return undefined;
  const read = DESK_ENTRIES['switch.released'].body.parse(body);
  if (read.switch.startsWith(DRILL)) return undefined;
  const says = `${nameOf(actor)} released ${labelInside(workspace, read.switch)}${saysWhy(read.because)}`;
  return { switch: read.switch, says };
}

function saysWhy(because: string): string {
  return because === '' ? '.' : `: ${because.replace(/\.$/, '')}.`;
}

function rowName({ switch: name, drill }: SwitchBody<'switch.thrown'>): string {
  return drill ? `${DRILL}${name}` : name;
}

/** Who threw it, as people read it. */
function whoThrew(actor: Actor, { how }: SwitchBody<'switch.thrown'>): string {
  if (how === 'rule') return 'A rule';
  return how === 'link' ? 'A signed link' : nameOf(actor);
}

function nameOf(actor: Actor): string {
  if (actor.type === 'remit') return 'Remit';
  return actor.type === 'person' ? (actor.name ?? actor.id) : actor.id;
}
