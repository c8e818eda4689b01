import { z } from 'zod';
import { time } from './basic.ts';

/** Something that came in and could not become an event. What was sent is shown one at a time. */
export const ArrivalAnswer = z.object({
  id: z.string(),
  workflow: z.string(),
  workflow_label: z.string(),
  trigger: z.string(),
  source_id: z.string(),
  type: z.string().nullable(),
  /** When it happened, as the sender says, and when it came first and last. */
  at: time,
  came_at: time,
  last_at: time,
  times: z.number(),
  says: z.string(),
  path: z.string().nullable(),
  suggestion: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'dropped']),
  /** The case that it became part of; null: of none. */
  case: z.string().nullable(),
  by: z.string().nullable(),
  because: z.string().nullable(),
  ended_at: time.nullable(),
});

/** One with what was sent, as JSON; null once it was delivered or dropped. */
export const ArrivalOpenAnswer = ArrivalAnswer.extend({ payload: z.string().nullable() });

/** What brings events of a workflow by itself. */
export const TriggerAnswer = z.object({
  workflow: z.string(),
  workflow_label: z.string(),
  name: z.string(),
  kind: z.string(),
  /** `Shopify`; null for what is no webhook. */
  from: z.string().nullable(),
  /** Where webhooks are posted to, below the address under which this server is reached. */
  path: z.string().nullable(),
  waiting: z.number(),
  /** Deliveries that were taken, and turned away, since this server began; null: none. */
  taken: z.object({ at: time, times: z.number() }).nullable(),
  turned_away: z.object({ at: time, says: z.string(), times: z.number() }).nullable(),
});

/** A webhook that goes out. */
export const OutgoingAnswer = z.object({
  name: z.string(),
  /** Without path and query, which may hold a token. */
  origin: z.string(),
  events: z.array(z.string()).nullable(),
  workflows: z.array(z.string()).nullable(),
  agents: z.array(z.string()).nullable(),
  /** `new`: nothing was sent yet, for no process has looked at it. */
  state: z.enum(['new', 'on', 'failing', 'stopped']),
  says: z.string().nullable(),
  failing_since: time.nullable(),
  next_at: time.nullable(),
  sent: z.number(),
  sent_at: time.nullable(),
  waiting: z.number(),
  given_up: z.number(),
  /** The oldest that wait or were given up. */
  events_waiting: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      subject: z.string(),
      tries: z.number(),
      says: z.string().nullable(),
      next_at: time,
      state: z.enum(['waiting', 'given_up']),
    }),
  ),
});

/** What may be asked for in `events:` of a hook, and as `types` of the stream. */
export const EventKindAnswer = z.object({ name: z.string(), type: z.string(), means: z.string() });
