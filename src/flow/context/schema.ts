import { z } from 'zod';

/** The facts of a case, as they were read. Values are private; where, when and how far to trust them is not. */
export const Gathered = {
  body: z.object({
    facts: z.array(
      z.object({
        name: z.string(),
        source: z.string(),
        at: z.string(),
        trust: z.enum(['trusted', 'outside']),
        fresh_ms: z.number().optional(),
        /** Why it could not be read. A missing fact is said, never guessed. */
        missing: z.string().optional(),
        optional: z.boolean().optional(),
        took_ms: z.number().optional(),
      }),
    ),
    /** Read again because a decision took time, or because the first reading failed. */
    again: z.boolean().optional(),
  }),
  private: z.object({ values: z.record(z.string(), z.unknown()) }),
};

export type ReadAnswer =
  | { ok: true; value: unknown; at: Date }
  | {
      ok: false;
      why: 'not_found' | 'timeout' | 'unreachable' | 'bad_answer' | 'refused';
      says: string;
      /** Trying again later may help. */
      retry: boolean;
      /** How long the system asks to be left alone, in milliseconds. */
      retryAfterMs?: number | undefined;
    };

/** What `systems/` implement for reading. Never throws for what an outside system may do. */
export interface Reader {
  read(name: string, args: Record<string, unknown>, options: { signal: AbortSignal }): Promise<ReadAnswer>;
}
