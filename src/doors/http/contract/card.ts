import { z } from 'zod';
import { CardAnswer } from '../answers/card.ts';
import { ReadinessAnswer } from '../answers/readiness.ts';
import { op } from './operation.ts';

/** What the log says of an agent, and of the kinds of a workflow that could be handed over. */
export const cardOperations = {
  card: op(
    'GET',
    '/api/workflows/:id/card',
    'The card of an agent: what it may do, what it does, where the two part, how well, and what changed.',
    { query: z.object({ agent: z.string().min(1).max(200).optional() }), answer: CardAnswer },
  ),
  readiness: op('GET', '/api/workflows/:id/readiness', 'Which kinds are ready to be handed over, and why.', {
    answer: ReadinessAnswer,
  }),
} as const;
