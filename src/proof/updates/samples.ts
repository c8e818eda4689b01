import type { Pool } from 'pg';
import { replayCases } from '../../authority/changes/history.ts';
import { effectOf, type LoggedAction } from '../../boundary/backtest/index.ts';
import { stricter, type Boundary, type Effect } from '../../boundary/schema.ts';
import { fillPlay, moneyOf } from '../../flow/plan/fill.ts';
import { streamOf, type World } from '../../flow/world.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { pastOf, type Past } from '../backrun/rehearse.ts';
import type { DecidedRound } from './decided.ts';

/** Decided cases, the newest, that boundaries which let more through are held against. */
const SAMPLES_MAX = 1_000;

/** A plan that people decided on, with what a boundary needs to rule on its actions. */
export interface Sample {
  round: DecidedRound;
  actions: Pick<LoggedAction, 'inputs' | 'money'>[];
}

/**
 * The newest plans of before and of now that the boundary puts before a person and nothing else forbids, with the
 * facts as they were. Budgets count as unused: rules over them hold as before, whatever else is let through.
 */
export async function heldSamples(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  cases: readonly DecidedRound[],
): Promise<Sample[]> {
  const workspace = world.workspace();
  const newest = cases.filter(({ planned }) => workflow.plays[planned]).slice(-SAMPLES_MAX);
  const past = newest.filter(({ isPast }) => isPast);
  const streams = await world.log.readMany([...new Set(past.map(({ caseId }) => streamOf(caseId)))]);
  const before = past.flatMap((round): Sample[] => {
    const known = pastOf(round.id, round.caseId, streams.get(streamOf(round.caseId)) ?? []);
    return known ? [{ round, actions: actionsOf(workspace, workflow, round, known) }] : [];
  });
  const now = new Map<string, DecidedRound>();
  // Of a case that was planned several times the first ruling is known again, so the first round goes with it.
  for (const round of newest) if (!round.isPast && !now.has(round.caseId)) now.set(round.caseId, round);
  const logged = await replayCases(world, pool, workflow, [...now.keys()]);
  const since = logged.map(({ case: id, actions }): Sample => ({ round: now.get(id)!, actions }));
  return [...before, ...since].filter(
    ({ actions }) => actions.length > 0 && effectIn(workflow.boundary, actions) === 'approve',
  );
}

/** What a boundary says of a whole plan. */
export function effectIn(boundary: Boundary, actions: Sample['actions']): Effect {
  return actions.map(({ inputs }) => effectOf(boundary, inputs)).reduce(stricter, 'allow');
}

function actionsOf(
  workspace: Workspace,
  workflow: Workflow,
  { planned, fields, agent, inputs = {} }: DecidedRound,
  { state, label }: Past,
): Sample['actions'] {
  const facts = state.facts ?? {};
  const filled = fillPlay(workspace, workflow, workflow.plays[planned]!, inputs, state.event, facts);
  // A plan that cannot be filled in never runs alone, whatever the boundary says.
  if (filled.problems.length > 0) return [];
  const none = { minor: 0, currency: workspace.currency };
  const used = { count_last_hour: 0, count_today: 0, sum_last_hour: none, sum_today: none };
  const known = {
    plan: { play: planned, kind: String(fields['plan.kind']), agent, confidence: 1 },
    event: state.event,
    facts,
    now: label.at,
    timeZone: workspace.timeZone,
    budgets: { ...used, agent: used, customer: used, workflow: used },
  };
  return filled.actions.map(({ write, args, tainted }) => ({
    inputs: { ...known, action: { write, args }, tainted: new Set(tainted) },
    money: moneyOf(workspace, { write, args }) ?? null,
  }));
}
