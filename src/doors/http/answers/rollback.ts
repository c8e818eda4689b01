import { z } from 'zod';
import { Slice, RollbackItem } from '../../../authority/schema.ts';
import { MoneyAnswer, time } from './basic.ts';

export const RollbackSummary = z.object({
  id: z.string(),
  state: z.enum(['planned', 'running', 'paused', 'done', 'cancelled']),
  title: z.string(),
  slice: Slice,
  counts: z.record(z.string(), z.number()),
  by: z.string(),
  at: time,
  changed_at: time,
});
export const RollbackAnswer = RollbackSummary.extend({
  because: z.string(),
  money: z.array(MoneyAnswer),
  items: z.array(RollbackItem),
  says: z.string(),
  may: z.boolean(),
  /** It can be taken back itself: its undos are writes that have an undo. */
  reversible: z.boolean(),
});
