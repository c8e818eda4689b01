import type { Pool } from 'pg';
import {
  agentsEstimate,
  baselineOf,
  estimate,
  tallyOf,
  type Counted,
} from '../../evidence/metrics/answer.ts';
import { CONTROL, definitionOf, type Definition } from '../../evidence/metrics/definitions.ts';
import type { Dimension, Estimate, MetricId, Period } from '../../evidence/metrics/schema.ts';
import { emptyTallies, emptyTally, type Tallies } from '../../evidence/metrics/tally.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { labelOf } from './labels.ts';
import { periods, wholePeriods } from './periods.ts';
import { splitAgent } from './apart.ts';
import { groundOf, selected, type Selected } from './read.ts';
import { select, settledPart, type MetricFilter } from './selection.ts';
import { readTallies, wantedFor } from './tallies.ts';

export interface Series {
  metric: MetricId;
  every: Period;
  selected: Selected;
  points: { from: string; to: string; agent: Estimate | null; control: Estimate | null }[];
  baseline: Estimate | null;
}

/** One metric over time, in whole periods of the workspace's clock. Periods without a decision are left out. */
export async function readSeries(
  pool: Pool,
  workspace: Workspace,
  metric: string,
  { every, ...filter }: MetricFilter & { every: Period },
  now: Date,
): Promise<Series> {
  const definition = overTime(metric);
  const selection = await select(pool, workspace, filter, now);
  const span = wholePeriods(selection.span, every);
  const wanted = wantedFor(definition.measure);
  // What has had too little time to come back is no point of the line.
  const part = definition.settles ? settledPart(span, selection) : span;
  const [tallies, ever, begins] = await Promise.all([
    part
      ? readTallies(pool, selection, part, { by: 'period', every, isFine: part !== span, wanted })
      : new Map<string, Tallies>(),
    readTallies(pool, selection, null, { wanted }),
    periods(pool, span, every, selection.timeZone),
  ]);
  const ground = groundOf(workspace);
  const points = begins.flatMap(({ key, from, to }) => {
    const of = tallies.get(key);
    if (!of) return [];
    const [agent, control] = [own(definition, ground, of), people(definition, ground, of)];
    return isNothing(agent) && isNothing(control) ? [] : [{ from, to, agent, control }];
  });
  const before = baselineOf(ever.get('') ?? emptyTallies());
  const baseline = definition.people ? estimate(definition.measure, before, ground) : null;
  return { metric: definition.id, every, selected: selected(selection), points, baseline };
}

export interface Slices {
  metric: MetricId;
  by: Dimension;
  selected: Selected;
  slices: {
    name: string;
    label: string;
    agent: string | null;
    estimate: Estimate;
    control: Estimate | null;
    baseline: Estimate | null;
  }[];
}

/** One metric told apart by a name, the one with the most decisions first. */
export async function readSlices(
  pool: Pool,
  workspace: Workspace,
  metric: string,
  { by, ...filter }: MetricFilter & { by: Dimension },
  now: Date,
): Promise<Slices> {
  const definition = overTime(metric);
  const selection = await select(pool, workspace, filter, now);
  const wanted = wantedFor(definition.measure);
  const part = definition.settles ? settledPart(selection.span, selection) : selection.span;
  const [tallies, ever] = await Promise.all([
    part ? readTallies(pool, selection, part, { by, wanted }) : new Map<string, Tallies>(),
    readTallies(pool, selection, null, { by, wanted }),
  ]);
  const ground = groundOf(workspace);
  const slices = [...tallies].map(([key, of]) => {
    const [agent, version] = by === 'version' ? splitAgent(key) : [null, key];
    const before = baselineOf(ever.get(key) ?? emptyTallies());
    return {
      name: version,
      label: labelOf(workspace, selection, by, key),
      agent,
      estimate: own(definition, ground, of),
      control: people(definition, ground, of),
      baseline: definition.people ? estimate(definition.measure, before, ground) : null,
    };
  });
  const known = slices.filter(({ estimate: made, control }) => made.of > 0 || (control?.of ?? 0) > 0);
  return {
    metric: definition.id,
    by,
    selected: selected(selection),
    slices: known.toSorted((one, other) => other.estimate.of - one.estimate.of),
  };
}

/** A metric that can be told apart. Throws `AppError` for one that there is none of, or that is of now only. */
function overTime(metric: string): Definition {
  const definition = definitionOf(metric);
  if (!definition) throw noMetric(metric);
  const { measure } = definition;
  if (measure.as === 'hours' || measure.as === 'backlog')
    throw new AppError('invalid', `${definition.label} is told of a whole selection only.`, {
      path: 'id',
      suggestion: 'Narrow the selection down, and ask for all metrics of it.',
    });
  return definition;
}

export function noMetric(metric: string): AppError {
  return new AppError('not_found', `There is no metric ${metric.slice(0, 80)}.`, {
    path: 'id',
    suggestion: 'GET /api/metrics lists them.',
  });
}

type Said = Pick<Counted, 'locale' | 'currency' | 'labelOf'>;

function own(definition: Definition, ground: Said, now: Tallies): Estimate {
  return agentsEstimate(definition, {
    ...ground,
    kinds: [],
    now,
    settled: now,
    before: emptyTally(),
    open: 0,
  });
}

function people(definition: Definition, ground: Said, now: Tallies): Estimate | null {
  return definition.people ? estimate(definition.measure, tallyOf(now, CONTROL), ground) : null;
}

function isNothing(made: Estimate | null): boolean {
  return made === null || (made.count === 0 && made.of === 0);
}
