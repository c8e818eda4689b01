import { z } from 'zod';

/** Recorded before the effect, in the transaction that consumes the clearance and counts the budget. */
export const Intended = {
  body: z.object({
    /** The idempotency key: the same for every sending of this action, and for no other action. */
    key: z.string(),
    write: z.string(),
    digest: z.string(),
    clearance: z.string(),
    money_minor: z.number().optional(),
    money_currency: z.string().optional(),
    undoes: z.string().optional(),
    /** The boundary that was in force, and that it was held against, when this was recorded. Absent: an older entry. */
    boundary: z.string().optional(),
  }),
  private: z.object({ args: z.record(z.string(), z.unknown()) }),
};

export const Done = {
  body: z.object({
    key: z.string(),
    /** Learned from the answer, from asking the system afterwards, or from a person who looked. */
    how: z.enum(['answered', 'confirmed', 'settled']),
    /** The system had done it before under this key: nothing was done twice. */
    replayed: z.boolean().optional(),
    took_ms: z.number().optional(),
  }),
  private: z.object({ result: z.unknown() }),
};

export const Failed = {
  body: z.object({ key: z.string(), how: z.enum(['answered', 'confirmed', 'settled']), says: z.string() }),
  private: z.undefined(),
};

/** The answer never came, and nobody could say what became of it. */
export const Unknown = {
  body: z.object({ key: z.string(), says: z.string() }),
  private: z.undefined(),
};

export const Undone = {
  body: z.object({ key: z.string(), by: z.string() }),
  private: z.undefined(),
};

export type WriteAnswer =
  | { ok: true; result: unknown; replayed: boolean }
  /** The system said no (4xx): surely not done. */
  | { ok: false; why: 'rejected'; says: string }
  /** It never left (connection refused): surely not done, and worth trying again. */
  | {
      ok: false;
      why: 'not_sent';
      says: string;
      /** How long the system asks to be left alone, in milliseconds. */
      retryAfterMs?: number | undefined;
    }
  /** Time-out, cut connection, 5xx: it may have been done. */
  | { ok: false; why: 'unknown'; says: string };

export type ConfirmAnswer = { known: true; done: boolean; result?: unknown } | { known: false; says: string };

/** What `systems/` implement for writing. Never throws for what an outside system may do. */
export interface Writer {
  write(
    name: string,
    args: Record<string, unknown>,
    options: { key: string; signal: AbortSignal },
  ): Promise<WriteAnswer>;
  /** Asks the system what became of a key, by the write's `confirm` read. */
  confirm(
    name: string,
    args: Record<string, unknown>,
    options: { key: string; signal: AbortSignal },
  ): Promise<ConfirmAnswer>;
}
