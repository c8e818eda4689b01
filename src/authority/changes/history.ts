import type { Pool } from 'pg';
import { effectOf, type LoggedAction, type LoggedCase } from '../../boundary/backtest/index.ts';
import { stricter, type Boundary, type Budgets, type Effect, type Used } from '../../boundary/schema.ts';
import type { CaseState } from '../../flow/case/state.ts';
import { evolve } from '../../flow/case/replay.ts';
import { parseEntry } from '../../flow/case/entries.ts';
import type { RuledBody } from '../../flow/ruling/schema.ts';
import { requesterOf } from '../../people/requester.ts';
import type { World } from '../../flow/world.ts';
import { streamOf } from '../../flow/world.ts';
import { moneyOf } from '../../flow/say/words.ts';
import type { Entry, Log } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { boundariesOf } from './past.ts';

/** Streams that are read in one query: some 500 cases of nine entries are a few megabytes. */
const BATCH_CASES = 500;
/** Replayed cases that stay in memory for the next look, over all workflows of a log. */
const KEPT_CASES_MAX = 20_000;

/** A case up to its first ruling, and which boundary that was ruled under. Null: it cannot be ruled on again. */
type Replayed = { logged: LoggedCase; boundary: string } | null;
const kept = new WeakMap<Log, Map<string, { version: number; replayed: Replayed }>>();

export interface Batch {
  cases: LoggedCase[];
  /** Cases of which the inputs of the ruling are not all known any more: ruled on again they come out otherwise. */
  leftOut: number;
}

/**
 * The newest ruled cases of a workflow, each as it was known at its first ruling, in batches. What cannot be ruled on
 * again as it was then (a budget that was nearly used up, a boundary that no longer loads, an erased person) is left
 * out and counted: a back-test that guessed would be worse than one that says how much it does not know.
 */
export async function* readHistory(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  count: number,
): AsyncGenerator<Batch> {
  if (count <= 0) return;
  const workspace = world.workspace();
  const past = await boundariesOf(world.log, workspace, workflow);
  // Ids rise with time, so that the newest are found without sorting a whole history.
  const { rows } = await pool.query<{ id: string; version: number }>({
    name: 'ruled-cases',
    text: `select c.id, c.version from cases c
      where c.workflow = $1 and exists (select from log_rows l where l.case_id = c.id and l.effect is not null)
      order by c.id desc limit $2`,
    values: [workflow.name, count],
  });
  for (let at = 0; at < rows.length; at += BATCH_CASES) {
    const batch = await replayMany(world.log, workspace, workflow, rows.slice(at, at + BATCH_CASES));
    const cases = batch.filter((replayed) => replayed !== null && isAsRecorded(replayed, past));
    yield {
      cases: cases.map((replayed) => replayed!.logged),
      leftOut: batch.length - cases.length,
    };
  }
}

/** These cases of a workflow, each as it was known at its first ruling; those that cannot be ruled on again are left out. */
export async function replayCases(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  ids: readonly string[],
): Promise<LoggedCase[]> {
  const { rows } = await pool.query<{ id: string; version: number }>(
    'select id, version from cases where id = any($1)',
    [ids],
  );
  const replayed = await replayMany(world.log, world.workspace(), workflow, rows);
  return replayed.flatMap((one) => (one ? [one.logged] : []));
}

/** Whether the boundary of that day, held against what we know of the case, says what it said then. */
function isAsRecorded(
  { logged, boundary }: NonNullable<Replayed>,
  past: (version: string) => Boundary | null,
): boolean {
  const then = past(boundary);
  return then !== null && logged.actions.every(({ inputs, recorded }) => effectOf(then, inputs) === recorded);
}

async function replayMany(
  log: Log,
  workspace: Workspace,
  workflow: Workflow,
  rows: { id: string; version: number }[],
): Promise<Replayed[]> {
  const known = kept.get(log) ?? new Map<string, { version: number; replayed: Replayed }>();
  kept.set(log, known);
  const fresh = rows.filter(({ id, version }) => known.get(id)?.version !== version);
  const streams =
    fresh.length > 0 ? await log.readMany(fresh.map(({ id }) => streamOf(id))) : new Map<string, Entry[]>();
  const replayed = new Map<string, Replayed>();
  for (const { id, version } of fresh) {
    const made = replayCase(id, streams.get(streamOf(id)) ?? [], workspace, workflow);
    replayed.set(id, made);
    if (known.size < KEPT_CASES_MAX) known.set(id, { version, replayed: made });
  }
  return rows.map(({ id }) => replayed.get(id) ?? known.get(id)?.replayed ?? null);
}

/** The inputs of a case's first ruling. */
function replayCase(id: string, entries: Entry[], workspace: Workspace, workflow: Workflow): Replayed {
  let state: CaseState | null = null;
  for (const raw of entries) {
    const entry = parseEntry(raw);
    if (entry.kind === 'ruled') return state && ruledOn(state, entry.body, raw.at, workspace, workflow);
    state = evolve(state, entry, id);
  }
  return null;
}

function ruledOn(
  state: CaseState,
  ruled: RuledBody,
  at: Date,
  workspace: Workspace,
  workflow: Workflow,
): Replayed {
  const { plan } = state;
  // Where a person was erased, their case keeps its digests but not what stood in it.
  if (!plan || plan.undoes !== undefined || plan.actions.length !== ruled.actions.length) return null;
  if (plan.actions.length === 0) return null;
  const requester = requesterOf(workspace, workflow, state.event)?.id;
  const { kind, confidence } = plan;
  const known = {
    plan: {
      play: plan.play ?? '',
      kind,
      agent: plan.agent.name,
      confidence,
      ...(requester !== undefined && { requester }),
    },
    event: state.event,
    facts: state.facts ?? {},
    now: at,
    timeZone: workspace.timeZone,
  };
  const actions = plan.actions.map((action, index): LoggedAction => ({
    inputs: {
      ...known,
      budgets: { ...noneUsed(workspace.currency), ...ruled.budgets?.[action.write] },
      action: { write: action.write, args: action.args },
      tainted: new Set(action.tainted),
    },
    money: moneyOf(action.write, action.args, workspace),
    recorded: recordedEffect(ruled.actions[index]!),
  }));
  return { logged: { case: state.id, title: state.title, at, actions }, boundary: ruled.boundary };
}

/** What the boundary itself said of the action, without checks, anomalies and whatever else had a say. */
function recordedEffect({ reasons }: RuledBody['actions'][number]): Effect {
  return reasons
    .filter(({ source, rule }) => source === 'boundary' || source === 'map' || rule === 'negative-amount')
    .map(({ effect }) => effect)
    .reduce(stricter, 'allow');
}

/** Where the boundary of that day read no budget, or an older entry does not say it: a quiet day. */
function noneUsed(currency: string): Budgets {
  const none = { minor: 0, currency };
  const used: Used = { count_last_hour: 0, count_today: 0, sum_last_hour: none, sum_today: none };
  return { ...used, agent: used, customer: used, workflow: used };
}
