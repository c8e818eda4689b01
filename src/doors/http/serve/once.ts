import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { AppError } from '../../../runtime/errors.ts';
import { KeptAnswers, type KeptAnswer } from '../../../runtime/kept_answers.ts';
import type { OpName } from '../contract.ts';
import type { Door } from '../door.ts';

const KEY_CHARS_MAX = 255;
/** Visible ASCII, as a header of structured fields has it. */
const KEY = /^[\x21-\x7e]+$/;

/** These take the key as the name of what they do, and so answer a second sending with how it stands by then. */
const BY_THEMSELVES = new Set<string>(['event', 'propose']);
/** These change nothing, and what they answer is as new as it can be. */
const READS = new Set<string>(['look']);
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
  return method === 'POST' && !BY_THEMSELVES.has(name) && !READS.has(name);
}

/**
 * Does what is asked once for each key, and answers every further sending with what the first was told. A mistake of
 * the caller is not remembered: nothing was done, so the same key may be tried again. Throws `conflict` while the first
 * is under way, and `refused` where the key was used for something else.
 */
export async function once(door: Door, asking: Asking, run: () => Promise<Answered>): Promise<Answered> {
  const { name, key, who, id, query, body } = asking;
  if (key.length > KEY_CHARS_MAX || !KEY.test(key)) {
    throw new AppError('invalid', `An idempotency key has 1 to ${KEY_CHARS_MAX} visible characters.`, {
      path: 'idempotency-key',
    });
  }
  const answers = keptIn(door.pool);
  const use = { scope: hash([who, name, id]), key, digest: hash([query, body]) };
  const kept = await answers.take(use, door.world.now());
  if (kept !== null) return again(kept, use.digest);
  try {
    const answered = await run();
    await answers.keep(use, answered.status, SECRET.has(name) ? null : JSON.stringify(answered.answer));
    return answered;
  } catch (error) {
    // Of what nobody foresaw it is not known how far it went: the key then stays taken until it lapses.
    if (error instanceof AppError) await answers.free(use);
    throw error;
  }
}

/** What a second sending is told. */
function again(kept: KeptAnswer | undefined, digest: string): Answered {
  const no = (code: 'refused' | 'conflict', says: string, suggestion?: string) =>
    new AppError(code, says, {
      path: 'idempotency-key',
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  if (kept && kept.digest !== digest) {
    const suggestion = 'Send a new key with a new request, and the old one only with the very same.';
    throw no('refused', 'This idempotency key was used for another request.', suggestion);
  }
  if (!kept || kept.status === null)
    throw no('conflict', 'The same request is under way.', 'Send it again in a moment, with the same key.');
  if (kept.body === null)
    throw no('conflict', 'This was done already, and its answer is not shown again: it holds a secret.');
  return { status: kept.status, answer: JSON.parse(kept.body) as unknown };
}

const stores = new WeakMap<Pool, KeptAnswers>();

/** One for each database of this process. */
function keptIn(pool: Pool): KeptAnswers {
  const known = stores.get(pool);
  if (known) return known;
  const made = new KeptAnswers(pool);
  stores.set(pool, made);
  return made;
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
