import { z } from 'zod';

/**
 * Where a plan fell among the lanes when it was made, from past scores only. It is kept with the plan until its
 * decision is known: what it counts for is decided before anybody has decided.
 */
export const Placed = z.object({
  /** Calibrated chance that a person agrees, 0–1. */
  confidence: z.number(),
  /** Per lane, from the surest to the widest, whether the plan is in it. */
  lanes: z.array(z.boolean()),
  /** Per lane which certificate it was placed under. */
  generations: z.array(z.number()),
  /** Kinds that were split off by a change of policy have lanes of their own; `''` is everything else. */
  group: z.string(),
  /** Any lane was open: from then on what runs is seen only where it is audited. */
  gate_open: z.boolean(),
  /** The lanes, or a person's grant, would have let it run by itself. */
  open: z.boolean(),
  /** What the agent itself claimed, 0–1, before it was calibrated. */
  claimed: z.number().optional(),
  /** Its kind and play had a record of their own that was worse than what is borne. */
  vetoed: z.boolean().optional(),
  /** Percent of what runs by itself that was drawn for a blind audit when it was made. */
  audits: z.number().optional(),
  /** Of an agent that a file describes, a digest of what stood there: who edits it without a new version begins anew. */
  of: z.string().optional(),
  /** The share that was borne (alpha): lanes of another risk are other lanes. */
  risk: z.number().optional(),
});
export type Placed = z.infer<typeof Placed>;

/** Why a plan may or may not run by itself as far as evidence goes. */
export const STANDINGS = [
  /** A lane is open for it. */
  'earned',
  /** A person granted it in the workflow's file, and nothing speaks against it. */
  'granted',
  /** It is in a lane whose evidence does not reach its level yet. */
  'gathering',
  /** It is in no lane: the agent is not sure enough here. */
  'unsure',
  /** Its own kind and play have a record that is worse than what is borne. */
  'vetoed',
  /** What was granted or earned was lost on evidence. */
  'lost',
  /** A person said that the policy has changed, and evidence is gathered anew. */
  'policy',
  /** Evidence is still being counted in this process. */
  'counting',
] as const;

/** What a ruling heard of the standing of a plan's agent, kept with the ruling so that it can be made again. */
export const Standing = z.object({
  open: z.boolean(),
  why: z.enum(STANDINGS),
  /** A sentence with numbers, for the case's page. */
  says: z.string(),
  /** Agreeing decisions that are still needed where nobody disagrees, and days at the present rate. */
  needed: z.number().optional(),
  days: z.number().optional(),
});
export type Standing = z.infer<typeof Standing>;

/** What a workflow's file says of standings. Rates are shares. */
export interface StandingLimits {
  /** Share of what runs by itself in which people may have decided otherwise (alpha). */
  risk: number;
  /** Chance that a lane is ever opened although its risk is above that (delta). */
  error: number;
  /** Agents that a person lets act before evidence is there, and why; evidence can still take it away. */
  granted: Record<string, string>;
}
