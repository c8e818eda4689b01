import { z } from 'zod';
import { MoneyAnswer, record, time } from './basic.ts';

/** One question to a model, and what came back. */
export const TurnAnswer = z.object({
  version: z.number(),
  at: time,
  agent: z.string(),
  agent_version: z.string(),
  /** The part of the plan that it was asked for, where several prepared it. */
  part: z.string().nullable(),
  provider: z.string(),
  model: z.string(),
  turn: z.number(),
  answered: z.boolean(),
  stop: z.string().nullable(),
  fault: z.string().nullable(),
  tokens: z.object({ in: z.number(), cached: z.number(), out: z.number() }),
  /** What it cost, in words: `less than €0.01`. Empty where the model has no price. */
  cost: z.string(),
  took_ms: z.number(),
  /** The messages that were added to those of the turn before. */
  asked: z.array(z.object({ role: z.string(), says: z.string() })),
  text: z.string(),
  calls: z.array(z.object({ name: z.string(), input: z.unknown() })),
  /** What it looked up because of this answer. */
  looked: z.array(
    z.object({
      read: z.string(),
      label: z.string(),
      ok: z.boolean(),
      says: z.string(),
      args: record,
      value: z.unknown(),
    }),
  ),
});

export const TurnsAnswer = z.object({
  turns: z.array(TurnAnswer),
  /** All of them together: `3 turns, 4,210 tokens, €0.02`. */
  says: z.string(),
  /** Why what was said is not shown; null where it is. */
  hidden: z.string().nullable(),
});

const Quality = z.object({
  /** Decisions of people in which none of the part's inputs was changed, of those that could be compared. */
  kept: z.number(),
  of: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  says: z.string(),
});

/** What an agent that asks models is made of, what it may use up, and what it has. */
export const AskingAnswer = z.object({
  agents: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['model', 'parts']),
      version: z.string(),
      models: z.array(
        z.object({
          name: z.string(),
          provider: z.string(),
          model: z.string(),
          price: z.string(),
          /** Why it cannot be asked; empty where it can. */
          says: z.string(),
        }),
      ),
      instructions: z.string(),
      reads: z.array(z.object({ read: z.string(), label: z.string() })),
      turns: z.number().nullable(),
      plans: z.number().nullable(),
      never: z.array(z.object({ words: z.string(), because: z.string() })),
      links: z.array(z.string()),
      addresses: z.array(z.string()),
      parts: z.array(
        z.object({
          name: z.string(),
          version: z.string(),
          model: z.string(),
          inputs: z.array(z.string()),
          checks: z.array(z.string()),
          quality: Quality,
        }),
      ),
      /** The last thirty days, under all of its versions. */
      spent: z.object({ plans: z.number(), cost: MoneyAnswer.nullable(), says: z.string() }),
    }),
  ),
  limits: z.array(z.string()),
});
