import { z } from 'zod';
import { Rate } from '../../../authority/schema.ts';
import { WAYS } from '../../../authority/updates_schema.ts';
import { MoneyAnswer, time } from './basic.ts';
import { BoundaryCheck } from './boundary.ts';

const RateOrNone = Rate.nullable();

/** One part of a condition, as a person reads it and as it stands in a file. */
export const LiteralAnswer = z.object({
  /** `order.delivered_at known`: names it among the parts of a draft. */
  id: z.string(),
  says: z.string(),
  cel: z.string(),
});

/** How well a condition explains what people did. Counts are of decided cases with the agent's plan. */
export const ProofAnswer = z.object({
  /** Of the cases that the condition fits, so many were decided as the update says. */
  precision: Rate,
  /** The same of all cases with that plan, whatever they are like. */
  base: Rate,
  /** Chance to see this without any connection, after the correction; null where a person chose the condition. */
  p: z.number().nullable(),
  /** Conditions that could have been found: what the chance was corrected for. */
  tried: z.number(),
  /** The correction, in a sentence. */
  says: z.string(),
  /** True where it is too few cases to say much. */
  small: z.boolean(),
});

export const UpdateCase = z.object({
  case: z.string(),
  title: z.string(),
  at: time,
  /** Decided as the update says. */
  fits: z.boolean(),
  /** What people decided, as its label. */
  decided: z.string(),
});

/** What became of cases that it speaks of since it is in force. */
export const FollowedAnswer = z.object({
  says: z.string(),
  since: time,
  cases: z.number(),
  /** Of those that somebody decided: decided as it says; against it; and denied by the boundary. */
  fits: RateOrNone,
  conflicts: z.number(),
  rework: z.number(),
});

export const UPDATE_STATES = ['draft', 'proposed', 'accepted', 'declined', 'withdrawn'] as const;
export const UPDATE_WAYS = WAYS;

/** A rule update: a draft that was mined or made by hand, or what became of one. */
export const UpdateItem = z.object({
  id: z.string(),
  workflow: z.string(),
  label: z.string(),
  state: z.enum(UPDATE_STATES),
  /** `mined`: found in what people changed; `by_hand`: from an edit in the inbox. */
  found: z.enum(['mined', 'by_hand']),
  /** "Where the order is delivered and it is a late delivery: send the tracking link, not a refund." */
  says: z.string(),
  condition: z.array(LiteralAnswer),
  proof: ProofAnswer,
  /** What the base rate is of: "of all with that plan". */
  group_says: z.string(),
  /** Where its cases come from, where some of them are of before and the table was asked afterwards; else null. */
  past_says: z.string().nullable(),
  /** Nothing is planned yet in its cases: it would be planned for the first time. */
  is_new: z.boolean(),
  /** It lets plans through that people approve again and again. */
  is_wider: z.boolean(),
  /** The kinds of change that carry it, the suggested one first. */
  ways: z.array(z.enum(UPDATE_WAYS)),
  /** The suggested way would let more run without a person: only an owner may accept it. */
  widens: z.boolean(),
  /** Money and time that the cases cost in which people had to change the plan. */
  cost: MoneyAnswer.nullable(),
  at: time,
  by: z.string().nullable(),
  decided_by: z.string().nullable(),
  decided_at: time.nullable(),
  /** Which way it was accepted. */
  way: z.enum(UPDATE_WAYS).nullable(),
  followed: FollowedAnswer.nullable(),
});

/** One way to put an update in force, with what it would change and mean. */
export const WayAnswer = z.object({
  way: z.enum(UPDATE_WAYS),
  label: z.string(),
  file: z.string(),
  says: z.string(),
  /** Lines of the file: what stays around it, what goes and what comes. */
  lines: z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() })),
  /** Digest of the file that it was made from, and its whole text after it. */
  base: z.string(),
  text: z.string(),
  widens: z.boolean(),
  /** Why it widens, or that it does not. */
  widens_says: z.string(),
  /** What it would have done to the logged cases. */
  backtest: z.object({
    cases: z.number(),
    says: z.string(),
    /** Plans that would have been others: right now and wrong before, wrong now and right before. */
    better: z.number(),
    worse: z.number(),
    /** Of a boundary: its back-test, group by group. */
    boundary: BoundaryCheck.shape.backtest,
  }),
  /** Why this person may not accept it; null where they may. */
  barred: z.string().nullable(),
});

