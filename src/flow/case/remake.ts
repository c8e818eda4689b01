import type { Entry, Rows } from '../../log/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { eventKey, subjectKey } from '../intake/hear.ts';
import type { CaseState } from './state.ts';
import { parseEntry, type EntryKind } from './entries.ts';
import { evolve } from './replay.ts';
import { over, rowsOf, turnsFrom } from './rows.ts';

/** Kinds of entries with a person's decision: the facts of their moment are what is learned from. */
const DECISIONS = new Set(['review.decided', 'handled', 'audited', 'check.answered']);

/** The rows of a case made again from its entries, as `remit rebuild` needs them; undefined for other streams. */
export function remakeRows(workspace: Workspace, stream: string, entries: Entry[]): Rows | undefined {
  if (!stream.startsWith('case/')) return undefined;
  const id = stream.slice('case/'.length);
  let state: CaseState | null = null;
  let rows: Rows = {};
  let made = 0;
  for (const [at, raw] of entries.entries()) {
    state = evolve(state, parseEntry(raw), id);
    const next = entries[at + 1];
    const decided = DECISIONS.has(raw.kind);
    if (next && !decided && !turnsFrom(state, next.kind as EntryKind)) continue;
    rows = over(rows, rowsOf(workspace, state, { since: made, resting: true }));
    made = state.version;
  }
  return rows;
}

/** The names that a case holds: its events, and its subject unless people did it before Remit. */
export function remakeKeys(stream: string, entries: Entry[]): { name: string; position: number }[] {
  if (!stream.startsWith('case/')) return [];
  const names: { name: string; position: number }[] = [];
  let workflow = '';
  for (const raw of entries) {
    const entry = parseEntry(raw);
    if (entry.kind === 'opened') {
      workflow = entry.body.workflow;
      const name = subjectKey(workflow, entry.body.subject);
      if (!entry.body.recorded) names.push({ name, position: raw.position });
    }
    if (entry.kind === 'opened' || entry.kind === 'joined' || entry.kind === 'reopened') {
      const { source, source_id } = entry.body;
      if (source !== undefined && source_id !== undefined) {
        names.push({ name: eventKey(workflow, source, source_id), position: raw.position });
      }
    }
  }
  return names;
}
