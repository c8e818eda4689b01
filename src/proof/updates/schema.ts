import { z } from 'zod';
import { LiteralForm, ProofForm, WAYS, WidenForm, type Way } from '../../authority/updates_schema.ts';
import { digest } from '../../log/canonical.ts';

const ID_CHARS = 20;

export const TurnForm = z.object({ agent: z.string(), planned: z.string(), to: z.string().nullable() });
/** An input's default that people set otherwise: the template that gives what they set. */
export const DefaultForm = z.object({ input: z.string(), template: z.string() });

/** What a draft is: when people decide otherwise than is planned, or which default they set instead. */
export const Definition = z.object({
  turn: TurnForm,
  literals: z.array(LiteralForm),
  /** Present where the play stays and only the default of an input is another. */
  input: DefaultForm.optional(),
  /** Present where the boundary is to let plans through that people approve again and again. */
  widen: WidenForm.optional(),
});
export type Definition = z.infer<typeof Definition>;

/** A draft with what is known of it. */
export const Draft = Definition.extend({
  id: z.string(),
  workflow: z.string(),
  found: z.enum(['mined', 'by_hand']),
  proof: ProofForm,
  /** Of its group and of the cases that it fits, those of before: the table was asked afterwards what it would plan. */
  past: z.object({ of: z.number(), fitted: z.number() }),
  /** The newest cases that people decided as it says: those that it comes from. */
  taught: z.array(z.string()),
  /** Of one that widens: the ids of the decided cases that it would have let through. */
  freed: z.array(z.string()).optional(),
  at: z.string(),
  /** The ways to put it in force, the suggested one first, and whether each lets more run without a person. */
  ways: z.array(z.object({ way: z.enum(WAYS), widens: z.boolean() })),
});
export type Draft = z.infer<typeof Draft>;

/** What one look through a workflow's decisions found. */
export const Look = z.object({
  drafts: z.array(Draft),
  decided: z.number(),
  /** Of these, cases of before, and those in which nothing is planned. */
  past: z.number(),
  unplanned: z.number(),
  changed: z.number(),
  tried: z.number(),
  took_ms: z.number(),
});
export type Look = z.infer<typeof Look>;

/** Names a draft by what it says, so that the same is found under the same name again. */
export function draftId(workflow: string, { turn, literals, input, widen }: Definition): string {
  // The amount is not part of its name: who declined a limit is not asked again for another cent.
  if (widen?.by === 'limit') return digest({ workflow, limit: widen.limit }).slice(0, ID_CHARS);
  if (widen) return digest({ workflow, allow: widen.play, literals }).slice(0, ID_CHARS);
  return digest({ workflow, turn, literals, ...(input && { input }) }).slice(0, ID_CHARS);
}

export type { Way };
