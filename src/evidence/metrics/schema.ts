import { z } from 'zod';

/** Every metric, in the order in which a page shows them. What each one counts is written in `definitions.ts`. */
export const METRICS = [
  'coverage_prepared',
  'coverage_alone',
  'intervention_rate',
  'edit_rate',
  'edit_extent',
  'edit_money',
  'rejection_rate',
  'agreement',
  'rework_rate',
  'escalation_rate',
  'policy_conflicts',
  'failure_rate',
  'audit_deviation',
  'misroutes',
  'exposure',
  'spend',
  'first_response',
  'resolution',
  'waiting',
  'handling',
  'hours_recaptured',
  'backlog',
] as const;
export type MetricId = (typeof METRICS)[number];

/** What a value is in: a share 0–1, minutes, minor units of a currency, hours of work, or cases. */
export const UNITS = ['share', 'minutes', 'money', 'hours', 'cases'] as const;
export type Unit = (typeof UNITS)[number];

/**
 * Whose work is measured. `agent`: cases in the roll-out, where an agent's plan counted (draft and act). `control`:
 * cases at the same time that the hash left to people. `baseline`: the logging period, work of people that Remit
 * recorded or shadowed, at any time.
 */
export const GROUPS = ['agent', 'control', 'baseline'] as const;
export type Group = (typeof GROUPS)[number];

/** What a metric can be told apart by. `version` is of an agent: `memory 3`. */
export const DIMENSIONS = ['workflow', 'kind', 'play', 'agent', 'version', 'system'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const PERIODS = ['hour', 'day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Regions of the signal chart: edits against rework. `unknown`: too few decisions to say. */
export const REGIONS = ['improving', 'blind_trust', 'careful', 'failing', 'unknown'] as const;
export type Region = (typeof REGIONS)[number];

/** One number, never bare: what it was counted from, and its 95 % interval. */
export const Estimate = z.object({
  /** Of a share: so many `of` so many decisions. Of a mean, a median or a sum: so many values, of so many decisions. */
  count: z.number(),
  of: z.number(),
  /** In the metric's unit; a median for times, a mean for the extent of edits, a sum for money. Null: too few to say. */
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** One-sided 95 % upper bound, of audits only: the rate is below it, whatever was drawn. */
  upper: z.number().nullable(),
  /** 90th percentile, of times only. */
  p90: z.number().nullable(),
  /** Mean per decision, of money only, in minor units. */
  each: z.number().nullable(),
  currency: z.string().nullable(),
  /** How many still wait to be decided, or go on; absent: none, or it makes no difference. */
  open: z.number().optional(),
  /** How many are too young to count: they have had no time to come back. */
  young: z.number().optional(),
  /** Fewer decisions than say much: the page says so. */
  small: z.boolean(),
  /** `12 of 340 (3.5 %, between 2.0 % and 6.1 %)` */
  says: z.string(),
});
export type Estimate = z.infer<typeof Estimate>;

/** A difference (the agent's cases − the others) with its 95 % interval, in the metric's unit. */
export const Compared = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** `better`, `worse` or `same`: whether the interval leaves out zero, and on which side. */
  verdict: z.enum(['better', 'worse', 'same', 'other']),
  says: z.string(),
});
export type Compared = z.infer<typeof Compared>;

/** One metric of one selection: the agent's cases, beside people's before and at the same time. */
export const MetricAnswer = z.object({
  id: z.enum(METRICS),
  label: z.string(),
  unit: z.enum(UNITS),
  /** Which direction is good; null where neither is. */
  better: z.enum(['up', 'down']).nullable(),
  /** What it counts, in a sentence. */
  means: z.string(),
  agent: Estimate,
  /** Null where people's own work has no such number; `why` says so. */
  baseline: Estimate.nullable(),
  control: Estimate.nullable(),
  against_baseline: Compared.nullable(),
  against_control: Compared.nullable(),
  /** Why there is nothing to compare with, where there is not; else empty. */
  why: z.string(),
  /** Failures by step, escalations by why, money by write: parts of the agent's number. */
  parts: z.array(z.object({ name: z.string(), label: z.string(), estimate: Estimate })),
  /** Whether `metric_cases` lists what is behind it. */
  listed: z.boolean(),
});
export type MetricAnswer = z.infer<typeof MetricAnswer>;
