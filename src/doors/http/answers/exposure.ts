import { z } from 'zod';
import { RolloutForm } from '../../../authority/schema.ts';
import { MoneyAnswer } from './basic.ts';

/** The most that a workflow can do without a person, as its rules, budgets and stage let through. */
export const ExposureAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  stage: RolloutForm,
  /** False where the stage or a switch lets nothing run alone: then everything below is what it would be in `act`. */
  acts: z.boolean(),
  says: z.string(),
  writes: z.array(
    z.object({
      write: z.string(),
      label: z.string(),
      alone: z.boolean(),
      irreversible: z.boolean(),
      message: z.boolean(),
      /** Null: unbounded. Each with the rule that bounds it. */
      each: z.object({ money: MoneyAnswer.nullable(), by: z.array(z.string()), says: z.string() }),
      hour: z.object({
        count: z.number().nullable(),
        money: MoneyAnswer.nullable(),
        by: z.array(z.string()),
        says: z.string(),
      }),
      day: z.object({
        count: z.number().nullable(),
        money: MoneyAnswer.nullable(),
        by: z.array(z.string()),
        says: z.string(),
      }),
      undo: z.string().nullable(),
    }),
  ),
  /** Over all writes. Null: unbounded, or no money at all where `moves_money` is false. */
  moves_money: z.boolean(),
  total: z.object({
    hour: z.object({ money: MoneyAnswer.nullable(), count: z.number().nullable() }),
    day: z.object({ money: MoneyAnswer.nullable(), count: z.number().nullable() }),
  }),
  /** What nothing bounds, each a sentence with what to write. */
  unbounded: z.array(z.object({ write: z.string(), says: z.string(), suggestion: z.string() })),
});
