import { z } from 'zod';
import { Assumed, Statement } from '../../../evidence/returns/schema.ts';
import { ReturnAnswer } from '../answers/returns.ts';
import { op } from './operation.ts';

/** The return on cost, and what is assumed for it. */
export const returnsOperations = {
  returns: op('GET', '/api/returns', 'What the agents cost and bring: a statement with its assumptions.', {
    query: z.object({ workflow: z.string().optional() }),
    answer: ReturnAnswer,
  }),
  assume: op('POST', '/api/returns', 'Say what an assumption is, and why; null takes it back.', {
    body: z.object({
      workflow: z.string().max(200).nullable(),
      values: Assumed,
      because: z.string().min(1).max(1_000),
    }),
    answer: z.object({ says: z.string() }),
  }),
  try_return: op('POST', '/api/returns/try', 'The statement with other assumptions. Nothing is stored.', {
    body: z.object({ workflow: z.string().max(200).nullable().default(null), values: Assumed }),
    answer: Statement,
  }),
} as const;
