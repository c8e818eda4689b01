import { z } from 'zod';
import { Effect } from '../../../flow/ruling/schema.ts';
import { MoneyAnswer, time } from './basic.ts';

const Sentences = z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() }));
/** What a changed boundary would mean: faults, the statement's difference, and its effect on the log. */
export const BoundaryCheck = z.object({
  faults: z.array(
    z.object({ line: z.number().nullable(), says: z.string(), suggestion: z.string().nullable() }),
  ),
  warnings: z.array(z.object({ line: z.number().nullable(), says: z.string() })),
  version: z.string().nullable(),
  statement: z.array(z.object({ write: z.string(), label: z.string(), sentences: Sentences })),
  limits: z.array(
    z.object({
      name: z.string(),
      unit: z.string(),
      /** As the file writes it, without the unit's name: `50.00 EUR`, `30`. */
      value: z.string(),
      ceiling: z.string().nullable(),
      says: z.string(),
    }),
  ),
  backtest: z
    .object({
      cases: z.number(),
      /** Ruled cases that could not be ruled on again as they were then, and are not among them. */
      left_out: z.number(),
      /** Cases per second of the replay itself. */
      per_second: z.number(),
      from: time.nullable(),
      /** Changed rulings grouped by write and by the rule that used to decide; unintended widenings first. */
      groups: z.array(
        z.object({
          id: z.string(),
          direction: z.enum(['wider', 'narrower', 'other']),
          unintended: z.boolean(),
          says: z.string(),
          from: Effect,
          to: Effect,
          cases: z.number(),
          money: MoneyAnswer.nullable(),
          examples: z.array(z.object({ case: z.string(), title: z.string(), money: MoneyAnswer.nullable() })),
        }),
      ),
    })
    .nullable(),
});

export const ChangeAnswer = z.object({
  id: z.string(),
  workflow: z.string(),
  state: z.enum(['proposed', 'accepted', 'declined', 'withdrawn']),
  because: z.string(),
  by: z.string(),
  at: time,
  decided_by: z.string().nullable(),
  decided_at: time.nullable(),
  /** Why this person may not accept it; null where they may. */
  barred: z.string().nullable(),
});
export const BoundaryAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  version: z.string(),
  text: z.string(),
  /** `in_step`, or what stands between the files and what is in force. */
  files: z.object({
    state: z.enum(['in_step', 'console_ahead', 'conflict']),
    says: z.string(),
    /** The files' own text where it is another. */
    text: z.string().nullable(),
  }),
  may: z.object({
    change: z.boolean(),
    raise_ceilings: z.boolean(),
    needs_two: z.boolean(),
    says: z.string(),
  }),
  changes: z.array(
    ChangeAnswer.extend({
      text: z.string(),
      /** Widenings that were ticked when it was proposed: ids of groups. */
      ticked: z.array(z.string()),
    }),
  ),
  history: z.array(
    z.object({
      at: time,
      by: z.string(),
      from: z.enum(['files', 'console']),
      because: z.string(),
      version: z.string(),
    }),
  ),
});
