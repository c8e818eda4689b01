import { z } from 'zod';
import { time } from '../answers/basic.ts';
import { DeskAnswer, QueueAnswer } from '../answers/desk.ts';
import { LogRowAnswer } from '../answers/log.ts';
import { AwayAnswer, NoticeAnswer } from '../answers/people.ts';
import { WorkflowAnswer } from '../answers/workflow.ts';
import { op } from './operation.ts';

/** Operations on the desk as a whole. */
export const deskOperations = {
  desk: op('GET', '/api/desk', 'The workspace, its people and workflows, and what this address allows.', {
    answer: DeskAnswer,
  }),
  queue: op('GET', '/api/queue', 'Held plans, most urgent first.', {
    query: z.object({
      workflow: z.string().optional(),
      show: z.enum(['open', 'mine', 'snoozed', 'unknown']).default('open'),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    answer: QueueAnswer,
  }),
  notices: op('GET', '/api/notices', 'What people were told lately, newest first.', {
    query: z.object({
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(30),
    }),
    answer: z.object({ notices: z.array(NoticeAnswer), next: z.string().nullable() }),
  }),
  away: op('GET', '/api/away', 'Who is away, until when, and who stands in.', { answer: AwayAnswer }),
  set_away: op(
    'POST',
    '/api/away',
    'Be away until a time, with somebody who decides in your place; or be back.',
    {
      body: z.object({ until: time.nullable(), deputy: z.string().nullable() }),
      answer: z.object({ says: z.string() }),
    },
  ),
  log: op('GET', '/api/log', 'Decisions in six fields, newest first, with full-text search.', {
    query: z.object({
      q: z.string().max(200).optional(),
      workflow: z.string().optional(),
      kind: z.string().optional(),
      play: z.string().optional(),
      effect: z.string().optional(),
      actor: z.string().optional(),
      from: time.optional(),
      to: time.optional(),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({
      rows: z.array(LogRowAnswer),
      next: z.string().nullable(),
      total: z.number(),
      total_is_exact: z.boolean(),
    }),
  }),
  workflow: op('GET', '/api/workflows/:id', 'A workflow: its map, plays, agents, boundary and statement.', {
    answer: WorkflowAnswer,
  }),
  pace: op('POST', '/api/sample/pace', 'How many new messages a minute the sample business receives.', {
    body: z.object({ per_minute: z.number().min(0).max(600) }),
    answer: z.object({ per_minute: z.number() }),
  }),
} as const;
