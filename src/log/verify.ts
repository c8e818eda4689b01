import type { Pool, PoolClient } from 'pg';
import { withTransaction } from '../runtime/database.ts';
import { sha256 } from './canonical.ts';
import { entryHash, GENESIS } from './chain.ts';
import { rowsOf } from './stream.ts';
import { verifySeals } from './verify_seals.ts';

/** The first thing that does not fit. `version` is absent where a whole stream or a seal is concerned. */
export interface Misfit {
  stream: string;
  version?: number;
  how: 'hash' | 'private' | 'json' | 'order' | 'gap' | 'previous' | 'head' | 'tail' | 'missing' | 'seal';
  /** A sentence for a person. */
  says: string;
}

export interface VerifyReport {
  misfit: Misfit | null;
  entries: number;
  streams: number;
  /** Entries whose personal data was erased; everything else about them still verifies. */
  erased: number;
  seals: number;
  /** Entries that no seal covers yet. */
  unsealed: number;
}

export interface VerifyOptions {
  /** Only this stream; seals cover the whole log and are not looked at then. */
  stream?: string;
  /** The text of a seal that was kept elsewhere, which the log must still agree with. */
  seal?: string;
  onProgress?: (entries: number) => void;
}

export interface StoredEntry {
  stream: string;
  version: number;
  kind: string;
  kind_version: number;
  at: Date;
  actor: string;
  body: string;
  private: string | null;
  private_digest: string | null;
  prev_hash: string;
  hash: string;
  position: number;
  tx: string;
  head_version: number | null;
  head_hash: string | null;
}

const PROGRESS_EVERY = 10_000;

/**
 * Recomputes every hash of the log, or of one stream, in one snapshot and in constant memory, and stops at the
 * first entry that does not fit.
 */
export async function verify(pool: Pool, options: VerifyOptions = {}): Promise<VerifyReport> {
  return withTransaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read read only');
    await client.query('set local statement_timeout = 0');
    const report: VerifyReport = { misfit: null, entries: 0, streams: 0, erased: 0, seals: 0, unsealed: 0 };
    report.misfit = (await verifyStreams(client, report, options)) ?? (await missingStream(client, options));
    if (!report.misfit && options.stream === undefined)
      report.misfit = await verifySeals(client, report, options.seal);
    return report;
  });
}

/** Whether the log still agrees with a seal that was kept elsewhere. */
export async function checkSeal(pool: Pool, text: string): Promise<VerifyReport> {
  return verify(pool, { seal: text });
}

async function verifyStreams(
  client: PoolClient,
  report: VerifyReport,
  options: VerifyOptions,
): Promise<Misfit | null> {
  let before: StoredEntry | undefined;
  const entries = rowsOf<StoredEntry>(client, ENTRIES, [options.stream ?? null]);
  for await (const entry of entries) {
    const first = entry.stream !== before?.stream;
    const misfit = (first && before && endOf(before)) || misfitOf(entry, first ? undefined : before);
    if (misfit) return misfit;
    report.entries += 1;
    if (first) report.streams += 1;
    if (entry.private_digest !== null && entry.private === null) report.erased += 1;
    if (report.entries % PROGRESS_EVERY === 0) options.onProgress?.(report.entries);
    before = entry;
  }
  return before ? endOf(before) : null;
}

const ENTRIES = `select e.stream, e.version, kind, kind_version, at,
    actor, body, private, encode(private_digest, 'hex') as private_digest, encode(prev_hash, 'hex') as prev_hash,
    encode(e.hash, 'hex') as hash, position, tx::text as tx, h.version as head_version, encode(h.hash, 'hex') as head_hash
  from entries e left join heads h on h.stream = e.stream
  where $1::text is null or e.stream = $1
  order by e.stream, e.version, position`;

function misfitOf(entry: StoredEntry, before: StoredEntry | undefined): Misfit | null {
  const misfit = (how: Misfit['how'], says: string): Misfit => ({
    stream: entry.stream,
    version: entry.version,
    how,
    says,
  });
  const expected = (before?.version ?? 0) + 1;
  if (entry.version !== expected)
    return misfit('gap', `entry ${expected} should come here and entry ${entry.version} does`);
  if (entry.prev_hash !== (before?.hash ?? GENESIS))
    return misfit('previous', 'it does not name the entry before it');
  // Columns that joined up give the same hash wherever the comma between them falls, so each must be whole by itself.
  if (!isJson(entry.actor) || !isJson(entry.body)) return misfit('json', 'its actor or its body is no JSON');
  if (entryHash(hashedOf(entry)) !== entry.hash) return misfit('hash', 'its content is not what was hashed');
  if (entry.private !== null && sha256(entry.private) !== entry.private_digest) {
    return misfit('private', 'its personal data is not what was hashed');
  }
  if (before && !follows(entry, before))
    return misfit('order', 'it claims to have been written before the entry before it');
  return null;
}

function hashedOf(entry: StoredEntry): Parameters<typeof entryHash>[0] {
  return {
    stream: entry.stream,
    version: entry.version,
    kind: entry.kind,
    kindVersion: entry.kind_version,
    at: entry.at.toISOString(),
    actor: entry.actor,
    body: entry.body,
    privateDigest: entry.private_digest,
    prevHash: entry.prev_hash,
  };
}

/** Whether a stream ends where its head says that it does. */
function endOf(last: StoredEntry): Misfit | null {
  const misfit = (how: Misfit['how'], says: string): Misfit => ({
    stream: last.stream,
    version: last.version,
    how,
    says,
  });
  if (last.head_version === null) return misfit('head', 'the stream has no head');
  if (last.head_version > last.version) {
    return misfit('tail', `it is the last entry, and the head says that there are ${last.head_version}`);
  }
  if (last.head_version < last.version)
    return misfit('head', `the head knows only ${last.head_version} entries`);
  return last.head_hash === last.hash ? null : misfit('head', 'the head names another last entry');
}

async function missingStream(client: PoolClient, options: VerifyOptions): Promise<Misfit | null> {
  const { rows } = await client.query<{ stream: string; version: number }>(
    `select stream, version from heads h where ($1::text is null or stream = $1)
      and not exists (select from entries e where e.stream = h.stream) order by stream limit 1`,
    [options.stream ?? null],
  );
  const lost = rows[0];
  if (!lost) return null;
  return {
    stream: lost.stream,
    how: 'missing',
    says: `the head says that there are ${lost.version} entries, and there is none`,
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function follows(entry: StoredEntry, before: StoredEntry): boolean {
  const [tx, txBefore] = [BigInt(entry.tx), BigInt(before.tx)];
  return tx > txBefore || (tx === txBefore && entry.position > before.position);
}
