import { z } from 'zod';
import { Rate } from '../../../authority/schema.ts';
import { EFFECTS } from '../../../boundary/schema.ts';
import { MoneyAnswer, time } from './basic.ts';

/**
 * `interrupted`: whoever ran it is gone, and it can go on where it stopped. `capped`: the next answer would have cost
 * more than was allowed.
 */
export const BACKRUN_STATES = ['running', 'interrupted', 'capped', 'cancelled', 'failed', 'done'] as const;

const Counted = z.object({ name: z.string(), label: z.string(), agreed: Rate });

/** One run of an agent over logged cases, in a line. */
export const BackrunSummary = z.object({
  id: z.string(),
  workflow: z.string(),
  state: z.enum(BACKRUN_STATES),
  agent: z.string(),
  agent_version: z.string(),
  /** `memory`, `rules`, or another kind; `file`: a table that the workflow does not have. */
  agent_from: z.enum(['workflow', 'file']),
  boundary: z.string(),
  /** `the boundary in force`, `the change of 3 May by Mara`, or the file's name. */
  boundary_says: z.string(),
  since: time.nullable(),
  until: time,
  kind: z.string().nullable(),
  done: z.number(),
  total: z.number(),
  /** Null while nothing could be compared. */
  agreed: Rate.nullable(),
  by: z.string(),
  started_at: time,
  ended_at: time.nullable(),
});

/** What can be run over the log, and what was. */
export const BackrunsAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  runs: z.array(BackrunSummary),
  agents: z.array(z.object({ name: z.string(), version: z.string(), kind: z.string(), says: z.string() })),
  /** `current`, and `proposed:<id>` for each change that waits for a second person. */
  boundaries: z.array(z.object({ id: z.string(), label: z.string() })),
  kinds: z.array(z.object({ name: z.string(), label: z.string() })),
  /** Decisions of people that can be run again, and from when to when. */
  decided: z.object({ cases: z.number(), from: time.nullable(), to: time.nullable() }),
});

/** What a run would look at and cost, before anything is spent. */
export const BackrunPlan = z.object({
  cases: z.number(),
  agent: z.string(),
  agent_version: z.string(),
  boundary: z.string(),
  boundary_says: z.string(),
  /** Answers that are known already, since nothing that shapes them has changed; and those to be asked for. */
  reused: z.number(),
  asked: z.number(),
  /** What the agent expects the asking to cost; null where the agent costs nothing. */
  cost: MoneyAnswer.nullable(),
  /** The same run was done, or begun, before. */
  same: z.object({ id: z.string(), state: z.enum(BACKRUN_STATES), done: z.number() }).nullable(),
  says: z.string(),
});

const Amounts = z.object({
  currency: z.string(),
  /** Cases in which plan or person moved money of this currency. */
  cases: z.number(),
  planned_minor: z.number(),
  decided_minor: z.number(),
  /** Planned − decided over all cases, and the 95 % interval of it; null with fewer than two cases. */
  difference_minor: z.number(),
  low_minor: z.number().nullable(),
  high_minor: z.number().nullable(),
  says: z.string(),
});

const Results = z.object({
  cases: z.number(),
  /** Cases in which the agent made a plan that can be held against what people decided. */
  agreement: z.object({ rate: Rate.nullable(), says: z.string() }),
  abstained: z.object({ rate: Rate.nullable(), says: z.string() }),
  by_kind: z.array(Counted.extend({ abstained: z.number() })),
  by_play: z.array(Counted.extend({ arguments: z.array(Counted) })),
  money: z.array(Amounts),
  /** What people worked on cases that would have run alone. */
  hours: z.object({
    cases: z.number(),
    /** Of these the minutes are known. */
    measured: z.number(),
    minutes: z.number(),
    /** At what an hour of those who decided costs; null where the workspace does not say. */
    cost: MoneyAnswer.nullable(),
    says: z.string(),
  }),
  conflicts: z.object({
    rate: Rate.nullable(),
    rules: z.array(z.object({ rule: z.string(), says: z.string(), cases: z.number() })),
    says: z.string(),
  }),
  /** Which of the three keys would have turned, and what would have run alone with all three. */
  alone: z.object({
    rate: Rate.nullable(),
    boundary: Rate.nullable(),
    stage: Rate.nullable(),
    standing: Rate.nullable(),
    /** Of what would have run alone: people decided otherwise. `at_most` is the one-sided 95 % bound. */
    deviated: Rate.nullable(),
    at_most: z.number().nullable(),
    says: z.string(),
    standing_says: z.string(),
  }),
  /** Left out: a person was erased, or their decision was set aside as a bad precedent. */
  left_out: z.object({ cases: z.number(), says: z.string() }),
  /** SHA-256 over all results in their order: the same for an interrupted and an uninterrupted run. */
  digest: z.string(),
});

export const BackrunAnswer = BackrunSummary.extend({
  label: z.string(),
  says: z.string(),
  /** Why it failed, as a sentence. */
  fault: z.string().nullable(),
  per_second: z.number().nullable(),
  seconds_left: z.number().nullable(),
  cost: z.object({
    spent: MoneyAnswer,
    cap: MoneyAnswer.nullable(),
    asked: z.number(),
    reused: z.number(),
    says: z.string(),
  }),
  /** Of what was done so far; null before the first case. */
  results: Results.nullable(),
});

/** What a list of a run's cases can be narrowed down to. */
export const BACKRUN_LISTS = ['differs', 'agrees', 'abstained', 'conflicts', 'alone', 'all'] as const;

const Chosen = z.object({
  play: z.string(),
  label: z.string(),
  kind: z.string(),
  kind_label: z.string(),
  money: MoneyAnswer.nullable(),
});

export const BackrunCase = z.object({
  /** `<case>.<version of the decision>` */
  id: z.string(),
  case: z.string(),
  title: z.string(),
  at: time,
  /** Null: the agent abstained. */
  planned: Chosen.nullable(),
  decided: Chosen,
  agreed: z.boolean().nullable(),
  changed: z.array(z.string()),
  /** How they differ, and why the agent planned as it did. */
  says: z.string(),
  because: z.string(),
  effect: z.enum(EFFECTS).nullable(),
  /** What the boundary says of it, as a sentence. */
  rule_says: z.string(),
  alone: z.boolean(),
});

export const BackrunCasesAnswer = z.object({
  cases: z.array(BackrunCase),
  total: z.number(),
  /** For the next part; null at the end. */
  next: z.string().nullable(),
});
