import { z } from 'zod';
import { STAGES } from '../../authority/schema.ts';
import { EFFECTS, NOT_PEOPLE } from '../../boundary/schema.ts';
import { Standing } from '../../learning/standing/schema.ts';

export const Effect = z.enum(EFFECTS);

export const Reason = z.object({
  source: z.enum(['boundary', 'map', 'stage', 'confidence', 'check', 'standing', 'switch', 'anomaly']),
  rule: z.string(),
  effect: Effect,
  met: z.union([z.literal(true), z.literal('unknown')]),
  says: z.string(),
  missing: z.array(z.string()).optional(),
  /** The rule asks for the brake. */
  brake: z.enum(['all', 'workflow', 'agent', 'system', 'write']).optional(),
  line: z.number().optional(),
});

export const ApprovalStep = z.object({
  role: z.string(),
  any: z.array(z.string()).optional(),
  all: z.array(z.string()).optional(),
  count: z.number().optional(),
  not: z.array(z.enum(NOT_PEOPLE)),
  on: z.string().optional(),
  when: z.string().optional(),
  withinMs: z.number().optional(),
  hours: z.literal('business').optional(),
  remindMs: z.number().optional(),
  then: z.string().optional(),
});

/** Leave to perform exactly this digest, once, before it expires. */
export const Clearance = z.object({ id: z.string(), digest: z.string(), expires_at: z.string() });
export type Clearance = z.infer<typeof Clearance>;

export const RuledAction = z.object({
  write: z.string(),
  digest: z.string(),
  effect: Effect,
  reasons: z.array(Reason),
  quiet: z.array(z.string()),
  missing: z.array(z.string()),
});

/** How far the workflow was rolled out for this case. `version` is that of the workflow's stream, 0 for its file. */
export const Held = z.object({
  stage: z.enum(STAGES),
  version: z.number(),
  cohort: z.enum(['agent', 'control']),
});
export type Held = z.infer<typeof Held>;

const Amount = z.object({ minor: z.number(), currency: z.string() });
const Used = z.object({
  count_last_hour: z.number(),
  count_today: z.number(),
  sum_last_hour: Amount,
  sum_today: Amount,
});
/** What a write had used of its budgets, and of the wider ones that the boundary reads. */
const UsedBudgets = Used.extend({
  agent: Used.optional(),
  customer: Used.optional(),
  workflow: Used.optional(),
});

/** What came of holding a plan against the boundary. The strictest action decides for the whole plan. */
export const Ruled = {
  body: z.object({
    plan: z.string(),
    effect: Effect,
    actions: z.array(RuledAction),
    /** Reasons that concern the whole plan: the stage, the confidence, a missing needed fact. */
    reasons: z.array(Reason),
    boundary: z.string(),
    /** The chain as it applies to this plan: steps whose condition is false are left out. */
    approve: z.array(ApprovalStep),
    /** The roll-out that it was ruled under, and whether the case is in its share. */
    rollout: Held.optional(),
    clearances: z.array(Clearance),
    /** What the evidence said of the plan's agent here. Absent: no agent planned it. */
    standing: Standing.optional(),
    /** What was used of the budgets, by write, so that the ruling can be made again as it was. Absent: none are read. */
    budgets: z.record(z.string(), UsedBudgets).optional(),
    /** The plan was ruled again, before the act or because facts changed. */
    again: z.boolean().optional(),
  }),
  private: z.undefined(),
};
export type RuledBody = z.infer<typeof Ruled.body>;
