import { z } from 'zod';

export const OUTCOMES = ['solved', 'reworked', 'escalated', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const Closed = {
  body: z.object({
    outcome: z.enum(OUTCOMES),
    /** The end state that the play promises, read back from the systems. */
    end: z.object({ holds: z.union([z.boolean(), z.literal('unknown')]), says: z.string() }),
  }),
  private: z.undefined(),
};

/** A remark on the way: a wait, a person's note. `switch` names the brake that holds it, `down` the system that does. */
export const Noted = {
  body: z.object({
    says: z.string(),
    due_at: z.string().optional(),
    tries: z.number().optional(),
    switch: z.string().optional(),
    down: z.string().optional(),
    /** The end state was read back, and it does not hold. */
    end: z.literal(false).optional(),
  }),
  private: z.undefined(),
};

/** What a person would have done in a case that had run by itself, said before they saw what was done. */
export const Audited = {
  body: z.object({
    kind: z.string(),
    play: z.string().nullable(),
    /** They would have done the same. `changed` names what not: `play`, `inputs.amount`. */
    agreed: z.boolean(),
    changed: z.array(z.string()),
  }),
  private: z.object({ note: z.string().optional(), inputs: z.record(z.string(), z.unknown()).optional() }),
};
