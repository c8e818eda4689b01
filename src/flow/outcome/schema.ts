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

/** A remark on the way: a system that is down, a wait, a person's note. `switch` names the brake that holds it. */
export const Noted = {
  body: z.object({
    says: z.string(),
    due_at: z.string().optional(),
    tries: z.number().optional(),
    switch: z.string().optional(),
  }),
  private: z.undefined(),
};
