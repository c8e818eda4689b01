import { z } from 'zod';
import { Effect } from '../../../flow/ruling/schema.ts';
import { Actor } from '../../../log/schema.ts';
import { STAGES } from '../../../authority/schema.ts';
import { Shape } from '../../../workspace/shape.ts';
import { CheckAnswer } from './attention.ts';
import { MoneyAnswer, record, time } from './basic.ts';
import { InputAnswer, PlanAnswer } from './plan.ts';
import { KeyAnswer } from './standing.ts';

export const FactAnswer = z.object({
  name: z.string(),
  label: z.string(),
  source: z.string(),
  at: time,
  trust: z.enum(['trusted', 'outside']),
  value: z.unknown(),
  shape: Shape.optional(),
  missing: z.string().nullable(),
  stale: z.boolean(),
  /** Where a person sees it in the system itself. */
  page: z.string().nullable(),
});

export const PerformedAnswer = z.object({
  key: z.string(),
  write: z.string(),
  label: z.string(),
  args: record,
  status: z.enum(['intended', 'done', 'failed', 'unknown', 'undone']),
  says: z.string(),
  money: MoneyAnswer.nullable(),
  at: time,
  done_at: time.nullable(),
  by: Actor,
  /** Undo is possible now; `says` tells what will happen. */
  undo: z
    .object({ write: z.string(), label: z.string(), says: z.string(), until: time.nullable() })
    .nullable(),
  undo_not: z.string().nullable(),
});

export const MessageAnswer = z.object({
  at: time,
  from: z.string(),
  text: z.string(),
  fields: z.array(z.object({ name: z.string(), label: z.string(), value: z.unknown() })),
});

export const CaseAnswer = z.object({
  id: z.string(),
  workflow: z.string(),
  workflow_label: z.string(),
  version: z.number(),
  subject: z.string(),
  title: z.string(),
  kind: z.string().nullable(),
  kind_label: z.string().nullable(),
  /** `stopped`: the switch in `stopped_by` holds it. */
  status: z.enum(['open', 'waiting', 'stopped', 'held', 'acting', 'unknown', 'closed']),
  stopped_by: z.string().nullable(),
  /** The system that is down and that it waits for. */
  held_by: z
    .object({ system: z.string(), label: z.string(), since: z.string(), says: z.string() })
    .nullable(),
  /** How far the workflow was rolled out for this case; null until a plan was ruled. */
  rollout: z.object({ stage: z.enum(STAGES), cohort: z.enum(['agent', 'control']) }).nullable(),
  step: z.string(),
  outcome: z.string().nullable(),
  reworked: z.boolean(),
  opened_at: time,
  closed_at: time.nullable(),
  messages: z.array(MessageAnswer),
  facts: z.array(FactAnswer),
  plan: PlanAnswer.nullable(),
  /** The three that must agree before it runs by itself, and which of them held it back; null where no agent planned. */
  keys: z.array(KeyAnswer).nullable(),
  review: z
    .object({
      id: z.string(),
      status: z.enum(['open', 'claimed', 'snoozed', 'decided', 'expired']),
      effect: Effect,
      role: z.string().nullable(),
      says: z.string(),
      asked_at: time,
      expires_at: time.nullable(),
      claimed_by: z.string().nullable(),
      claimed_until: time.nullable(),
      snoozed_until: time.nullable(),
      decided_by: z.string().nullable(),
      decision: z.string().nullable(),
      /** The plan is hidden until a person has decided: `plan` is null meanwhile. */
      sealed: z.boolean(),
      /** False where nothing may be run from here: what a person did elsewhere is recorded. */
      runs: z.boolean(),
      /** The chain: which step is asked, from 0, and what each says; one step where there is no chain. */
      step: z.number(),
      /** When those who are asked are reminded; null where nobody is, or they were already. */
      remind_at: time.nullable().optional(),
      /** Ids of the people who may decide now: the asked roles, those who stand in, without who is barred. */
      deciders: z.array(z.string()).optional(),
      chain: z.array(
        z.object({
          says: z.string(),
          state: z.enum(['done', 'now', 'later']),
          approvals: z.array(z.object({ by: z.string(), at: time, for: z.string().nullable() })),
        }),
      ),
    })
    .nullable(),
  /** After a sealed decision: what the agent had planned, beside what the person did. */
  revealed: z
    .object({
      play: z.string().nullable(),
      play_label: z.string(),
      kind: z.string(),
      reason: z.string(),
      agreed: z.boolean(),
      differences: z.array(z.object({ what: z.string(), agent: z.string(), person: z.string() })),
    })
    .nullable(),
  /** A known-answer check that was answered in this review. */
  checked: CheckAnswer.nullable().optional(),
  performed: z.array(PerformedAnswer),
  /** Other cases of the same subject or customer, newest first. */
  earlier: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.string().nullable(),
      outcome: z.string().nullable(),
      opened_at: time,
    }),
  ),
  /** What a reviewer may choose when editing. */
  plays: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      writes: z.array(z.string()),
      inputs: z.array(InputAnswer),
    }),
  ),
  kinds: z.array(z.object({ name: z.string(), label: z.string() })),
  roles: z.array(z.string()),
});
