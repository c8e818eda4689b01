import { z } from 'zod';
import { Actor } from '../../log/schema.ts';
import { ApprovalStep, Clearance, Effect, Reason, RuledAction } from '../ruling/schema.ts';
import { PlannedAction } from '../plan/schema.ts';

/** A yes to one step of a chain. `for`: who was away and let the other decide in their place. */
export const Yes = z.object({
  review: z.string(),
  step: z.number(),
  by: Actor,
  at: z.string(),
  for: z.string().optional(),
});
export type Yes = z.infer<typeof Yes>;

/** A held plan is put to people. `effect: human` asks a person to do it; `approve` asks for a yes or no. */
export const Asked = {
  body: z.object({
    review: z.string(),
    plan: z.string(),
    effect: z.enum(['approve', 'human', 'deny']),
    role: z.string().nullable(),
    says: z.string(),
    expires_at: z.string().nullable(),
    /** Which step of the chain is asked, from 0, of how many. */
    step: z.number().optional(),
    steps: z.number().optional(),
    /** The plan is hidden until a person has decided, so that they decide by themselves. */
    sealed: z.boolean().optional(),
    /** False where nothing may be run from here: shadow and record. */
    runs: z.boolean().optional(),
    remind_at: z.string().optional(),
    /** Who has said yes to this very plan before: to earlier steps, or to this one. */
    approved: z.array(Yes).optional(),
    /** Those of the step did not decide in time: somebody of `role` decides in their place, alone. */
    escalated: z.boolean().optional(),
    /** A person made this plan of work that is people's: a yes to it covers that as well. */
    covers: z.literal('human').optional(),
  }),
  private: z.undefined(),
};

/** Those who are asked were told once more. */
export const Reminded = {
  body: z.object({ review: z.string(), says: z.string() }),
  private: z.undefined(),
};

/** What a person looked at before they decided: the milliseconds that the case was on the screen, and what was opened. */
export const Seen = z.object({
  ms: z.number().int().nonnegative(),
  /** `messages`, `facts`, `similar`, `ruling`, `story`, `outside`: parts that were opened or scrolled to. */
  opened: z.array(z.string().max(40)).max(20),
});
export type Seen = z.infer<typeof Seen>;

export const Claimed = {
  body: z.object({ review: z.string(), until: z.string() }),
  private: z.undefined(),
};

export const DECISIONS = ['approve', 'edit', 'reject', 'escalate', 'snooze'] as const;

/** A person's decision, bound to the plan that was on the screen. Single use: a review is decided once. */
export const Decided = {
  body: z.object({
    review: z.string(),
    /** Digest of the plan that the person saw. */
    plan: z.string(),
    decision: z.enum(DECISIONS),
    kind: z.string().optional(),
    play: z.string().nullable().optional(),
    actions: z.array(PlannedAction).optional(),
    /** Digest of the plan as edited; what then runs. */
    edited: z.string().optional(),
    /** Names of what an edit changed: `play`, `inputs.amount`. */
    changed: z.array(z.string()).optional(),
    clearances: z.array(Clearance).optional(),
    until: z.string().optional(),
    role: z.string().optional(),
    /** The step of the chain that this decides. Where it is not the last, no clearance is made. */
    step: z.number().optional(),
    /** So many further people must say yes before the step is decided; absent: none. */
    further: z.number().optional(),
    /** Who is away and let the person decide in their place. */
    for: z.string().optional(),
    /** A short word for why: `wrong_play`, `wrong_amount`, … */
    because: z.string().optional(),
    took_ms: z.number().optional(),
    seen: Seen.optional(),
  }),
  private: z.object({
    reason: z.string().optional(),
    inputs: z.record(z.string(), z.unknown()).optional(),
    actions: z
      .array(
        z.object({
          write: z.string(),
          args: z.record(z.string(), z.unknown()),
          tainted: z.array(z.string()),
        }),
      )
      .optional(),
  }),
};
export type Decision = (typeof DECISIONS)[number];

export const Expired = {
  body: z.object({
    review: z.string(),
    why: z.enum(['too_late', 'new_event', 'new_ruling', 'handled', 'withdrawn']),
  }),
  private: z.undefined(),
};

