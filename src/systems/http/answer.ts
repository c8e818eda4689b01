import type { IncomingHttpHeaders } from 'node:http';
import { valueAt } from '../../workspace/paths.ts';
import type { Shape } from '../../workspace/shape.ts';
import type { Amounts } from '../../workspace/systems/amounts.ts';
import { coerce } from '../../workspace/values.ts';
import { withAmounts } from '../amounts.ts';

/** How much of what a system says about a refusal is kept, in characters. */
const SAYS_CHARS_MAX = 300;

/**
 * An answer read as JSON and held against what the offer says that it gives. `garbled`: it is no JSON at all, as when a
 * line broke, or something in between answered with a page of its own.
 */
export type Understood = { ok: true; value: unknown } | { ok: false; says: string; garbled?: true };

/** Which part of an answer is meant, and what is made of it before it is held against its shape. */
export interface Meant {
  take?: string | undefined;
  amounts?: Amounts | undefined;
}

/** Only what is declared comes in; an answer that does not fit is no answer. */
export function understand(text: string, gives: Shape | undefined, meant: Meant = {}): Understood {
  if (gives === undefined) return { ok: true, value: null };
  const json = jsonOf(text);
  if (json === undefined) return { ok: false, says: NOT_JSON, garbled: true };
  return fit(json.value, gives, meant);
}

export const NOT_JSON = 'answered with something that is not JSON';

/** The JSON of an answer; undefined where it is none. */
export function jsonOf(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

export function fit(json: unknown, gives: Shape, { take, amounts }: Meant): Understood {
  const part = take === undefined ? json : valueAt(json, take);
  if (part === undefined) return { ok: false, says: `answered without ${take}` };
  const read = coerce(gives, withAmounts(part, amounts));
  if (read.ok) return read;
  const [first] = read.problems;
  const more = read.problems.length > 1 ? ` (and ${read.problems.length - 1} more)` : '';
  return {
    ok: false,
    says: `answered with something unexpected: ${first?.path ?? ''} ${first?.says ?? ''}${more}`,
  };
}

/** What the system itself says about why not, where its answer holds a sentence. */
export function reasonIn(text: string): string | undefined {
  try {
    return sentenceIn(JSON.parse(text) as unknown, 0)?.slice(0, SAYS_CHARS_MAX);
  } catch {
    return undefined;
  }
}

/** `{error: "…"}`, `{message: "…"}`, `{error: {message: "…"}}`, and RFC 9457's `{detail: "…", title: "…"}`. */
function sentenceIn(json: unknown, depth: number): string | undefined {
  if (typeof json === 'string') return json === '' ? undefined : json;
  if (json === null || typeof json !== 'object' || depth > 1) return undefined;
  const given = json as Record<string, unknown>;
  for (const key of ['says', 'message', 'detail', 'error', 'title']) {
    const sentence = sentenceIn(given[key], depth + 1);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}

/** RFC 9110 `Retry-After` in milliseconds, as seconds or as a date. */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Whether the system says that it had done this key before: the two header names that are in use. */
export function isReplay(headers: IncomingHttpHeaders): boolean {
  return headers['idempotency-replayed'] === 'true' || headers['idempotent-replayed'] === 'true';
}
