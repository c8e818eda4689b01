import { z } from 'zod';
import { EFFECTS } from '../../boundary/schema.ts';

export const Effect = z.enum(EFFECTS);

export const Reason = z.object({
  source: z.enum(['boundary', 'map', 'stage', 'confidence', 'check', 'standing', 'switch', 'anomaly']),
  rule: z.string(),
  effect: Effect,
  met: z.union([z.literal(true), z.literal('unknown')]),
  says: z.string(),
  missing: z.array(z.string()).optional(),
  line: z.number().optional(),
});

export const ApprovalStep = z.object({
  role: z.string(),
  not: z.array(z.enum(['requester', 'planner'])),
  withinMs: z.number().optional(),
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

/** What came of holding a plan against the boundary. The strictest action decides for the whole plan. */
export const Ruled = {
  body: z.object({
    plan: z.string(),
    effect: Effect,
    actions: z.array(RuledAction),
    /** Reasons that concern the whole plan: the stage, the confidence, a missing needed fact. */
    reasons: z.array(Reason),
    boundary: z.string(),
    approve: z.array(ApprovalStep),
    clearances: z.array(Clearance),
    /** The plan was ruled again, before the act or because facts changed. */
    again: z.boolean().optional(),
  }),
  private: z.undefined(),
};
export type RuledBody = z.infer<typeof Ruled.body>;
