import type { Pool } from 'pg';
import type { z } from 'zod';
import type {
  BackrunAnswer,
  BackrunPlan,
  BackrunsAnswer,
  BackrunSummary,
} from '../../doors/http/answers/backrun.ts';
import { proposalsOf } from '../../authority/changes/proposals.ts';
import { workflowStream } from '../../authority/schema.ts';
import { rate } from '../../evidence/rate.ts';
import { counted } from '../../evidence/words.ts';
import { nameOf, sayTime } from '../../flow/say/words.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { horizonNow, readDecided } from './decided.ts';
import { resultsOf } from './results.ts';
import { sayResults } from './say.ts';
import type { BackrunWorld, StoredRun } from './schema.ts';
import type { Planned } from './start.ts';
import { listRuns } from './store.ts';

type Shown = z.output<typeof BackrunAnswer>;
type Summary = z.output<typeof BackrunSummary>;

/** Runs that a page lists. */
const RUNS_MAX = 30;
const MS_PER_SECOND = 1_000;

/** What was run over a workflow's log, and what can be. */
export async function showBackruns(
  world: BackrunWorld,
  pool: Pool,
  workflow: Workflow,
): Promise<z.output<typeof BackrunsAnswer>> {
  const workspace = world.workspace();
  const runs = await listRuns(pool, workflow.name, RUNS_MAX);
  const proposals = proposalsOf(await world.log.read(workflowStream(workflow.name))).filter(
    ({ state, file }) => state === 'proposed' && (file ?? 'boundary.yaml') === 'boundary.yaml',
  );
  const decided = await readDecided(pool, workflow.name, await horizonNow(pool));
  const times = decided.map(({ at }) => at.getTime());
  const at = (time: number) => (times.length === 0 ? null : new Date(time).toISOString());
  return {
    workflow: workflow.name,
    label: workflow.label,
    runs: runs.map((run) => summaryOf(world, run)),
    agents: workflow.agents.map(({ name, version, kind }) => ({ name, version, kind, says: SAYS[kind] })),
    boundaries: [
      { id: 'current', label: 'The boundary in force' },
      ...proposals.map(({ id, by, at: proposedAt }) => ({
        id: `proposed:${id}`,
        label: `The change that ${nameOf(by, workspace)} proposed on ${sayTime(proposedAt, workspace)}`,
      })),
    ],
    kinds: workflow.kinds,
    decided: { cases: decided.length, from: at(Math.min(...times)), to: at(Math.max(...times)) },
  };
}

const SAYS = {
  rules: 'A decision table',
  memory: 'The memory, asked each time before it learns what people decided',
  model: 'A model: answers that were paid for are used again, the rest is asked for',
  parts: 'Several agents at once: answers that were paid for are used again',
};

/** What a run would look at and cost. */
export function showPlan(
  { workspace }: Pick<BackrunWorld, 'workspace'>,
  planned: Planned,
): z.output<typeof BackrunPlan> {
  const { asked, cases, reused, toAsk, costMinor, same } = planned;
  const { currency, locale } = workspace();
  const cost = costMinor === null ? null : { minor: costMinor, currency };
  const about = cost ? showMoney(cost, locale) : '';
  const known =
    reused > 0 ? `${counted(reused, 'answer')} ${reused === 1 ? 'is' : 'are'} known already. ` : '';
  const asks =
    cost === null
      ? 'It costs nothing.'
      : toAsk === 0
        ? `${known}Nothing has to be asked, so it costs nothing.`
        : `${known}The agent has to be asked ${counted(toAsk, 'time')}, for about ${about}.`;
  return {
    cases: cases.length,
    agent: asked.agent.name,
    agent_version: asked.agent.version,
    boundary: asked.boundary.version,
    boundary_says: asked.boundarySays,
    reused,
    asked: toAsk,
    cost,
    same: same && { id: same.id, state: stateOf(same), done: same.done },
    says: `${counted(cases.length, 'decision')} of people will be looked at. ${asks}`,
  };
}

/** One run with its results so far. */
export async function showBackrun(world: BackrunWorld, pool: Pool, stored: StoredRun): Promise<Shown> {
  const workspace = world.workspace();
  const workflow = workspace.workflows[stored.workflow];
  const { total, done, work_ms: workMs, spent_minor: spent, cap_minor: cap, asked, reused } = stored;
  const perSecond = workMs > 0 ? (done * MS_PER_SECOND) / workMs : null;
  const { currency, locale } = workspace;
  const costs = asked + reused > 0 || cap > 0;
  const results = done === 0 ? null : await resultsOf(world, pool, stored);
  return {
    ...summaryOf(world, stored),
    label: workflow?.label ?? stored.workflow,
    says: sayState(stored),
    fault: stored.fault,
    per_second: perSecond === null ? null : Math.round(perSecond),
    seconds_left:
      perSecond === null || stateOf(stored) !== 'running' ? null : Math.ceil((total - done) / perSecond),
    cost: {
      spent: { minor: spent, currency },
      cap: costs ? { minor: cap, currency } : null,
      asked,
      reused,
      says: costs
        ? `${showMoney({ minor: spent, currency }, locale)} spent of at most ${showMoney({ minor: cap, currency }, locale)}: asked ${counted(asked, 'time')}, ${counted(reused, 'answer')} used again.`
        : 'It costs nothing.',
    },
    results: results && sayResults(workspace, stored, results),
  };
}

/** One run in a line. */
function summaryOf({ workspace }: BackrunWorld, stored: StoredRun): Summary {
  const person = workspace().people.find(({ id }) => id === stored.by);
  return {
    id: stored.id,
    workflow: stored.workflow,
    state: stateOf(stored),
    agent: stored.agent,
    agent_version: stored.agent_version,
    agent_from: stored.rules === null ? 'workflow' : 'file',
    boundary: stored.boundary,
    boundary_says: stored.boundary_says,
    since: stored.since?.toISOString() ?? null,
    until: stored.until.toISOString(),
    kind: stored.kind,
    done: stored.done,
    total: stored.total,
    agreed: rate(stored.agreed, stored.compared),
    by: person?.name ?? stored.by,
    started_at: stored.started_at.toISOString(),
    ended_at: stored.ended_at?.toISOString() ?? null,
  };
}

/** One that nobody holds is interrupted, although its row says that it runs. */
export function stateOf({ state, is_free: isFree }: StoredRun): Shown['state'] {
  return state === 'running' && isFree ? 'interrupted' : state;
}

function sayState(stored: StoredRun): string {
  const { done, total, fault } = stored;
  const far = `${done} of ${counted(total, 'case')}`;
  switch (stateOf(stored)) {
    case 'running':
      return `${far} looked at.`;
    case 'interrupted':
      return `Stopped behind ${far}. It can go on from there.`;
    case 'capped':
      return `Stopped behind ${far}: the next answer would cost more than is allowed.`;
    case 'cancelled':
      return `Cancelled behind ${far}. It can still go on from there.`;
    case 'failed':
      return `Stopped behind ${far}. ${fault ?? ''}`.trim();
    case 'done':
      return `All of ${counted(total, 'case')} looked at.`;
  }
}
