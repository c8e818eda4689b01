import type { Pool } from 'pg';
import { remake } from './authority/remake.ts';
import { remakeKeys } from './flow/case/remake.ts';
import { areTablesOld, rebuild, type RebuildOptions } from './log/index.ts';
import { refillMetrics } from './proof/metrics/index.ts';
import type { Workspace } from './workspace/schema.ts';

/** Makes the tables for reading anew from the log, and the rollups of numbers from those. Returns the number of streams. */
export async function makeTables(
  pool: Pool,
  workspace: () => Workspace,
  onProgress?: RebuildOptions['onProgress'],
): Promise<number> {
  const streams = await rebuild(pool, {
    rowsOf: (stream, entries) => remake(workspace(), stream, entries),
    keysOf: remakeKeys,
    ...(onProgress && { onProgress }),
  });
  await refillMetrics(pool, { timeZone: workspace().timeZone, now: new Date() });
  return streams;
}

/** Where an older version made the tables, they are made anew, so that the past is counted as the present is. */
export async function renewTables(
  pool: Pool,
  workspace: () => Workspace,
  say: (line: string) => void,
): Promise<void> {
  if (!(await areTablesOld(pool))) return;
  say('An older version made the tables for reading. They are made anew from the log.');
  const streams = await makeTables(pool, workspace);
  say(`Made anew from ${streams.toLocaleString('en')} ${streams === 1 ? 'stream' : 'streams'}.`);
}
