import { AppError } from '../../../runtime/errors.ts';
import { ContentIds } from './content_id.ts';
import { makeRow, type Ground, type MadeRow } from './make.ts';
import type { Row } from './schema.ts';
import { BadRow } from './values.ts';

/** Rows on their way to the log at the same time: their appends share commits. */
const IN_FLIGHT = 64;
/** How far the import is written down after so many rows; more is done again after a crash, and opens nothing. */
const CHECKPOINT_ROWS = 256;

export type Taken = 'recorded' | 'opened' | 'joined' | 'reopened' | 'duplicate';
export type Counts = Record<Taken | 'rejected', number>;

export const NO_COUNTS: Counts = {
  recorded: 0,
  opened: 0,
  joined: 0,
  reopened: 0,
  duplicate: 0,
  rejected: 0,
};

/** How far an import has come: rows that are done with, all of those before them included. */
export interface Progress {
  rows: number;
  counts: Counts;
  /** Bytes of the report of rejected rows that belong to these rows. */
  reported: number;
}

export interface Import {
  rows: AsyncIterable<Row>;
  ground: Ground;
  from: Progress;
  /** Records what was decided, or lets an event in. */
  take(made: MadeRow): Promise<Taken>;
  /** Rows that are not taken, in their order. */
  reject(row: Row, says: string): void;
  /** Writes the rejected rows down for good and says how long the report is now. */
  flush(): Promise<number>;
  checkpoint(progress: Progress): Promise<void>;
  onRow(progress: Progress): void;
  signal: AbortSignal;
}

type Settled = { taken: Taken } | { rejected: string } | { fault: unknown };

/**
 * Takes the rows of a file one after the other, many in flight, and settles them in their order, so that there is
 * always one row up to which all is done. Stops after the rows in flight when the signal says so; a bad row goes to
 * the report and stops nothing; a fault of the file or of the database stops it, with what is done written down.
 */
export async function runImport(work: Import): Promise<Progress & { finished: boolean }> {
  const { ground, signal } = work;
  const progress: Progress = { ...work.from, counts: { ...work.from.counts } };
  const ids = new ContentIds();
  const isNamed = ground.mapping.map['source_id'] !== undefined;
  let finished = true;
  const flying: { row: Row; done: Promise<Settled> }[] = [];
  const settle = async () => {
    const next = flying.shift();
    if (!next) return;
    note(work, progress, next.row, await next.done);
    if (progress.rows % CHECKPOINT_ROWS === 0) await writeDown(work, progress);
  };
  try {
    for await (const row of work.rows) {
      const contentId = isNamed || row.bad !== undefined ? '' : ids.next(row.values);
      if (row.number <= work.from.rows) continue;
      if (signal.aborted) {
        finished = false;
        break;
      }
      flying.push({ row, done: takeRow(work, ground, row, contentId) });
      if (flying.length >= IN_FLIGHT) await settle();
    }
  } finally {
    while (flying.length > 0) await settle();
    await writeDown(work, progress);
  }
  return { ...progress, finished };
}

async function takeRow(work: Import, ground: Ground, row: Row, contentId: string): Promise<Settled> {
  if (row.bad !== undefined) return { rejected: row.bad };
  try {
    return { taken: await work.take(makeRow(ground, row.values, () => contentId)) };
  } catch (error) {
    if (error instanceof BadRow) return { rejected: error.message };
    const isOurs = error instanceof AppError && (error.code === 'invalid' || error.code === 'too_large');
    return isOurs ? { rejected: error.message } : { fault: error };
  }
}

function note(work: Import, progress: Progress, row: Row, settled: Settled): void {
  if ('fault' in settled) throw settled.fault;
  progress.rows = row.number;
  if ('taken' in settled) progress.counts[settled.taken] += 1;
  else {
    progress.counts.rejected += 1;
    work.reject(row, settled.rejected);
  }
  work.onRow(progress);
}

async function writeDown(work: Import, progress: Progress): Promise<void> {
  progress.reported = await work.flush();
  await work.checkpoint(progress);
}
