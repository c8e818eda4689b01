import { z } from 'zod';
import { Estimate, METRICS, UNITS } from '../metrics/schema.ts';

export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** A period of the workspace's calendar: `week` and the date of its first day. */
export interface Span {
  period: Period;
  /** `2026-11-16` */
  date: string;
  from: Date;
  /** The first moment after it. */
  to: Date;
}

/** What can be said of a difference. */
export const VERDICTS = ['better', 'worse', 'changed', 'noise', 'few', 'unknown'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One number held against another: a change only where the interval of the difference excludes zero. */
export const Compared = z.object({
  difference: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  verdict: z.enum(VERDICTS),
  says: z.string(),
});
export type Compared = z.infer<typeof Compared>;

export const AGAINST = ['before', 'baseline', 'control'] as const;
export type Against = (typeof AGAINST)[number];

/** One row of a report's table. */
export const ReportRow = z.object({
  id: z.enum(METRICS),
  label: z.string(),
  unit: z.enum(UNITS),
  /** Which way is good; null: neither. */
  better: z.enum(['up', 'down']).nullable(),
  /** What it counts, in a sentence. */
  means: z.string(),
  now: Estimate,
  before: Estimate.nullable(),
  baseline: Estimate.nullable(),
  control: Estimate.nullable(),
  changes: z.object({
    before: Compared.nullable(),
    baseline: Compared.nullable(),
    control: Compared.nullable(),
  }),
  /** The cases behind it, as an address of the console. */
  href: z.string().nullable(),
});
export type ReportRow = z.infer<typeof ReportRow>;

/** The written summary: what a busy owner reads. */
export const Summary = z.object({
  headline: z.string(),
  moved: z.array(z.string()),
  noise: z.string().nullable(),
  /** What is too few to say, and what is not known. */
  unknown: z.array(z.string()),
});
export type Summary = z.infer<typeof Summary>;

/** A line of a list with a place to go to. */
export const Linked = z.object({ says: z.string(), href: z.string().nullable() });
export type Linked = z.infer<typeof Linked>;

/** What a report says of one workflow, or of all together (`workflow` null). */
export const ReportSection = z.object({
  workflow: z.string().nullable(),
  label: z.string(),
  summary: Summary,
  rows: z.array(ReportRow),
  exceptions: z.array(Linked),
  updates: z.array(Linked),
  /** The return on cost in a sentence. */
  returns: Linked.nullable(),
});
export type ReportSection = z.infer<typeof ReportSection>;

export const Report = z.object({
  id: z.string(),
  period: z.enum(PERIODS),
  date: z.string(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
  /** False while the period still runs: then its numbers are those so far. */
  is_over: z.boolean(),
  made_at: z.string(),
  /** Everything up to here is counted; null: nothing yet. */
  counted_until: z.string().nullable(),
  sections: z.array(ReportSection),
});
export type Report = z.infer<typeof Report>;
