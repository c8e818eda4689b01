import { z } from 'zod';

/** How a figure is counted. `money` is in minor units of the workspace's currency, `share` from 0 to 1. */
export const UNITS = ['count', 'minutes', 'hours', 'money', 'share'] as const;
export type Unit = (typeof UNITS)[number];

/** Everything that a statement is made from, by name: what is measured when it can be, and what people say. */
export const INPUTS = [
  'cases',
  'minutes',
  'by_hand_minutes',
  'review_minutes',
  'rate',
  'setup_hours',
  'integration',
  'upkeep_hours',
  'agent_spend',
  'error_share_before',
  'error_share_with',
  'error_cost',
  'hours_faster',
  'hour_value',
  'lost',
] as const;
export type InputName = (typeof INPUTS)[number];

/** What people say an input is; null takes back what was said, so that the default or the measurement stands. */
export const Assumed = z.partialRecord(z.enum(INPUTS), z.number().min(0).max(1e12).nullable());
export type Assumed = z.infer<typeof Assumed>;

/** A value with its 95 % interval; without one where it is held as said. */
export const Figure = z.object({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** Where an input comes from: measured on the log, stated by somebody, a default of Remit, or nowhere yet. */
export const SOURCES = ['measured', 'stated', 'default', 'missing'] as const;
export type Source = (typeof SOURCES)[number];

/** Who said it, when, and why. */
export const Stated = z.object({
  value: z.number(),
  by: z.string(),
  at: z.string(),
  because: z.string(),
});
export type Stated = z.infer<typeof Stated>;

/** One input as a statement uses it. */
export const Input = z.object({
  name: z.enum(INPUTS),
  label: z.string(),
  unit: z.enum(UNITS),
  /** `a month`, `an hour`, `a case`; empty where it is a sum once. */
  per: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  from: z.enum(SOURCES),
  /** Of what is measured: how many cases it was counted from. */
  count: z.number().nullable(),
  /** One sentence: where it comes from. */
  says: z.string(),
  /** What somebody said, also where a measurement has taken its place by now. */
  stated: Stated.nullable(),
  /** The cases behind it, as an address of the console. */
  href: z.string().nullable(),
});
export type Input = z.infer<typeof Input>;

export const SIDES = ['once', 'running', 'benefit'] as const;
export type Side = (typeof SIDES)[number];

/** One line of the statement; money in minor units, a month unless its side is `once`. */
export const Line = z.object({
  id: z.string(),
  side: z.enum(SIDES),
  label: z.string(),
  /** Null: something that it needs is missing. */
  amount: Figure.nullable(),
  /** The sum in words: `400 cases × 10 minutes × €31.00 an hour`. */
  says: z.string(),
  inputs: z.array(z.enum(INPUTS)),
  /** What it rests on, the weakest of its inputs. */
  from: z.enum(SOURCES),
});
export type Line = z.infer<typeof Line>;

export const PayBack = z.object({
  state: z.enum(['by', 'not_within', 'not_known']),
  /** Days of the calendar; `latest` null: perhaps not within two years. */
  date: z.string().nullable(),
  earliest: z.string().nullable(),
  latest: z.string().nullable(),
  months: z.number().nullable(),
  /** It rests on guesses, so that it has no interval. */
  is_guess: z.boolean(),
  says: z.string(),
});
export type PayBack = z.infer<typeof PayBack>;

/** Benefit > 3 × running cost within six months. */
export const RuleOfThumb = z.object({
  answer: z.enum(['yes', 'no', 'not_known']),
  /** What the guesses alone would say. */
  on_guesses: z.enum(['yes', 'no']).nullable(),
  /** Benefit in units of running cost: 3 is the rule. Null where there is no cost, or something is missing. */
  times: Figure.nullable(),
  says: z.string(),
});
export type RuleOfThumb = z.infer<typeof RuleOfThumb>;

/** Return on cost as a statement. */
export const Statement = z.object({
  currency: z.string(),
  inputs: z.array(Input),
  lines: z.array(Line),
  totals: z.object({
    once: Figure.nullable(),
    running: Figure.nullable(),
    benefit: Figure.nullable(),
    net: Figure.nullable(),
  }),
  pay_back: PayBack,
  rule: RuleOfThumb,
  /** Whether nothing, some or all of what can be measured is measured. */
  measured: z.object({ of: z.number(), count: z.number(), says: z.string() }),
  /** Two or three sentences for a busy owner. */
  summary: z.array(z.string()),
  /** How the figures and intervals were made. */
  method: z.array(z.string()),
});
export type Statement = z.infer<typeof Statement>;
