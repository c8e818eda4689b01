import { z } from 'zod';
import { Rate } from '../../../authority/schema.ts';
import { STANDINGS } from '../../../learning/standing/schema.ts';
import { MoneyAnswer, time } from './basic.ts';

/** What is missing until something opens: agreeing decisions if nobody disagrees, and days at the present rate. */
const Missing = z.object({
  needed: z.number().nullable(),
  days: z.number().nullable(),
  says: z.string(),
});

const Lane = z.object({
  /** `''`, or the kinds that a change of policy split off, as the log names the group. */
  group: z.string(),
  group_says: z.string(),
  /** From 0, the surest; each lane holds the surer ones. */
  lane: z.number(),
  label: z.string(),
  open: z.boolean(),
  /** How often its certificate had to start anew, from 1. */
  generation: z.number(),
  cases: z.number(),
  deviations: z.number(),
  /** The evidence as a share of what opens the lane, 0–1 on the scale of its logarithm; 1 and more: open. */
  share: z.number(),
  /** Share of its plans of late that fall into the lane; null while nothing was placed. */
  coverage: z.number().nullable(),
  missing: Missing.nullable(),
  says: z.string(),
});

const Veto = z.object({
  kind: z.string(),
  kind_label: z.string(),
  play: z.string(),
  play_label: z.string(),
  rate: Rate,
  says: z.string(),
});

/** What is claimed of what runs by itself since the first lane opened: its rate, and the most that it may be. */
const Probation = z.object({
  since: time,
  cases: z.number(),
  deviations: z.number(),
  rate: z.number().nullable(),
  at_most: z.number().nullable(),
  says: z.string(),
});

const CalibrationBin = z.object({
  from: z.number(),
  to: z.number(),
  /** Mean of what was predicted, and what people then said. */
  predicted: z.number(),
  agreed: Rate,
});

export const STANDING_EVENTS = ['opened', 'closed', 'policy'] as const;

const HistoryItem = z.object({
  at: time,
  what: z.enum(STANDING_EVENTS),
  says: z.string(),
  by: z.string(),
});

export const AgentStandingAnswer = z.object({
  agent: z.string(),
  version: z.string(),
  kind: z.string(),
  /** Where it is asked in the cascade, from 1: cheapest first. */
  order: z.number(),
  /** `counting`: this process has not counted the log to its end yet. */
  state: z.enum(STANDINGS),
  /** Anything of it may run by itself as far as evidence goes. */
  open: z.boolean(),
  /** The whole of it in one sentence. */
  says: z.string(),
  /** A person granted it in the workflow's file: why, and what became of that. */
  granted: z.object({ because: z.string(), stands: z.boolean(), says: z.string() }).nullable(),
  /** Decisions of people on its plans that count, and how often they decided otherwise. */
  observed: z.object({
    cases: z.number(),
    deviations: z.number(),
    rate: Rate.nullable(),
    /** How many of them come from running it again over logged cases. */
    back_run: z.number(),
    says: z.string(),
  }),
  lanes: z.array(Lane),
  vetoes: z.array(Veto),
  probation: Probation.nullable(),
  calibration: z.array(CalibrationBin),
  missing: Missing.nullable(),
  audits: z.object({ percent: z.number(), waiting: z.number(), overdue: z.number(), says: z.string() }),
  history: z.array(HistoryItem),
});

const Saved = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** What it saved to ask the cheapest agent first, of plans since `from`; null where fewer than two agents are asked. */
const Cascade = z.object({
  from: time,
  cases: z.number(),
  says: z.string(),
  agents: z.array(
    z.object({
      agent: z.string(),
      asked: z.number(),
      held: z.number(),
      spared: z.number(),
      /** Means of a plan of its own; null: not known. */
      cost: MoneyAnswer.nullable(),
      ms: z.number().nullable(),
      says: z.string(),
    }),
  ),
  /** In minor units of the workspace's money, and in milliseconds, each with its interval; null: not known. */
  saved_minor: Saved.nullable(),
  saved_ms: Saved.nullable(),
});

/** What the evidence says of each agent of a workflow, each version by itself. */
export const StandingAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  /** What must be proved: `risk` is the share borne, `error` the chance of opening wrongly. */
  limits: z.object({ risk: z.number(), error: z.number(), says: z.string() }),
  /** When what is shown was counted; null: nothing was counted yet. */
  counted_at: time.nullable(),
  kinds: z.array(z.object({ name: z.string(), label: z.string() })),
  policy: z
    .object({ at: time, by: z.string(), because: z.string(), kinds: z.array(z.string()).nullable() })
    .nullable(),
  agents: z.array(AgentStandingAnswer),
  cascade: Cascade.nullable(),
  may: z.object({ change_policy: z.boolean(), says: z.string() }),
});

/** Every workflow in a line, for an overview. */
export const StandingsAnswer = z.object({
  standings: z.array(
    AgentStandingAnswer.pick({
      agent: true,
      version: true,
      kind: true,
      state: true,
      open: true,
      says: true,
      missing: true,
    }).extend({ workflow: z.string(), label: z.string() }),
  ),
});

/** Which of the three that must agree held a plan back, each in a sentence. */
export const KeyAnswer = z.object({
  key: z.enum(['boundary', 'stage', 'standing']),
  holds: z.boolean(),
  says: z.string(),
});