export const UpdateAnswer = UpdateItem.extend({
  workings: z.array(WayAnswer),
  cases: z.array(UpdateCase),
  /** The change that waits for a second person, where it does. */
  change: z.string().nullable(),
  because: z.string().nullable(),
  /** Why this person may neither accept nor decline; null where they may. */
  barred: z.string().nullable(),
});

export const UpdatesAnswer = z.object({
  updates: z.array(UpdateItem),
  /** What was looked through, per workflow. */
  looked: z.array(
    z.object({
      workflow: z.string(),
      label: z.string(),
      at: time,
      decided: z.number(),
      changed: z.number(),
      tried: z.number(),
      took_ms: z.number(),
      /** So many cases are looked through at this moment: ask again in a while; null: nothing is under way. */
      looking: z.number().nullable(),
      says: z.string(),
    }),
  ),
});

/** From an edit in the inbox: what could be a rule, with the counts of each choice of conditions. */
export const RuleFromCase = z.object({
  case: z.string(),
  workflow: z.string(),
  /** "Send the tracking link, not a refund" */
  outcome: z.string(),
  /** Parts that hold in this case, the most telling first. */
  parts: z.array(LiteralAnswer.extend({ chosen: z.boolean() })),
  /** The draft of what is chosen: its id, in words, and its proof. */
  update: z.string(),
  says: z.string(),
  proof: ProofAnswer,
  /** What it would have done to the log: "Would have changed 15 plans, 14 of them as people did." */
  backtest: z.string(),
});

export const PrecedentAnswer = z.object({
  id: z.string(),
  case: z.string(),
  title: z.string(),
  workflow: z.string(),
  label: z.string(),
  decision: z.number(),
  /** What the person decided, and who. */
  decided: z.string(),
  by: z.string(),
  decided_at: time,
  flagged_at: time,
  boundary: z.string(),
  rules: z.array(z.string()),
  says: z.string(),
  verdict: z.enum(['keep', 'set_aside']).nullable(),
  judged_by: z.string().nullable(),
});

const CAUSES = ['failed', 'edited', 'escalated', 'conflict', 'reworked'] as const;
export const EXCEPTION_CAUSES = CAUSES;

/** Exceptions that share a pattern: which facts, kinds and words, what they cost, and what would spare them. */
export const ExceptionGroup = z.object({
  id: z.string(),
  workflow: z.string(),
  label: z.string(),
  cause: z.enum(CAUSES),
  /** "Apologise changed to Give the shipping back" */
  says: z.string(),
  /** What they have in common, beside the cause. */
  shares: z.array(LiteralAnswer),
  /** Cases in it, of all that the workflow decided in the time. */
  rate: Rate,
  /** Of all cases of the time that share this, so many are exceptions of the cause. */
  within: RateOrNone,
  money: MoneyAnswer.nullable(),
  minutes: z.number(),
  /** Money and minutes at the cost of an hour together: what they are ordered by. */
  cost: MoneyAnswer,
  cases: z.array(z.object({ case: z.string(), title: z.string(), at: time, says: z.string() })),
  update: z.object({ id: z.string(), says: z.string() }).nullable(),
  /** What to look at where no rule suggests itself. */
  advice: z.string(),
});

export const ExceptionsAnswer = z.object({
  from: time,
  to: time,
  says: z.string(),
  decided: z.number(),
  counts: z.record(z.enum(CAUSES), z.number()),
  cost: MoneyAnswer,
  /** How minutes became money, and which of them were estimated. */
  cost_says: z.string(),
  groups: z.array(ExceptionGroup),
});
