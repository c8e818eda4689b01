import { z } from 'zod';
import {
  ArrivalAnswer,
  ArrivalOpenAnswer,
  EventKindAnswer,
  OutgoingAnswer,
  TriggerAnswer,
} from '../answers/hooks.ts';
import { op } from './operation.ts';

const Said = z.object({ says: z.string() });

/** What comes in by triggers and could not become an event, and what goes out by webhooks. */
export const hooksOperations = {
  triggers: op('GET', '/api/triggers', 'What brings events by itself, and what of it waits.', {
    answer: z.object({ triggers: z.array(TriggerAnswer) }),
  }),
  arrivals: op('GET', '/api/arrivals', 'What came in and could not become an event, newest first.', {
    query: z.object({
      state: z.enum(['waiting', 'delivered', 'dropped', 'all']).default('waiting'),
      workflow: z.string().optional(),
      trigger: z.string().optional(),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(ArrivalAnswer), next: z.string().nullable(), waiting: z.number() }),
  }),
  arrival: op('GET', '/api/arrivals/:id', 'One of them with what was sent.', { answer: ArrivalOpenAnswer }),
  try_arrival: op('POST', '/api/arrivals/:id/again', 'Try it by the mapping in force now.', {
    answer: Said.extend({ status: z.string(), case: z.string().nullable() }),
  }),
  try_arrivals: op('POST', '/api/arrivals/again', 'Try all that wait for one trigger, the oldest first.', {
    body: z.object({ workflow: z.string(), trigger: z.string() }),
    answer: Said.extend({ tried: z.number(), delivered: z.number(), waiting: z.number() }),
  }),
  drop_arrival: op('POST', '/api/arrivals/:id/drop', 'Nothing will come of it: what was sent is forgotten.', {
    body: z.object({ because: z.string().min(1).max(400) }),
    answer: Said,
  }),
  outgoing: op('GET', '/api/outgoing', 'Webhooks that go out, with what waits.', {
    answer: z.object({ hooks: z.array(OutgoingAnswer), kinds: z.array(EventKindAnswer) }),
  }),
  resume_outgoing: op(
    'POST',
    '/api/outgoing/:id/resume',
    'Let it go on; what waits or was given up is sent now.',
    {
      answer: Said,
    },
  ),
  test_outgoing: op('POST', '/api/outgoing/:id/test', 'Send one event that says it is a test, now.', {
    answer: Said.extend({ ok: z.boolean() }),
  }),
} as const;
