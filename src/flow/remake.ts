import type { Entry, Rows } from '../log/schema.ts';
import type { Workspace } from '../workspace/schema.ts';
import type { CaseState } from './case.ts';
import { parseEntry, type EntryKind } from './entries.ts';
import { evolve } from './replay.ts';
import { rowsOf } from './rows.ts';

/** Before these a decision was at rest: its rows are as they will stay. */
const TURNS: ReadonlySet<EntryKind> = new Set(['planned', 'handled', 'joined', 'reopened', 'review.asked']);

/** The rows of a case made again from its entries, as `remit rebuild` needs them; undefined for other streams. */
export function remakeRows(workspace: Workspace, stream: string, entries: Entry[]): Rows | undefined {
  if (!stream.startsWith('case/')) return undefined;
  const id = stream.slice('case/'.length);
  const all: Required<Pick<Rows, 'log_rows' | 'reviews' | 'labels'>> = {
    log_rows: [],
    reviews: [],
    labels: [],
  };
  let state: CaseState | null = null;
  let last: Rows = {};
  for (const [at, raw] of entries.entries()) {
    const before = state?.version ?? 0;
    state = evolve(state, parseEntry(raw), id);
    const next = entries[at + 1];
    const turns = next === undefined || TURNS.has(next.kind as EntryKind);
    if (!turns && !['review.decided', 'handled'].includes(raw.kind)) continue;
    last = rowsOf(workspace, state, { since: before, resting: turns });
    all.log_rows.push(...(last.log_rows ?? []));
    all.reviews.push(...(last.reviews ?? []));
    all.labels.push(...(last.labels ?? []));
  }
  return {
    ...last,
    log_rows: newest(all.log_rows),
    reviews: newest(all.reviews),
    labels: newest(all.labels),
  };
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
      const subject = entry.body.subject.toLowerCase();
      if (!entry.body.recorded)
        names.push({ name: `subject/${workflow}/${subject}`, position: raw.position });
    }
    if (entry.kind === 'opened' || entry.kind === 'joined' || entry.kind === 'reopened') {
      const { source, source_id } = entry.body;
      if (source !== undefined && source_id !== undefined) {
        names.push({ name: `event/${workflow}/${source}/${source_id}`, position: raw.position });
      }
    }
  }
  return names;
}

function newest<T extends { id: string }>(rows: T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
