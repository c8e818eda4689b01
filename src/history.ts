import type { Pool } from 'pg';
import type { HistoryRow } from '../examples/shop/generator/history.ts';
import { record, type World } from './flow/index.ts';

/** Recorded cases on their way to the log at the same time: they share commits. */
const IN_FLIGHT = 64;
const DONE = 'sample-history';

/**
 * Brings the sample business's eight weeks of decided cases into the log, once. A start that was interrupted goes on
 * where it was: what is in the log already is known by its source id.
 */
export async function importHistory(
  world: World,
  pool: Pool,
  history: AsyncIterable<HistoryRow>,
): Promise<number> {
  const { rows } = await pool.query('select 1 from imports where id = $1', [DONE]);
  if (rows.length > 0) return 0;
  const names = new Map(world.workspace().people.map(({ id, name }) => [id, name]));
  let recorded = 0;
  const under = new Set<Promise<unknown>>();
  for await (const row of history) {
    if (under.size >= IN_FLIGHT) await Promise.race(under);
    const one = recordRow(world, row, names.get(row.decided_by)).then(() => {
      recorded += 1;
      under.delete(one);
    });
    under.add(one);
  }
  await Promise.all(under);
  await pool.query('insert into imports (id, state) values ($1, $2) on conflict (id) do nothing', [
    DONE,
    JSON.stringify({ recorded }),
  ]);
  return recorded;
}

function recordRow(world: World, row: HistoryRow, name: string | undefined) {
  const workflow = world.workspace().workflows[row.workflow];
  const fields: Record<string, unknown> = {};
  for (const field of Object.keys(workflow?.event.fields ?? {})) {
    if (row[field] !== undefined) fields[field] = row[field];
  }
  const at = new Date(row.decided_at);
  const { kind, play, inputs, outcome, minutes_worked: minutes, reworked, facts } = row;
  return record(world, row.workflow, {
    event: { source: 'history', source_id: row.source_id, received_at: new Date(row.received_at), fields },
    facts,
    steps: [{ by: { id: row.decided_by, name }, at, kind, play, inputs, outcome, minutes }],
    closedAt: at,
    outcome: reworked ? 'reworked' : outcome,
  });
}
