import type { Cohort } from './counters.ts';
import { compare } from './compare.ts';
import { BASELINE, CONTROL, DEFINITIONS, type Definition, type Measure } from './definitions.ts';
import {
  auditedOf,
  exactly,
  meanOf,
  moneyOf,
  shareOf,
  timeOf,
  whileOpen,
  whileYoung,
  type Ground,
} from './estimate.ts';
import { hoursRecaptured } from './hours.ts';
import type { Estimate, MetricAnswer } from './schema.ts';
import { NONE, together, type Moments, type Tallies, type Tally } from './tally.ts';

/** What of one kind of work was counted: in the selected time, the part of it that is settled, and the logging period. */
export interface Kind {
  workflow: string;
  kind: string;
  now: Tallies;
  /** Of what was planned long enough ago to have come back. */
  settled: Tallies;
  before: Tally;
}

/** What a selection came to: tallies of its time, kind by kind and together, and what is no rollup. */
export interface Counted extends Ground {
  kinds: readonly Kind[];
  /** By whose decisions they are, in the time that was selected. */
  now: Tallies;
  settled: Tallies;
  /** The logging period, whenever it was. */
  before: Tally;
  open: number;
  /** `Refund` for `shop.refund`. */
  labelOf: (write: string) => string;
}

/** Every metric, in the order of the definitions. */
export function answers(counted: Counted): MetricAnswer[] {
  return DEFINITIONS.map((definition) => answer(definition, counted));
}

/** One metric: the agent's number beside people's, each with its interval and with that of the difference. */
export function answer(definition: Definition, counted: Counted): MetricAnswer {
  const { id, label, unit, better, means, people, measure, why, settles, agent } = definition;
  const time = settles ? 'settled' : 'now';
  const beside = <T>(make: () => T): T | null => (people ? make() : null);
  const against = (theirs: (kind: Kind) => Tally) =>
    compare(
      definition,
      counted.kinds.map((kind) => ({ own: tallyOf(kind[time], agent), theirs: theirs(kind) })),
      counted,
    );
  return {
    id,
    label,
    unit,
    better,
    means,
    agent: agentsEstimate(definition, counted),
    baseline: beside(() => estimate(measure, counted.before, counted)),
    control: beside(() => estimate(measure, tallyOf(counted[time], CONTROL), counted)),
    against_baseline: beside(() => against(({ before }) => before)),
    against_control: beside(() => against((kind) => tallyOf(kind[time], CONTROL))),
    why,
    parts: partsOf(definition, tallyOf(counted.now, agent), counted),
    listed: measure.as !== 'backlog',
  };
}

/** The agent's number; where it is a share of more than its own decisions, of those. */
export function agentsEstimate(definition: Definition, counted: Counted): Estimate {
  const { measure, agent, of, settles } = definition;
  if (measure.as === 'backlog') return exactly(counted.open);
  if (measure.as === 'hours') return hoursRecaptured(counted.kinds.map(workOf));
  const own = tallyOf(counted.now, agent);
  if (settles) return settledOf(measure, own, tallyOf(counted.settled, agent), counted);
  if (measure.as !== 'share' || !of)
    return estimate(measure, own, counted, definition.id === 'audit_deviation');
  const all = tallyOf(counted.now, of);
  return whileOpen(shareOf(own.counts[measure.count], all.counts[measure.of]), waitingIn(all), true);
}

/** Of what is settled, with how much is too young to say. */
function settledOf(measure: Measure, all: Tally, settled: Tally, ground: Ground): Estimate {
  const made = estimate(measure, settled, ground);
  if (measure.as !== 'share') return made;
  const more = (name: typeof measure.of) => all.counts[name] - settled.counts[name];
  return whileYoung(made, more(measure.of), more(measure.count));
}

/** What hours are won from. */
export function workOf({ workflow, kind, now, before }: Kind) {
  return { workflow, kind, own: now.agent, control: now.control, before };
}

/** A number made from one tally. */
export function estimate(measure: Measure, tally: Tally, ground: Ground, isAudit = false): Estimate {
  switch (measure.as) {
    case 'share': {
      const share = (isAudit ? auditedOf : shareOf)(tally.counts[measure.count], tally.counts[measure.of]);
      const isWithin = measure.of === 'begun' || measure.of === 'plans';
      return isAudit ? share : whileOpen(share, waitingIn(tally), isWithin);
    }
    case 'time': {
      const { time, of } = measure;
      return timeOf({ ended: tally.times[time], open: tally.open[time] }, tally.counts[of]);
    }
    case 'mean':
      return meanOf(tally.sums[measure.sum], tally.counts[measure.of]);
    case 'money':
      return moneyOf(moneyIn(tally, ground.currency, measure.only), tally.counts[measure.of], ground);
    case 'spend':
      return moneyOf(tally.sums.spent, tally.counts[measure.of], ground);
    case 'hours':
    case 'backlog':
      throw new Error(`${measure.as} is not made from a tally`);
  }
}

function waitingIn({ counts }: Tally): number {
  return counts.begun - counts.decided;
}

/** Money in the workspace's currency, once for each decision; what moved in another is a part of its own. */
function moneyIn({ money }: Tally, currency: string, only: 'edit' | 'all' = 'all'): Moments {
  return money.find((one) => one.currency === currency && one.name === only) ?? NONE;
}

function partsOf(definition: Definition, own: Tally, counted: Counted): MetricAnswer['parts'] {
  const { measure, parts = [] } = definition;
  if (measure.as === 'share')
    return parts.map(({ name, label, count }) => ({
      name,
      label,
      estimate: shareOf(own.counts[count], own.counts[measure.of]),
    }));
  if (measure.as !== 'money' || measure.only) return [];
  return own.money
    .filter(({ name }) => name !== 'edit' && name !== 'all')
    .toSorted((one, other) => other.sum - one.sum)
    .map(({ name, currency, ...moments }) => ({
      name: currency === counted.currency ? name : `${name} ${currency}`,
      label: currency === counted.currency ? counted.labelOf(name) : `${counted.labelOf(name)}, ${currency}`,
      estimate: moneyOf(moments, own.counts[measure.of], { locale: counted.locale, currency }),
    }));
}

export function tallyOf(tallies: Tallies, cohorts: readonly Cohort[]): Tally {
  return together(cohorts.map((cohort) => tallies[cohort]));
}

/** The logging period among tallies. */
export function baselineOf(tallies: Tallies): Tally {
  return tallyOf(tallies, BASELINE);
}
