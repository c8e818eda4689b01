import { z } from 'zod';
import { Rate } from './rate_schema.ts';

/** The alarm of a sequential test: which rate rose beyond which bound, after how many decisions. */
export const Alarm = z.object({
  signal: z.enum(['failures', 'rework', 'disagreement', 'conflicts']),
  /** The rate up to which it is borne, as a share. */
  bound: z.number(),
  /** On average at most one false alarm in this many decisions while the true rate is at the bound or below. */
  per: z.number(),
  rate: Rate,
  /** Cases that count against it, newest first. */
  cases: z.array(z.string()),
  says: z.string(),
});
export type Alarm = z.infer<typeof Alarm>;

/** A lane of an agent that opened or closed, with what was known then. */
export const LaneEvent = z.object({
  agent: z.string(),
  version: z.string(),
  /** Kinds that were split off by a change of policy; `''` is everything else. */
  group: z.string(),
  /** From 0, the surest. */
  lane: z.number(),
  generation: z.number(),
  /** Decisions that its certificate counts, and the deviations among them. */
  cases: z.number(),
  deviations: z.number(),
  says: z.string(),
});
export type LaneEvent = z.infer<typeof LaneEvent>;
