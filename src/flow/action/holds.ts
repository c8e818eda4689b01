import { digest } from '../../log/canonical.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { fill, fillFields } from '../../workspace/template.ts';
import type { Reader } from '../context/schema.ts';
import { labelFrom } from '../say/words.ts';

/** So much of a digest tells the things of one rollback apart. */
const TARGET_CHARS = 32;

/** What a system must still show before an action is taken back, as the write's `undo.holds` says it. */
export interface Hold {
  system: string;
  read: string;
  args: Record<string, unknown>;
  /** Field of the read → the value that the action had set. */
  shows: Record<string, unknown>;
  /** The same for two actions on the same thing: the read and its arguments. */
  target: string;
}

/** What reading back said. `unchecked`: the write's file names nothing to read back. */
export type Held =
  | { state: 'holds' }
  | { state: 'unchecked' }
  /** Somebody has changed it since: what the action had set, and what the system shows now. */
  | { state: 'conflict'; expected: string; found: string }
  /** The system did not answer, or its answer lacks what is needed. */
  | { state: 'unknown'; says: string };

interface Written {
  write: string;
  args: Record<string, unknown>;
  result: unknown;
}

/** What must hold before `done` is taken back; null where its write names nothing, a sentence where it cannot be said. */
export function holdOf(workspace: Workspace, done: Written): Hold | string | null {
  const [system = '', name = ''] = done.write.split('.');
  const holds = workspace.systems[system]?.writes[name]?.undo?.holds;
  if (!holds) return null;
  const scope = { values: { args: done.args, result: done.result }, locale: 'en', timeZone: 'UTC' };
  const args = fillFields(holds.with, scope);
  const shows = fillFields(holds.shows, scope);
  const missing = [args, shows].flatMap((filled) => (filled.ok ? [] : filled.missing));
  if (!args.ok || !shows.ok) return `It is not known what to read back: ${missing.join(', ')} is missing.`;
  const target = digest({ system, read: holds.read, args: args.value }).slice(0, TARGET_CHARS);
  return { system, read: holds.read, args: args.value, shows: shows.value, target };
}

/** Reads back what the system shows now. Never throws for what an outside system may do. */
export async function readBack(
  workspace: Workspace,
  hold: Hold | string | null,
  { reader, readMs }: { reader: Reader | undefined; readMs: number },
): Promise<Held> {
  if (hold === null) return { state: 'unchecked' };
  if (typeof hold === 'string') return { state: 'unknown', says: hold };
  if (!reader) return { state: 'unknown', says: `The system ${hold.system} is not there any more.` };
  const answer = await reader.read(hold.read, hold.args, { signal: AbortSignal.timeout(readMs) });
  if (answer.ok) return compare(workspace, hold, answer.value as Record<string, unknown>);
  if (answer.why === 'not_found') {
    return { state: 'conflict', expected: sayShown(workspace, hold, hold.shows), found: 'nothing' };
  }
  return { state: 'unknown', says: `It could not be read back: ${answer.says}` };
}

/** Holds what an action had set against what a system shows, or will show once a newer change is taken back. */
export function compare(workspace: Workspace, hold: Hold, found: Record<string, unknown>): Held {
  const names = Object.keys(hold.shows);
  const same = names.every((name) => digest(hold.shows[name] ?? null) === digest(found[name] ?? null));
  if (same) return { state: 'holds' };
  const say = (values: Record<string, unknown>) => sayShown(workspace, hold, values);
  return { state: 'conflict', expected: say(hold.shows), found: say(found) };
}

/** Both values of a conflict, as a sentence. */
export function sayConflict({ expected, found }: { expected: string; found: string }): string {
  return `Somebody has changed it since: it was set to ${expected}, and now it is ${found}.`;
}

/** Values as people read them, `€8.90`, or with their names where there are several. Personal ones stay out of it. */
export function sayShown(workspace: Workspace, hold: Hold, values: Record<string, unknown>): string {
  const gives = workspace.systems[hold.system]?.reads[hold.read]?.gives;
  const fields = gives?.type === 'object' ? gives.fields : {};
  const names = Object.keys(hold.shows);
  const said = names.map((name) => {
    const value = sayValue(values[name], fields[name], workspace);
    return names.length === 1 ? value : `${fields[name]?.label ?? labelFrom(name)} ${value}`;
  });
  return said.join(', ');
}

/** One value as people read it; `a personal value` stands for what does not leave the private part of an entry. */
export function sayValue(value: unknown, shape: Shape | undefined, { locale, timeZone }: Workspace): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (shape?.personal === true) return 'a personal value';
  // A hole alone would keep the value as it is; within a text it is written as people read it.
  const filled = fill('is {{value}}', { values: { value }, locale, timeZone });
  return filled.ok ? String(filled.value).slice('is '.length) : 'nothing';
}
