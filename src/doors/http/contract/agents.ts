import { AskingAnswer, TurnsAnswer } from '../answers/agents.ts';
import { op } from './operation.ts';

/** What agents that ask models are made of, and what they were told and answered. */
export const agentsOperations = {
  turns: op(
    'GET',
    '/api/cases/:id/turns',
    'What models were asked for a case, what they answered, and what that cost.',
    {
      answer: TurnsAnswer,
    },
  ),
  asking: op(
    'GET',
    '/api/workflows/:id/agents',
    'The agents of a workflow that ask models: instructions, tools, checks, limits, and what they cost.',
    { answer: AskingAnswer },
  ),
} as const;
