import { createHash } from 'node:crypto';
import { AppError } from '../../../runtime/errors.ts';
import type { OpName } from '../contract.ts';
import type { Door } from '../door.ts';

/** How long a key is remembered. */
export const KEPT_MS = 24 * 3_600_000;
/** Whoever asked and died while it was under way leaves the key to the next try after this long. */
const UNDER_WAY_MS = 60_000;
const SWEEP_EVERY_MS = 60_000;
const KEY_CHARS_MAX = 255;
/** Visible ASCII, as a header of structured fields has it. */
const KEY = /^[\x21-\x7e]+$/;

/** These take the key as the name of what they do, and so answer a second sending with how it stands by then. */
const BY_THEMSELVES = new Set<string>(['event', 'propose']);
/** What these answer is shown once, so it is not kept. */
const SECRET = new Set<string>(['make_token', 'brake_link']);

export interface Answered {
  status: number;
  answer: unknown;
}

export interface Asking {
  name: OpName;
  /** Who asks: a key of one is none of another. */
  who: string;
  key: string;
  id: string;
  query: unknown;
  body: unknown;
}

/** Whether an operation takes an idempotency key at all. */
export function takesKey(name: OpName, method: string): boolean {
  return isKept(name, method) || BY_THEMSELVES.has(name);
}

/** Whether its answer is to be remembered here. */
export function isKept(name: OpName, method: string): boolean {
  return method === 'POST' && !BY_THEMSELVES.has(name);
}

/**
 * Does what is asked once for each key, and answers every further sending with what the first was told. A mistake of
 * the caller is not remembered: nothing was done, so the same key may be tried again. Throws `conflict` while the first
 * is under way, and `refused` where the key was used for something else.
 */
export async function once(door: Door, asking: Asking, run: () => Promise<Answered>): Promise<Answered> {
  const { name, key } = asking;
  if (key.length > KEY_CHARS_MAX || !KEY.test(key)) {
    throw new AppError('invalid', `An idempotency key has 1 to ${KEY_CHARS_MAX} visible characters.`, {
      path: 'idempotency-key',
    });
  }
  const scope = hash([asking.who, name, asking.id]);
  const kept = await claim(door, scope, asking);
  if (kept) return kept;
  try {
    const answered = await run();
    const body = SECRET.has(name) ? null : JSON.stringify(answered.answer);
    await door.pool.query('update answers_kept set status = $3, body = $4 where scope = $1 and key = $2', [
      scope,
      key,
      answered.status,
      body,
    ]);
    return answered;
  } catch (error) {
    // Of what nobody foresaw it is not known how far it went: the key then stays taken until it lapses.
    if (error instanceof AppError)
      await door.pool.query('delete from answers_kept where scope = $1 and key = $2', [scope, key]);
    throw error;
  }
}

/** Takes the key, or returns what was answered under it. */
async function claim(door: Door, scope: string, { key, query, body }: Asking): Promise<Answered | null> {
  const now = door.world.now();
  await sweep(door, now);
  const digest = hash([query, body]);
  const taken = await door.pool.query(
    `insert into answers_kept (scope, key, digest, at) values ($1, $2, $3, $4)
     on conflict (scope, key) do update set digest = excluded.digest, at = excluded.at, status = null, body = null
       where answers_kept.at < $6 or (answers_kept.status is null and answers_kept.at < $5)`,
    [scope, key, digest, now, new Date(now.getTime() - UNDER_WAY_MS), new Date(now.getTime() - KEPT_MS)],
  );
  if (taken.rowCount === 1) return null;
  const { rows } = await door.pool.query<{ digest: string; status: number | null; body: string | null }>(
    'select digest, status, body from answers_kept where scope = $1 and key = $2',
    [scope, key],
  );
  const [row] = rows;
  if (row && row.digest !== digest) {
    throw new AppError('refused', 'This idempotency key was used for another request.', {
      suggestion: 'Send a new key with a new request, and the old one only with the very same.',
      path: 'idempotency-key',
    });
  }
  if (!row || row.status === null) {
    throw new AppError('conflict', 'The same request is under way.', {
      suggestion: 'Send it again in a moment, with the same key.',
      path: 'idempotency-key',
    });
  }
  if (row.body === null) {
    throw new AppError(
      'conflict',
      'This was done already, and its answer is not shown again: it holds a secret.',
      {
        path: 'idempotency-key',
      },
    );
  }
  return { status: row.status, answer: JSON.parse(row.body) as unknown };
}

const swept = new WeakMap<object, number>();

/** Forgets what is older than a day: the answers hold personal data. */
async function sweep({ pool }: Door, now: Date): Promise<void> {
  if (now.getTime() - (swept.get(pool) ?? 0) < SWEEP_EVERY_MS) return;
  swept.set(pool, now.getTime());
  await pool.query('delete from answers_kept where at < $1', [new Date(now.getTime() - KEPT_MS)]);
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
