import { z } from 'zod';
import { Effect } from '../../../flow/ruling/schema.ts';
import { MoneyAnswer, time } from './basic.ts';

export const PersonAnswer = z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) });

export const DeskAnswer = z.object({
  workspace: z.string(),
  version: z.string(),
  locale: z.string(),
  time_zone: z.string(),
  currency: z.string(),
  people: z.array(PersonAnswer),
  workflows: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      stage: z.string(),
      open: z.number(),
      held: z.number(),
      closed_today: z.number(),
    }),
  ),
  /** Brakes that are thrown, drills left out: shown on every page. */
  stopped: z.array(z.object({ switch: z.string(), label: z.string() })),
  /** What else waits for somebody: changes of boundaries, running or paused rollbacks, cases to audit. */
  waiting: z.object({
    changes: z.number(),
    rollbacks: z.number(),
    audits: z.number(),
    /** What came in and could not become an event. */
    arrivals: z.number(),
    /** Outside systems that are down. */
    systems: z.number(),
  }),
  /** Said on every page for as long as it is so: anybody who reaches this address may act as anybody. */
  notice: z.string().nullable(),
  /** Everything runs against recorded answers, and nothing real can be reached. */
  sandbox: z.boolean(),
  /** Null when the sample business is not running. */
  sample: z.object({ per_minute: z.number(), sent: z.number(), shop_page: z.string() }).nullable(),
});

export const QueueItem = z.object({
  review: z.string(),
  case: z.string(),
  workflow: z.string(),
  workflow_label: z.string(),
  kind: z.string().nullable(),
  kind_label: z.string().nullable(),
  play_label: z.string(),
  title: z.string(),
  subject: z.string(),
  /** The beginning of what the customer wrote. */
  snippet: z.string(),
  effect: Effect,
  /** The strictest reason, as a sentence: why it is here. */
  why: z.string(),
  role: z.string().nullable(),
  money: MoneyAnswer.nullable(),
  confidence: z.number(),
  status: z.enum(['open', 'claimed', 'snoozed']),
  claimed_by: z.string().nullable(),
  asked_at: time,
  expires_at: time.nullable(),
  snoozed_until: time.nullable(),
  /** The step of the chain, from 1, and of how many; null where there is no chain. */
  step: z.number().nullable(),
  steps: z.number().nullable(),
  sealed: z.boolean(),
});

export const QueueAnswer = z.object({
  items: z.array(QueueItem),
  counts: z.object({ open: z.number(), mine: z.number(), snoozed: z.number(), unknown: z.number() }),
  next: z.string().nullable(),
});
