import { z } from 'zod';
import { Alarm, EvidenceAtChange, Rate, RolloutForm } from '../../../authority/schema.ts';
import { time } from './basic.ts';

const Median = z.object({
  count: z.number(),
  /** Median, and the 95 % interval of it; null where there are too few. */
  minutes: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
/** One cohort of a workflow since the last change of stage. */
const Cohort = z.object({
  cases: z.number(),
  to_resolution: Median,
  rework: Rate.nullable(),
  failures: Rate.nullable(),
});

/** How far a workflow is rolled out, why, how it goes, and what the next step waits for. */
export const StageAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  rollout: RolloutForm.extend({ since: time.nullable(), version: z.number() }),
  kinds: z.array(z.object({ name: z.string(), label: z.string() })),
  /** What this person may do here. */
  may: z.object({ widen: z.boolean(), narrow: z.boolean(), says: z.string() }),
  evidence: EvidenceAtChange,
  /** Agreement of people with the agent, per play and per argument, in shadow, draft and control cases. */
  agreement: z.array(
    z.object({
      play: z.string(),
      label: z.string(),
      agreed: Rate,
      arguments: z.array(z.object({ name: z.string(), label: z.string(), agreed: Rate })),
    }),
  ),
  cohorts: z.object({
    agent: Cohort,
    control: Cohort,
    /** Difference of the medians (agent − control) in minutes, with its 95 % interval; null where it cannot be said. */
    difference: z.object({ minutes: z.number(), low: z.number(), high: z.number() }).nullable(),
    says: z.string(),
  }),
  ladder: z.array(
    z.object({
      to: RolloutForm,
      state: z.enum(['taken', 'next', 'later']),
      /** Each condition with what is so now; a step is proposed when all hold. */
      conditions: z.array(z.object({ says: z.string(), holds: z.boolean() })),
    }),
  ),
  /** A step whose conditions hold and that nobody has taken yet. */
  proposed: z.object({ to: RolloutForm, says: z.string(), at: time }).nullable(),
  /** The bounds beyond which it falls back to draft by itself, and how near they are. */
  watch: z.array(
    z.object({
      signal: Alarm.shape.signal,
      label: z.string(),
      bound: z.number(),
      rate: Rate,
      /** The evidence of the sequential test, as a share of what raises the alarm: 1 is the alarm. */
      evidence: z.number(),
      says: z.string(),
    }),
  ),
  history: z.array(
    z.object({
      at: time,
      by: z.string(),
      says: z.string(),
      because: z.string(),
      from: RolloutForm,
      to: RolloutForm,
      direction: z.enum(['widened', 'narrowed', 'moved']),
      evidence: z.string(),
      cases: z.array(z.string()),
    }),
  ),
});
