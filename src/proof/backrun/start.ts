import type { Pool } from 'pg';
import type { Agent } from '../../flow/plan/schema.ts';
import { streamOf } from '../../flow/world.ts';
import { AppError } from '../../runtime/errors.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { counted } from '../../evidence/words.ts';
import { keptPrompts, loggedAnswer } from './answers.ts';
import { horizonNow, readDecided, type DecidedId } from './decided.ts';
import { inputOf, pastOf } from './rehearse.ts';
import { resolve, runId, type BackrunForm } from './resolve.ts';
import { BACKRUN_CASES_MAX, type Asked, type BackrunWorld, type StoredRun } from './schema.ts';
import { createRun, raiseCap, readRun, unfinished } from './store.ts';

/** Cases of which questions are made out at once. */
const BATCH = 200;

/** What a run would look at and cost. */
export interface Planned {
  asked: Asked;
  id: string;
  until: Date;
  horizon: string;
  cases: DecidedId[];
  /** Answers that are known already, and those that have to be asked for and paid. */
  reused: number;
  toAsk: number;
  /** Minor units of the workspace's currency; null where the agent costs nothing. */
  costMinor: number | null;
  /** The same was run, or begun, before. */
  same: StoredRun | null;
}

/** Says what a run would look at, what of it is known already, and what the rest is expected to cost. */
export async function planBackrun(
  world: BackrunWorld,
  pool: Pool,
  workflow: Workflow,
  form: BackrunForm,
): Promise<Planned> {
  const asked = await resolve(world, workflow, form);
  const horizon = await horizonNow(pool);
  const decided = await readDecided(pool, workflow.name, horizon);
  const cases = decided.filter((one) => isWithin(one, asked)).slice(-BACKRUN_CASES_MAX);
  if (cases.length === 0) {
    throw new AppError(
      'refused',
      `People have decided nothing in this part of ${workflow.label}'s log yet.`,
      {
        suggestion: 'Import a history with remit import, widen the time, or let people work for a while.',
      },
    );
  }
  const newest = Math.max(...cases.map(({ at }) => at.getTime()));
  const until = asked.until ?? new Date(newest);
  const id = runId(asked.basis, until);
  const same = (await readRun(pool, id)) ?? (await unfinished(pool, asked.basis));
  const costs = await costOf(world, pool, asked, cases);
  return { asked, id, until, horizon, cases, same, ...costs };
}

/** Writes a run down, or finds the same one that stopped or was done before. Nothing is run yet. */
export async function prepareBackrun(
  world: BackrunWorld,
  pool: Pool,
  planned: Planned,
  given: { spendMinor: number; by: string },
): Promise<{ stored: StoredRun; isNew: boolean }> {
  const { asked, same, costMinor, toAsk } = planned;
  refuseUnpaid(world, costMinor, toAsk, given.spendMinor);
  if (same) {
    await raiseCap(pool, same.id, given.spendMinor);
    return { stored: (await readRun(pool, same.id)) ?? same, isNew: false };
  }
  const { workflow, agent, rules, boundary, boundarySays, rollout, since, kind, basis } = asked;
  await createRun(
    pool,
    {
      id: planned.id,
      basis,
      workflow: workflow.name,
      agent: agent.name,
      agent_version: agent.version,
      rules: rules && JSON.stringify(rules),
      boundary: boundary.version,
      boundary_text: boundary.text,
      boundary_says: boundarySays,
      since,
      until: planned.until,
      kind,
      rollout: JSON.stringify(rollout),
      horizon: planned.horizon,
      cap_minor: given.spendMinor,
      by: given.by,
      started_at: world.now(),
    },
    planned.cases,
  );
  const stored = await readRun(pool, planned.id);
  if (!stored) throw new Error(`the back-run ${planned.id} was there a moment ago`);
  return { stored, isNew: true };
}

