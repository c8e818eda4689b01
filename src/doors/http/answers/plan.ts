import { z } from 'zod';
import { Effect, Reason } from '../../../flow/ruling/schema.ts';
import { Shape } from '../../../workspace/shape.ts';
import { MoneyAnswer, record, time } from './basic.ts';

export const InputAnswer = z.object({
  name: z.string(),
  label: z.string(),
  shape: Shape,
  value: z.unknown(),
});

export const ActionRuling = z.object({
  effect: Effect,
  reasons: z.array(Reason),
  quiet: z.array(z.string()),
  missing: z.array(z.string()),
});

export const PlannedActionAnswer = z.object({
  write: z.string(),
  label: z.string(),
  args: record,
  arg_shapes: z.record(z.string(), Shape),
  tainted: z.array(z.string()),
  digest: z.string(),
  money: MoneyAnswer.nullable(),
  irreversible: z.boolean(),
  undo: z.string().nullable(),
  ruling: ActionRuling.nullable(),
});

export const PlanAnswer = z.object({
  digest: z.string(),
  agent: z.object({ name: z.string(), version: z.string() }),
  kind: z.string(),
  play: z.string().nullable(),
  play_label: z.string(),
  confidence: z.number(),
  /** The agent says so of itself: nobody calibrated it. */
  claimed: z.boolean(),
  reason: z.string(),
  evidence: z.array(z.object({ says: z.string(), weight: z.number() })),
  inputs: z.array(InputAnswer),
  actions: z.array(PlannedActionAnswer),
  effect: Effect.nullable(),
  /** What concerns the whole plan: stage, confidence, missing facts. */
  reasons: z.array(Reason),
  similar: z.array(
    z.object({
      case: z.string(),
      score: z.number(),
      kind: z.string().nullable(),
      play: z.string().nullable(),
      text: z.string(),
      decided_at: time.nullable(),
    }),
  ),
});
