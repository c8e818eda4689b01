import { z } from 'zod';
import { StandingAnswer, StandingsAnswer } from '../answers/standing.ts';
import { op } from './operation.ts';

/** Operations on standings: what agents have earned, and a change of policy that ends it. */
export const standingOperations = {
  standings: op('GET', '/api/standings', 'What every agent of every workflow has earned, in a line each.', {
    answer: StandingsAnswer,
  }),
  standing: op(
    'GET',
    '/api/workflows/:id/standing',
    'What the agents of a workflow have earned, on what evidence, and what is missing.',
    { answer: StandingAnswer },
  ),
  change_policy: op(
    'POST',
    '/api/workflows/:id/policy',
    'Say that the policy has changed: what was earned for these kinds ends at once and is proved anew.',
    {
      body: z.object({
        /** Names of kinds; null: all of them. */
        kinds: z.array(z.string().max(200)).max(500).nullable(),
        because: z.string().min(1).max(1_000),
      }),
      answer: z.object({ says: z.string(), version: z.number() }),
    },
  ),
} as const;
