import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { makeReady } from './batch.ts';
import { Committer } from './committer.ts';
import { KnownHeads } from './heads.ts';
import { Months } from './months.ts';
import { followEntries, readStreams } from './read.ts';
import type { Append, Cursor, Entry, Log } from './schema.ts';
import type { Upgrades } from './upgrades.ts';

const WRITER_BYTES = 8;
/** Asking the system for the salt of each entry apart cost a twentieth of an append. */
const POOL_BYTES = 8_192;

export interface LogOptions {
  pool: Pool;
  now: () => Date;
  random?: (bytes: number) => Buffer;
  /** Old shapes of entries and how to read them; none by default. */
  upgrades?: Upgrades;
}

/** Opens the log in a migrated database. Any number of processes may have it open at the same time. */
export function openLog({ pool, now, random = pooledRandom(), upgrades = new Map() }: LogOptions): Log {
  const heads = new KnownHeads();
  const committer = new Committer(pool, now, heads, new Months(pool, now));
  const writer = random(WRITER_BYTES).toString('hex');
  let appends = 0;

  function remember(streams: Map<string, Entry[]>): Map<string, Entry[]> {
    for (const [stream, entries] of streams) {
      const last = entries.at(-1);
      if (last) heads.set(stream, { version: last.version, hash: last.hash });
    }
    return streams;
  }

  return {
    append: async (append: Append) =>
      committer.commit(makeReady(append, `${writer}-${(appends += 1)}`, now, random)),
    read: async (stream: string) => remember(await readStreams(pool, upgrades, [stream])).get(stream) ?? [],
    readMany: async (streams: string[]) => remember(await readStreams(pool, upgrades, streams)),
    async holder(name: string) {
      const { rows } = await pool.query<{ stream: string }>({
        name: 'log-holder',
        text: 'select stream from keys where name = $1',
        values: [name],
      });
      return rows[0]?.stream;
    },
    follow: (after: Cursor | null, options: { kinds?: string[]; limit: number; until?: Cursor }) =>
      followEntries(pool, upgrades, after, options),
  };
}

/** Random bytes, asked of the system some thousands at a time; none is given out twice. */
function pooledRandom(): (bytes: number) => Buffer {
  let pool: Buffer = Buffer.alloc(0);
  return (bytes) => {
    if (pool.length < bytes) pool = randomBytes(Math.max(POOL_BYTES, bytes));
    const given = pool.subarray(0, bytes);
    pool = pool.subarray(bytes);
    return given;
  };
}