/** A person did the work, outside Remit or by hand. What they did is a label for the memory. */
export const Handled = {
  body: z.object({
    kind: z.string(),
    play: z.string().nullable(),
    outcome: z.enum(['solved', 'escalated', 'failed']),
    minutes: z.number().optional(),
    /** `approved` or `rejected` and the role, where the work was a decision in a chain. */
    decision: z.string().optional(),
    role: z.string().optional(),
    /** False for one of several steps of the same case; the case stays open. */
    closes: z.boolean().optional(),
    /** They did what an agent had planned. `changed` names what not: `play`, `inputs.amount`. */
    agreed: z.boolean().optional(),
    changed: z.array(z.string()).optional(),
    seen: Seen.optional(),
  }),
  private: z.object({
    note: z.string().optional(),
    inputs: z.record(z.string(), z.unknown()).optional(),
    /** Of work that a person recorded in six fields: what they looked at, what bound them, and what should change. */
    context: z.string().optional(),
    boundary: z.string().optional(),
    rule_update: z.string().optional(),
  }),
};

/** Realistic mistakes that a known-answer check may plant. */
export const MISTAKES = [
  'wrong_play',
  'wrong_amount',
  'wrong_choice',
  'wrong_recipient',
  'wrong_text',
] as const;

/**
 * A known-answer check: beside the true plan of a held case stands one with a planted mistake, which the next person
 * who looks sees first. It is never executed, and what it is comes out at once after their decision.
 */
export const Planted = {
  body: z.object({
    /** Names the check; `digest` is of the planted plan, `plan` of the true one. */
    check: z.string(),
    review: z.string(),
    plan: z.string(),
    digest: z.string(),
    mistake: z.enum(MISTAKES),
    /** What is wrong, in a sentence without personal data, and its names: `play`, `inputs.amount`. */
    says: z.string(),
    wrong: z.array(z.string()),
    /** Digests of the planted plan's actions: those that the true one does not have are never done. */
    actions: z.array(PlannedAction),
    /** How the planted plan is ruled, so that it looks like any other. */
    ruling: z.object({
      effect: Effect,
      actions: z.array(RuledAction),
      reasons: z.array(Reason),
      approve: z.array(ApprovalStep),
    }),
  }),
  private: z.object({
    /** The agent's reason, as it would stand with the planted play. */
    reason: z.string(),
    play: z.string(),
    inputs: z.record(z.string(), z.unknown()),
    actions: z.array(
      z.object({ write: z.string(), args: z.record(z.string(), z.unknown()), tainted: z.array(z.string()) }),
    ),
  }),
};

/** What the person made of the check. Caught: they did anything but approve the planted plan. */
export const Answered = {
  body: z.object({
    check: z.string(),
    decision: z.enum([...DECISIONS, 'handled']),
    caught: z.boolean(),
    took_ms: z.number().optional(),
    seen: Seen.optional(),
  }),
  private: z.undefined(),
};

/** A second person judged, blind, a case that a first one had decided: how far reviewers agree with one another. */
export const Seconded = {
  body: z.object({
    kind: z.string(),
    play: z.string().nullable(),
    agreed: z.boolean(),
    changed: z.array(z.string()),
  }),
  private: z.object({ note: z.string().optional(), inputs: z.record(z.string(), z.unknown()).optional() }),
};

/** A decision of a person broke the written policy of its day: found by ruling the history, and not learned from. */
export const Flagged = {
  body: z.object({
    /** Version of the entry that decided. */
    decision: z.number(),
    /** When it was decided. */
    decided_at: z.string(),
    /** Version of the boundary that was in force, and what of it was broken, as a sentence. */
    boundary: z.string(),
    rules: z.array(z.string()),
    says: z.string(),
  }),
  private: z.undefined(),
};

/** A person looked at a flagged decision: `keep` says that it was right and may be learned from after all. */
export const Judged = {
  body: z.object({
    decision: z.number(),
    verdict: z.enum(['keep', 'set_aside']),
    because: z.string().optional(),
  }),
  private: z.undefined(),
};
