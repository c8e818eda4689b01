import type { ShopState } from './model.ts';

/**
 * Changes the state in memory, or refuses and changes nothing. It depends on its arguments alone, so that
 * reading the journal again after a crash gives the same state and the same answers.
 */
export type Performer = (
  state: ShopState,
  params: Record<string, string>,
  body: unknown,
  now: Date,
  key: string,
) => Performed;

export type Performed =
  | { ok: true; answer: Record<string, unknown>; order_id?: string; sku?: string; amount?: number }
  | { ok: false; status: 404 | 409; says: string };

export function done(
  answer: Record<string, unknown>,
  about: { order_id?: string; sku?: string; amount?: number } = {},
): Performed {
  return { ok: true, answer, ...about };
}

export function refuse(says: string): Performed {
  return { ok: false, status: 409, says };
}

/** Thrown where what a write speaks of does not exist; nothing has been changed by then. */
export class Unknown extends Error {}

export function need<T>(found: T | undefined, says: string): T {
  if (found === undefined) throw new Unknown(says);
  return found;
}
