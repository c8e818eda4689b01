import type { Pool } from 'pg';
import type { Entry, Log, ObservationRow } from '../../log/schema.ts';
import { streamOf } from '../../flow/world.ts';

/** Kinds of entries with a person's decision that may be learned from. */
export const DECISIONS = ['review.decided', 'handled', 'audited'];
/** Kinds that may say something of a plan: decisions, and that it came back. */
const OBSERVING = new Set([...DECISIONS, 'reopened', 'joined', 'action.undone']);
/** Of one decision: the plan that was held, and those of the agents before it in the cascade. */
const PLANS_MAX = 8;

/** One decision as the memory learns it: a row of `labels`. */
export interface Learned {
  id: string;
  case_id: string;
  workflow: string;
  text: string;
  fields: string;
  labels: string;
}

/** What goes with the entries of a batch, read before any of them is counted. */
export interface Beside {
  /** By `<case>.<version>`. */
  labels: Map<string, Learned>;
  observations: Map<string, ObservationRow[]>;
  /** The workflow of each case that was planned, by case. */
  workflows: Map<string, string>;
  /** Whole streams of cases that agents are run over again, by case. */
  pasts: Map<string, Entry[]>;
}

/** Names a decision: the case, and the version of the entry. */
export function idOf({ stream, version }: Pick<Entry, 'stream' | 'version'>): string {
  return `${caseOf(stream)}.${version}`;
}

export function caseOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1);
}

/** Reads what goes with a batch; `wants` says of which decided cases the whole stream is needed. */
export async function readBeside(
  pool: Pool,
  log: Pick<Log, 'readMany'>,
  entries: readonly Entry[],
  wants: (label: Learned, observed: readonly ObservationRow[]) => boolean,
): Promise<Beside> {
  const labels = await readLabels(pool, entries.filter(({ kind }) => DECISIONS.includes(kind)).map(idOf));
  const observations = await readObservations(
    pool,
    entries.filter(({ kind }) => OBSERVING.has(kind)).map(idOf),
  );
  const again = [...labels.values()].filter((label) => wants(label, observations.get(label.id) ?? []));
  const streams = [...new Set(again.map(({ case_id: id }) => streamOf(id)))];
  const pasts = streams.length === 0 ? new Map<string, Entry[]>() : await log.readMany(streams);
  const planned = entries.filter(({ kind }) => kind === 'planned').map(({ stream }) => caseOf(stream));
  return {
    labels,
    observations,
    workflows: await readWorkflows(pool, [...new Set(planned)]),
    pasts: new Map([...pasts].map(([stream, past]) => [caseOf(stream), past])),
  };
}

/** Labels by their ids, in no order. */
export async function readLabels(pool: Pool, ids: readonly string[]): Promise<Map<string, Learned>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<Learned>({
    name: 'standing-labels',
    text: 'select id, case_id, workflow, text, fields, labels from labels where id = any($1)',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

async function readWorkflows(pool: Pool, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; workflow: string }>({
    name: 'standing-workflows',
    text: 'select id, workflow from cases where id = any($1)',
    values: [ids],
  });
  return new Map(rows.map(({ id, workflow }) => [id, workflow]));
}

async function readObservations(pool: Pool, ids: readonly string[]): Promise<Map<string, ObservationRow[]>> {
  const found = new Map<string, ObservationRow[]>();
  if (ids.length === 0) return found;
  const numbered = ids.flatMap((id) => Array.from({ length: PLANS_MAX }, (_, n) => `${id}.${n}`));
  const { rows } = await pool.query<ObservationRow & { at: Date }>({
    name: 'standing-observations',
    text: 'select * from observations where id = any($1) order by id',
    values: [numbered],
  });
  for (const row of rows) {
    const of = row.id.slice(0, row.id.lastIndexOf('.'));
    found.set(of, [...(found.get(of) ?? []), { ...row, at: new Date(row.at).toISOString() }]);
  }
  return found;
}
