import { z } from 'zod';
import {
  Compared,
  DIMENSIONS,
  Estimate,
  GROUPS,
  MetricAnswer,
  METRICS,
  PERIODS,
  REGIONS,
} from '../../../evidence/metrics/schema.ts';
import { time } from './basic.ts';

const NAME_CHARS_MAX = 200;
const name = z.string().min(1).max(NAME_CHARS_MAX);

/** A selection of decisions. Times are when a plan was made; without them it is the last four weeks up to now. */
export const MetricFilter = z.object({
  workflow: name.optional(),
  /** As people found it to be. */
  kind: name.optional(),
  /** As planned; where nothing was planned, as done. */
  play: name.optional(),
  agent: name.optional(),
  /** A version of the agent. */
  version: name.optional(),
  /** Decisions of which an action touched this system. */
  system: name.optional(),
  /** ISO 8601; rounded down, and up, to the hour. */
  from: time.optional(),
  to: time.optional(),
});

/** What was selected, as the server understood it, and how far behind the log the numbers are. */
const Selected = z.object({
  from: time,
  to: time,
  /** `the last four weeks, late_delivery` */
  says: z.string(),
  /** Entries up to this moment are counted; null: none yet. */
  counted_until: time.nullable(),
});

const Named = z.object({ name: z.string(), label: z.string(), decisions: z.number() });

/** Every metric of a selection, and what it can be narrowed down by. */
export const MetricsAnswer = z.object({
  selected: Selected,
  metrics: z.array(MetricAnswer),
  options: z.object({
    workflow: z.array(Named),
    kind: z.array(Named),
    play: z.array(Named),
    agent: z.array(Named),
    version: z.array(Named.extend({ agent: z.string() })),
    system: z.array(Named),
  }),
});

/** One metric over time. Periods without a decision are left out. */
export const SeriesAnswer = z.object({
  metric: z.enum(METRICS),
  every: z.enum(PERIODS),
  selected: Selected,
  points: z.array(
    z.object({ from: time, to: time, agent: Estimate.nullable(), control: Estimate.nullable() }),
  ),
  /** The logging period as one number, to draw as a level. */
  baseline: Estimate.nullable(),
});

/** One metric told apart by kind, play, agent, …, the one with the most decisions first. */
export const SlicesAnswer = z.object({
  metric: z.enum(METRICS),
  by: z.enum(DIMENSIONS),
  selected: Selected,
  slices: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      /** The agent whose version it is, where told apart by version. */
      agent: z.string().nullable(),
      estimate: Estimate,
      control: Estimate.nullable(),
      baseline: Estimate.nullable(),
    }),
  ),
});

/** The cases behind one number, newest first. */
export const MetricCasesAnswer = z.object({
  metric: z.enum(METRICS),
  who: z.enum(GROUPS),
  side: z.enum(['count', 'of']),
  selected: Selected,
  /** All of them, not only this page. */
  total: z.number(),
  cases: z.array(
    z.object({
      case: z.string(),
      /** From 1: the decision of the case that counts. */
      round: z.number(),
      workflow: z.string(),
      title: z.string(),
      kind: z.string(),
      kind_label: z.string(),
      play: z.string().nullable(),
      play_label: z.string().nullable(),
      at: time,
      how: z.string().nullable(),
      decided_by: z.string().nullable(),
      /** What of it counts here: `reworked`, `3 h 12 min`, `€45.00`. */
      says: z.string(),
    }),
  ),
  /** Give it as `after` for the next page; null: there is none. */
  next: z.string().nullable(),
});

const SignalPoint = z.object({
  from: time,
  to: time,
  edit: Estimate,
  rework: Estimate,
  region: z.enum(REGIONS),
  /** The intervals lie on one side of both lines: it is not by chance in this region. */
  sure: z.boolean(),
  says: z.string(),
});

/** Edits against rework over time, per workflow: the signal that matters. */
export const SignalAnswer = z.object({
  selected: Selected,
  every: z.enum(PERIODS),
  workflows: z.array(
    z.object({
      workflow: z.string(),
      label: z.string(),
      /** The two lines between the four regions, as shares, and where they come from. */
      lines: z.object({ edit: z.number(), rework: z.number(), says: z.string() }),
      /** Oldest first. */
      points: z.array(SignalPoint),
      /** The whole selection as one point; null where nothing was decided. */
      now: SignalPoint.nullable(),
      /** The newer half of the periods against the older half: fewer edits? less rework? Null for fewer than two. */
      trend: z.object({ edit: Compared, rework: Compared, says: z.string() }).nullable(),
    }),
  ),
});