/** What was asked when a stored run began. Throws `conflict` where the workflow is no longer what it was. */
export async function askedOf(world: BackrunWorld, stored: StoredRun): Promise<Asked> {
  const workflow = world.workspace().workflows[stored.workflow];
  if (!workflow) throw new AppError('conflict', `There is no workflow ${stored.workflow} any more.`);
  const form = {
    agent: stored.agent,
    ...(stored.rules !== null && { rules: JSON.parse(stored.rules) as NonNullable<BackrunForm['rules']> }),
    boundary: 'text',
    boundary_text: { text: stored.boundary_text, file: stored.boundary_says },
    since: stored.since?.toISOString(),
    kind: stored.kind ?? undefined,
  };
  const rollout = JSON.parse(stored.rollout) as Asked['rollout'];
  const open = await resolve(world, workflow, form, rollout);
  const closed = { ...form, until: stored.until.toISOString() };
  const asked = open.basis === stored.basis ? open : await resolve(world, workflow, closed, rollout);
  if (asked.basis === stored.basis) return asked;
  throw new AppError('conflict', `${workflow.label} was changed since this run began.`, {
    suggestion: 'Start it anew: answers that were paid for are used again.',
  });
}

function isWithin({ at, kind }: DecidedId, asked: Asked): boolean {
  if (asked.since && at < asked.since) return false;
  if (asked.until && at >= asked.until) return false;
  return asked.kind === null || kind === asked.kind;
}

function refuseUnpaid(
  world: BackrunWorld,
  costMinor: number | null,
  toAsk: number,
  spendMinor: number,
): void {
  if (toAsk === 0 || costMinor === null) return;
  const { currency, locale } = world.workspace();
  const show = (minor: number) => showMoney({ minor, currency }, locale);
  if (spendMinor > 0 && spendMinor >= costMinor) return;
  const allowed = spendMinor > 0 ? `, and ${show(spendMinor)} is allowed` : '';
  throw new AppError(
    'refused',
    `The agent has to be asked ${counted(toAsk, 'time')}, for about ${show(costMinor)}${allowed}.`,
    {
      path: 'spend_minor',
      suggestion: 'Say how much may be spent at most; it stops before it would cost more.',
    },
  );
}

/** What asking is expected to cost: every question is made out and looked up, and none is asked. */
async function costOf(
  world: BackrunWorld,
  pool: Pool,
  asked: Asked,
  cases: readonly DecidedId[],
): Promise<Pick<Planned, 'reused' | 'toAsk' | 'costMinor'>> {
  const agents = world.rehearse?.(asked.workflow).agents ?? world.agents(asked.workflow);
  const agent = agents.find(({ name }) => name === asked.agent.name);
  if (!agent?.prompt) return { reused: 0, toAsk: 0, costMinor: null };
  const total = { reused: 0, toAsk: 0, costMinor: 0 };
  const seen = new Set<string>();
  for (let from = 0; from < cases.length; from += BATCH) {
    for (const question of await questionsOf(world, pool, asked, agent, cases.slice(from, from + BATCH))) {
      if (question.isKnown || seen.has(question.prompt)) total.reused += 1;
      else {
        total.toAsk += 1;
        total.costMinor += question.costMinor;
      }
      seen.add(question.prompt);
    }
  }
  return total;
}

async function questionsOf(
  world: BackrunWorld,
  pool: Pool,
  { workflow }: Asked,
  agent: Agent,
  cases: readonly DecidedId[],
): Promise<{ prompt: string; isKnown: boolean; costMinor: number }[]> {
  const streams = await world.log.readMany(cases.map((one) => streamOf(one.case_id)));
  const made = cases.flatMap((one) => {
    const entries = streams.get(streamOf(one.case_id)) ?? [];
    const past = one.set_aside ? null : pastOf(one.id, one.case_id, entries);
    if (!past) return [];
    const input = inputOf(past, workflow);
    const prompt = agent.prompt?.(input) ?? '';
    const isLogged = loggedAnswer(entries, agent, prompt) !== null;
    return [{ prompt, isLogged, costMinor: agent.estimate?.(input).cost_minor ?? 0 }];
  });
  const kept = await keptPrompts(
    pool,
    made.map(({ prompt }) => prompt),
  );
  return made.map(({ prompt, isLogged, costMinor }) => ({
    prompt,
    isKnown: isLogged || kept.has(prompt),
    costMinor,
  }));
}
