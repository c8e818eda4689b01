import type { Cohort } from './counters.ts';
import { compare } from './compare.ts';
import { BASELINE, CONTROL, DEFINITIONS, type Definition, type Measure } from './definitions.ts';
import { auditedOf, exactly, meanOf, moneyOf, shareOf, timeOf, type Ground } from './estimate.ts';
import { hoursRecaptured, type KindWork } from './hours.ts';
import type { Estimate, MetricAnswer } from './schema.ts';
import { NONE, together, type Moments, type Tallies, type Tally } from './tally.ts';

/** What a selection came to: tallies of its time, those of the whole logging period, and what is no rollup. */
export interface Counted extends Ground {
  /** By whose decisions they are, in the time that was selected. */
  now: Tallies;
  /** The logging period, whenever it was. */
  before: Tally;
  work: readonly KindWork[];
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
  const { id, label, unit, better, means, people, measure } = definition;
  const own = tallyOf(counted.now, definition.agent);
  const [baseline, control] = [counted.before, tallyOf(counted.now, CONTROL)];
  const beside = <T>(make: () => T): T | null => (people ? make() : null);
  return {
    id,
    label,
    unit,
    better,
    means,
    agent: agentsEstimate(definition, counted),
    baseline: beside(() => estimate(measure, baseline, counted)),
    control: beside(() => estimate(measure, control, counted)),
    against_baseline: beside(() => compare(definition, own, baseline, counted)),
    against_control: beside(() => compare(definition, own, control, counted)),
    why: definition.why,
    parts: partsOf(definition, own, counted),
    listed: measure.as !== 'backlog',
  };
}

/** The agent's number; where it is a share of more than its own decisions, of those. */
export function agentsEstimate(definition: Definition, counted: Counted): Estimate {
  const { measure, agent, of } = definition;
  if (measure.as === 'backlog') return exactly(counted.open);
  if (measure.as === 'hours') return hoursRecaptured(counted.work);
  const own = tallyOf(counted.now, agent);
  if (measure.as !== 'share' || !of)
    return estimate(measure, own, counted, definition.id === 'audit_deviation');
  return shareOf(own.counts[measure.count], tallyOf(counted.now, of).counts[measure.of]);
}

/** A number made from one tally. */
export function estimate(measure: Measure, tally: Tally, ground: Ground, isAudit = false): Estimate {
  switch (measure.as) {
    case 'share':
      return (isAudit ? auditedOf : shareOf)(tally.counts[measure.count], tally.counts[measure.of]);
    case 'time':
      return timeOf(tally.times[measure.time], tally.counts[measure.of]);
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
