import type { Pool } from 'pg';
import type { StageWorld } from '../../authority/stage/append.ts';
import { type AskedPlan, cascade, type Cascade, type Saved } from '../../evidence/cascade/cascade.ts';
import { counted } from '../../evidence/words.ts';
import type { Spent } from '../../flow/plan/schema.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** Plans of the last four weeks are looked at, the newest so many. */
const DAYS = 28;
const PLANS_MAX = 5_000;
const DAY_MS = 86_400_000;
/** Agents that cost nothing and answer at once. */
const FREE = new Set(['rules', 'memory']);

/** What it saved to ask the agents of a workflow in order, cheapest first; null where fewer than two are asked. */
export async function tellCascade(world: StageWorld, pool: Pool, workflow: Workflow) {
  if (workflow.agents.length < 2) return null;
  const from = new Date(world.now().getTime() - DAYS * DAY_MS);
  const agents = workflow.agents.map(({ name, kind }) => ({ agent: name, isFree: FREE.has(kind) }));
  const told = cascade(agents, await readPlans(pool, workflow.name, from));
  const workspace = world.workspace();
  return {
    from: from.toISOString(),
    cases: told.cases,
    says: sayCascade(workspace, told),
    agents: told.agents.map(({ costMinor, ...line }) => {
      const cost = costMinor === null ? null : { minor: Math.round(costMinor), currency: workspace.currency };
      return { ...line, cost, says: sayLine(line) };
    }),
    saved_minor: told.savedMinor,
    saved_ms: told.savedMs,
  };
}

function sayLine({ asked, held, spared }: { asked: number; held: number; spared: number }): string {
  const first = spared === 0 ? '' : `; in ${counted(spared, 'case')} it was not asked`;
  return `It had a plan in ${counted(asked, 'case')}, and in ${held.toLocaleString('en')} that plan was the one${first}.`;
}

function sayCascade(workspace: Workspace, { cases, agents, savedMinor, savedMs }: Cascade): string {
  if (cases === 0) return 'No plan was made in the last four weeks.';
  const spared = agents.at(-1)?.spared ?? 0;
  const last = agents.at(-1)?.agent ?? '';
  const begins = `In the last four weeks ${last} was not asked in ${spared.toLocaleString('en')} of ${counted(cases, 'case')}, for an agent before it may act there.`;
  if (spared === 0) return `${begins} So nothing was saved yet.`;
  const money =
    savedMinor === null
      ? 'What that saved is not known: an agent that was not asked has hardly said yet what a plan costs it.'
      : `Saved: ${range(savedMinor, (minor) => showMoney({ minor: Math.round(minor), currency: workspace.currency }, workspace.locale))}.`;
  const time =
    savedMs === null
      ? 'How long its plans take is not known.'
      : `Time to wait for it, saved: ${range(savedMs, sayTime)}.`;
  return `${begins} ${money} ${time}`;
}

function range({ value, low, high }: Saved, say: (value: number) => string): string {
  return say(low) === say(high) ? say(value) : `${say(value)} (between ${say(low)} and ${say(high)})`;
}

function sayTime(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

interface PlanRow {
  agent: { name: string };
  spent: Spent | null;
  others: { agent: { name: string }; spent?: Spent }[] | null;
}

async function readPlans(pool: Pool, workflow: string, from: Date): Promise<AskedPlan[]> {
  const { rows } = await pool.query<PlanRow>(
    `with rounds as (
       select distinct case_id from (
         select case_id from decisions where workflow = $1 and planned_at >= $2 and agent <> ''
         order by planned_at desc limit $3
       ) newest
     )
     select body::json -> 'agent' as agent, body::json -> 'spent' as spent, body::json -> 'others' as others
     from rounds join entries on stream = 'case/' || case_id and kind = 'planned' and at >= $2`,
    [workflow, from.toISOString(), PLANS_MAX],
  );
  return rows.map(askedOf);
}

/** What the plan that was held cost is all that was spent, without what the others say of themselves. */
function askedOf({ agent, spent, others }: PlanRow): AskedPlan {
  const before = (others ?? []).map((other) => {
    const { cost_minor: costMinor = 0, ms = null } = other.spent ?? {};
    return { agent: other.agent.name, spent: { costMinor, ms } };
  });
  const sum = (of: (spent: { costMinor: number; ms: number | null }) => number) =>
    before.reduce((total, one) => total + of(one.spent), 0);
  const costMinor = Math.max(0, (spent?.cost_minor ?? 0) - sum((one) => one.costMinor));
  const ms = spent?.ms === undefined ? null : Math.max(0, spent.ms - sum((one) => one.ms ?? 0));
  return { asked: [...before, { agent: agent.name, spent: { costMinor, ms } }] };
}
