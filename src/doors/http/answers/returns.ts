import { z } from 'zod';
import { MoneyAnswer, time } from './basic.ts';
import { Statement } from '../../../evidence/returns/schema.ts';

/** Money that agents moved in a span, and what of it was lost. */
export const ExposedAnswer = z.object({
  /** Done by agents or on their plans, and not taken back. */
  moved: MoneyAnswer,
  cases: z.number(),
  /** Of that without a person. */
  alone: MoneyAnswer,
  alone_cases: z.number(),
  /** Moved without a person, in cases that came back or that an audit found wrong. */
  lost: MoneyAnswer,
  lost_cases: z.number(),
  /** Moved in other currencies: so many cases, which are not in the sums. */
  other_currencies: z.number(),
  says: z.string(),
});

/** Return on cost of one workflow, or of all together. */
export const ReturnAnswer = Statement.extend({
  workflow: z.string().nullable(),
  label: z.string(),
  made_at: time,
  /** What was measured lies in here; null: nothing was. */
  from: time.nullable(),
  to: time.nullable(),
  exposed: ExposedAnswer.nullable(),
  workflows: z.array(z.object({ name: z.string(), label: z.string() })),
  history: z.array(z.object({ at: time, by: z.string(), says: z.string(), because: z.string() })),
});
