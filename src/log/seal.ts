import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { withTransaction } from '../runtime/database.ts';
import { AppError } from '../runtime/errors.ts';
import { canonical, sha256 } from './canonical.ts';
import { GENESIS } from './chain.ts';
import { readHeads } from './heads.ts';
import { MerkleTree } from './merkle.ts';
import type { Actor, Log } from './schema.ts';
import { rowsOf } from './stream.ts';

/** The stream that seals are also entries of. */
export const DESK = 'desk';
export const SEALED = 'seal.made';
const TRIES_MAX = 10;

const Place = z.strictObject({ tx: z.string().regex(/^\d+$/), position: z.int() });
export type Place = z.infer<typeof Place>;

/** What one seal vouches for: every entry after `after` up to `upto`, in the order of following. */
export const Seal = z.strictObject({
  number: z.int().positive(),
  at: z.iso.datetime(),
  after: Place.nullable(),
  upto: Place,
  count: z.int().positive(),
  /** The Merkle root of their hashes and places, in hex. */
  root: z.string().regex(/^[0-9a-f]{64}$/),
  /** The SHA-256 of the canonical JSON of the seal before, so that one seal vouches for all before it. */
  prev: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Seal = z.infer<typeof Seal>;

export interface Sealed {
  seal: Seal;
  /** What to keep elsewhere: printed, mailed, committed. `checkSeal` takes it back. */
  text: string;
}

/** An entry as a leaf sees it. */
export interface Leaf {
  hash: string;
  tx: string;
  position: number;
}

/** Place as well as hash, so that a changed transaction id or position is found like a changed body. */
export function leafText(leaf: Leaf): string {
  return `${leaf.hash} ${leaf.tx} ${leaf.position}`;
}

/**
 * Seals what was appended since the last seal and appends `seal.made` to the desk. Undefined when there is nothing
 * new but the last seal itself. Safe to call from several processes: one of them makes it.
 */
export async function makeSeal(
  pool: Pool,
  log: Log,
  options: { now: () => Date; actor?: Actor },
): Promise<Sealed | undefined> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    // The desk is read before the seals: if another seal comes in between, the desk has moved on and we are refused.
    const expected = (await readHeads(pool, [DESK])).get(DESK)?.version ?? 0;
    const seal = await nextSeal(pool, options.now());
    if (!seal) return undefined;
    const text = canonical(seal);
    const appended = await log.append({
      stream: DESK,
      expected,
      entries: [
        {
          kind: SEALED,
          kindVersion: 1,
          at: options.now(),
          actor: options.actor ?? { type: 'remit' },
          body: { ...seal },
        },
      ],
      rows: { seals: [{ number: seal.number, body: text, hash: sha256(text) }] },
    });
    if (appended.ok) return { seal, text };
  }
  throw new AppError('conflict', `the desk was busy ${TRIES_MAX} times in a row: seal again later`);
}

/** The text of the newest seal, to keep elsewhere; undefined when none was made. */
export async function lastSeal(pool: Pool): Promise<Sealed | undefined> {
  const { rows } = await pool.query<{ body: string }>('select body from seals order by number desc limit 1');
  const text = rows[0]?.body;
  return text === undefined ? undefined : { seal: readSeal(text), text };
}

/** Reads the text of a seal; throws an AppError when it is none. */
export function readSeal(text: string): Seal {
  try {
    return Seal.parse(JSON.parse(text.trim()));
  } catch (cause) {
    const error = new AppError('invalid', 'this is not a seal', {
      suggestion: 'Give the line that `remit seal` printed.',
    });
    error.cause = cause;
    throw error;
  }
}

async function nextSeal(pool: Pool, now: Date): Promise<Seal | undefined> {
  return withTransaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read read only');
    const { rows } = await client.query<{ body: string; hash: string }>(
      'select body, hash from seals order by number desc limit 1',
    );
    const before = rows[0] && { seal: readSeal(rows[0].body), hash: rows[0].hash };
    const tree = new MerkleTree();
    let upto: Leaf | undefined;
    let news = 0;
    for await (const leaf of leavesAfter(client, before?.seal.upto ?? null, true)) {
      tree.add(leafText(leaf));
      upto = leaf;
      if (leaf.kind !== SEALED) news += 1;
    }
    if (!upto || news === 0) return undefined;
    return {
      number: (before?.seal.number ?? 0) + 1,
      at: now.toISOString(),
      after: before?.seal.upto ?? null,
      upto: { tx: upto.tx, position: upto.position },
      count: tree.size,
      root: tree.root(),
      prev: before?.hash ?? GENESIS,
    };
  });
}

/**
 * Entries after a place in the order of following, with what a leaf and a report need of them. A new seal takes
 * only those whose order is final: before the oldest transaction in flight.
 */
export function leavesAfter(
  client: PoolClient,
  after: Place | null,
  finalOnly: boolean,
): AsyncGenerator<Leaf & { kind: string }, void, undefined> {
  return rowsOf(
    client,
    `select kind, encode(hash, 'hex') as hash, tx::text as tx, position from entries e
      where (e.tx, e.position) > ($1::xid8, $2::bigint)
        and (not $3 or e.tx < pg_snapshot_xmin(pg_current_snapshot()))
      order by e.tx, e.position`,
    [after?.tx ?? '0', after?.position ?? 0, finalOnly],
  );
}
