import { z } from 'zod';
import { Rate } from './rate_schema.ts';

/** How well the condition of a rule update explains what people decided. */
export const ProofForm = z.object({
  precision: Rate,
  base: Rate,
  /** Chance to see it without any connection, corrected; null where a person chose the condition. */
  p: z.number().nullable(),
  /** Conditions that could have been found. */
  tried: z.number(),
});
export type ProofForm = z.infer<typeof ProofForm>;

/** One part of a rule update's condition: a value by its path, or a word of the message. */
export const LiteralForm = z.discriminatedUnion('is', [
  z.object({ is: z.enum(['known', 'unknown']), path: z.string() }),
  z.object({ is: z.literal('equals'), path: z.string(), value: z.union([z.string(), z.boolean()]) }),
  z.object({ is: z.enum(['more', 'at_most']), path: z.string(), value: z.number() }),
  z.object({ is: z.literal('word'), word: z.string() }),
]);

/** Ways to put a rule update in force: a rule of the boundary, a row of the table, a default, a sentence. */
export const WAYS = ['boundary', 'row', 'default', 'playbook'] as const;
export type Way = (typeof WAYS)[number];

/** What lets plans through that people approve again and again: a limit raised within its ceiling, or rules that allow. */
export const WidenForm = z.discriminatedUnion('by', [
  z.object({ by: z.literal('limit'), limit: z.string(), before: z.string(), value: z.string() }),
  z.object({
    by: z.literal('allow'),
    play: z.string(),
    rules: z.array(z.object({ on: z.string(), when: z.string() })),
  }),
]);
export type WidenForm = z.infer<typeof WidenForm>;

/** A rule update, as the log keeps it: when people decided otherwise than was planned, and how well that is known. */
export const UpdateForm = z.object({
  id: z.string(),
  found: z.enum(['mined', 'by_hand']),
  way: z.enum(WAYS),
  says: z.string(),
  turn: z.object({ agent: z.string(), planned: z.string(), to: z.string().nullable() }),
  literals: z.array(LiteralForm),
  proof: ProofForm,
  /** The newest cases that it comes from. */
  cases: z.array(z.string()).optional(),
  /** Present where it lets more run without a person: an owner must be among those who accept it. */
  widen: WidenForm.optional(),
});
export type UpdateForm = z.infer<typeof UpdateForm>;
