import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { HistoryRow } from '../examples/shop/generator/history.ts';
import { startSample, type Sample } from '../examples/shop/start.ts';
import { record, type World } from './flow/index.ts';
import { AppError } from './runtime/errors.ts';
import { inPackage } from './runtime/places.ts';
import type { Settings } from './runtime/settings.ts';
import type { Shutdown } from './runtime/shutdown.ts';

/** Recorded cases on their way to the log at the same time: they share commits. */
const IN_FLIGHT = 64;
const DONE = 'sample-history';

/**
 * Brings the sample business's eight weeks of decided cases into the log, once. A start that was interrupted goes on
 * where it was: what is in the log already is known by its source id.
 */
async function importHistory(world: World, pool: Pool, history: AsyncIterable<HistoryRow>): Promise<number> {
  const { rows } = await pool.query('select 1 from imports where id = $1', [DONE]);
  if (rows.length > 0) return 0;
  const names = new Map(world.workspace().people.map(({ id, name }) => [id, name]));
  let recorded = 0;
  const under = new Set<Promise<unknown>>();
  for await (const row of history) {
    if (under.size >= IN_FLIGHT) await Promise.race(under);
    const one: Promise<boolean> = recordRow(world, row, names.get(row.decided_by)).then(() => {
      recorded += 1;
      return under.delete(one);
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

/** Whether the settings name the workspace that comes with Remit. */
export function isSample(settings: Settings): boolean {
  return settings.workspace === inPackage('examples', 'shop', 'workspace');
}

/** Where the sample's shop answers, for processes that did not start it themselves. */
export function withSampleAddress(env: NodeJS.ProcessEnv, settings: Settings): NodeJS.ProcessEnv {
  if (!isSample(settings)) return env;
  return { SHOP_URL: `http://127.0.0.1:${settings.samplePort}`, ...env };
}

/** Starts the sample business's shop, filled on its first start. */
export async function openSample({
  settings,
  shutdown,
}: {
  settings: Settings;
  shutdown: Shutdown;
}): Promise<Sample> {
  const folder = join(settings.home, 'shop');
  await mkdir(folder, { recursive: true });
  try {
    const sample = await startSample({ folder, port: settings.samplePort });
    shutdown.add('the sample shop', () => sample.stop());
    return sample;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new AppError('conflict', `Port ${settings.samplePort}, where the sample shop would be, is taken.`, {
      suggestion: 'Set REMIT_SAMPLE_PORT to a free port, or stop what listens there.',
      path: 'REMIT_SAMPLE_PORT',
    });
  }
}

/** Brings in the sample's history on the first start, and says so. */
export async function importSample(
  sample: Sample,
  world: World,
  pool: Pool,
  say: (line: string) => void,
): Promise<void> {
  const started = Date.now();
  const recorded = await importHistory(world, pool, sample.history());
  if (recorded === 0) return;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`Brought in ${recorded} cases that people decided in the last eight weeks (${seconds} s).`);
}

/** The sample's customers write over HTTP like everybody else. */
export async function postEvent(
  url: string,
  workflow: string,
  message: { source_id: string; event: object },
): Promise<void> {
  const answer = await fetch(`${url}/events/${workflow}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': message.source_id },
    body: JSON.stringify(message.event),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}
