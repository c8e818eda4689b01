import { z } from 'zod';
import {
  BACKRUN_LISTS,
  BackrunAnswer,
  BackrunCasesAnswer,
  BackrunPlan,
  BackrunsAnswer,
} from '../answers/backrun.ts';
import { time } from '../answers/basic.ts';
import { op } from './operation.ts';

const TEXT_CHARS_MAX = 200_000;
const name = z.string().min(1).max(200);

/** Which agent is run under which boundary over which part of the log. */
export const BackrunForm = z.object({
  /** The name of an agent of the workflow, or of the one that `rules` describes. */
  agent: name,
  /** A decision table that the workflow does not have: the text of a rules.yaml, and what its file is called. */
  rules: z.object({ text: z.string().max(TEXT_CHARS_MAX), file: name }).optional(),
  /** `current`, `proposed:<id of a change that waits>`, or `text`, which is then in `boundary_text`. */
  boundary: name.default('current'),
  boundary_text: z.object({ text: z.string().max(TEXT_CHARS_MAX), file: name }).optional(),
  /** Cases that people decided from then on, up to then; absent: all of them, up to now. */
  since: time.optional(),
  until: time.optional(),
  kind: name.optional(),
});

/** Operations that run agents over the log. */
export const backrunOperations = {
  backruns: op(
    'GET',
    '/api/workflows/:id/backruns',
    'What was run over the log, and what can be: agents, boundaries, kinds.',
    { answer: BackrunsAnswer },
  ),
  plan_backrun: op(
    'POST',
    '/api/workflows/:id/backruns/plan',
    'What a run would look at and what it would cost. Nothing is run or spent.',
    { body: BackrunForm, answer: BackrunPlan },
  ),
  start_backrun: op(
    'POST',
    '/api/workflows/:id/backruns',
    'Run an agent over logged cases, or go on with a run of the same that stopped. Nothing is performed.',
    {
      body: BackrunForm.extend({
        /** The most that it may spend, in minor units of the workspace's currency. */
        spend_minor: z.number().int().min(0).max(1e12).default(0),
      }),
      answer: z.object({ id: z.string(), says: z.string() }),
    },
  ),
  backrun: op(
    'GET',
    '/api/backruns/:id',
    'One run: how far it is, and how it compares with what people decided.',
    {
      answer: BackrunAnswer,
    },
  ),
  backrun_cases: op('GET', '/api/backruns/:id/cases', 'The cases behind the numbers of a run.', {
    query: z.object({
      what: z.enum(BACKRUN_LISTS).default('differs'),
      kind: name.optional(),
      /** As planned. */
      play: name.optional(),
      /** An input of the play that came out otherwise. */
      argument: name.optional(),
      rule: name.optional(),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: BackrunCasesAnswer,
  }),
  run_backrun: op('POST', '/api/backruns/:id', 'Cancel it, or let it go on where it stopped.', {
    body: z.object({
      verb: z.enum(['cancel', 'resume']),
      /** A higher limit of what it may spend, to go on with. */
      spend_minor: z.number().int().min(0).max(1e12).optional(),
    }),
    answer: z.object({ says: z.string() }),
  }),
} as const;
