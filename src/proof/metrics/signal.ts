import type { Pool } from 'pg';
import { baselineOf } from '../../evidence/metrics/answer.ts';
import type { Period } from '../../evidence/metrics/schema.ts';
import {
  linesOf,
  place,
  trendOf,
  type Lines,
  type Placed,
  type Trend,
} from '../../evidence/metrics/signal.ts';
import { emptyTallies, emptyTally, together, type Tallies } from '../../evidence/metrics/tally.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { periods, wholePeriods } from './periods.ts';
import { groundOf, selected, type Selected } from './read.ts';
import { select, settledPart, type MetricFilter, type Selection } from './selection.ts';
import { readTallies } from './tallies.ts';

type Point = Placed & { from: string; to: string };

export interface Signal {
  selected: Selected;
  every: Period;
  workflows: {
    workflow: string;
    label: string;
    lines: Lines;
    points: Point[];
    now: Point | null;
    trend: Trend | null;
  }[];
}

/** Edits against rework over time for each workflow of a selection: the signal that matters. */
export async function readSignal(
  pool: Pool,
  workspace: Workspace,
  { every, ...filter }: MetricFilter & { every: Period },
  now: Date,
): Promise<Signal> {
  const selection = await select(pool, workspace, filter, now);
  const workflows = selection.workflows.flatMap((name) => workspace.workflows[name] ?? []);
  const told = await Promise.all(
    workflows.map((workflow) => signalOf(pool, workspace, workflow, selection, every)),
  );
  return { selected: selected(selection), every, workflows: told };
}

async function signalOf(
  pool: Pool,
  workspace: Workspace,
  workflow: Workflow,
  selection: Selection,
  every: Period,
): Promise<Signal['workflows'][number]> {
  const { names, span: asked, timeZone, from, to, now, settled } = selection;
  const part = settledPart(asked, selection);
  const one = { workflows: [workflow.name], names, timeZone, now };
  const span = wholePeriods(asked, every);
  const wanted = { times: false, money: false };
  const [tallies, ever, whole, old, begins] = await Promise.all([
    readTallies(pool, one, span, { by: 'period', every, wanted }),
    readTallies(pool, { ...one, names: {} }, null, { wanted }),
    readTallies(pool, one, asked, { wanted }),
    part ? readTallies(pool, one, part, { wanted }) : new Map<string, Tallies>(),
    periods(pool, span, every, timeZone),
  ]);
  const lines = linesOf(workflow.stepDown, baselineOf(ever.get('') ?? emptyTallies()));
  const known = begins.flatMap(({ key, ...period }) => {
    const agent = tallies.get(key)?.agent;
    if (!agent || agent.counts.decided === 0) return [];
    const isSettled = new Date(period.to) <= settled.at;
    const placed = place(agent, lines, isSettled ? agent : emptyTally());
    return [{ agent, isSettled, point: { ...period, ...placed } }];
  });
  const all = (whole.get('') ?? emptyTallies()).agent;
  return {
    workflow: workflow.name,
    label: workflow.label,
    lines,
    points: known.map(({ point }) => point),
    now:
      all.counts.decided > 0
        ? {
            from: from.toISOString(),
            to: to.toISOString(),
            ...place(all, lines, (old.get('') ?? emptyTallies()).agent),
          }
        : null,
    trend: trend(
      workspace,
      known.filter(({ isSettled }) => isSettled).map(({ agent }) => agent),
    ),
  };
}

/** Of periods that have had the time to come back. */
function trend(workspace: Workspace, agents: Tallies['agent'][]): Trend | null {
  if (agents.length < 2) return null;
  const half = Math.floor(agents.length / 2);
  return trendOf(together(agents.slice(0, half)), together(agents.slice(half)), groundOf(workspace));
}
