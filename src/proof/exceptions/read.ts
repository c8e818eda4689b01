import type { Pool } from 'pg';
import type { z } from 'zod';
import type { ExceptionGroup, ExceptionsAnswer } from '../../doors/http/answers/updates.ts';
import { idOf } from '../../evidence/mining/index.ts';
import { patternsOf, type Pattern } from '../../evidence/patterns/index.ts';
import { rate } from '../../evidence/rate.ts';
import { counted } from '../../evidence/words.ts';
import { digest } from '../../log/canonical.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { languageOf } from '../updates/language.ts';
import { look, type LookWorld } from '../updates/look.ts';
import type { Draft } from '../updates/schema.ts';
import { partsOf } from '../updates/ways.ts';
import { adviseOn } from './advice.ts';
import { CAUSES, readRounds, type Cause, type TimedRound } from './cases.ts';
import { Costs } from './cost.ts';
import { sayCase, sayWhat } from './say.ts';
import { suggest } from './suggest.ts';

type Shown = z.output<typeof ExceptionsAnswer>;
type ShownGroup = z.output<typeof ExceptionGroup>;

/** Cases that a page shows of each group. */
const EXAMPLES_MAX = 12;
/** Groups that a page shows, the dearest. */
const GROUPS_MAX = 60;

export interface ExceptionsAsked {
  workflow?: string | undefined;
  cause?: Cause | undefined;
  from: Date;
  to: Date;
  /** How long at most a new look for rule updates is waited for; absent: to its end. */
  patienceMs?: number | undefined;
}

/** What went wrong in a time, in groups that share a pattern, dearest first, each with what would spare it. */
export async function readExceptions(world: LookWorld, pool: Pool, asked: ExceptionsAsked): Promise<Shown> {
  const workspace = world.workspace();
  const names = asked.workflow === undefined ? Object.keys(workspace.workflows) : [asked.workflow];
  const counts = Object.fromEntries(CAUSES.map((cause) => [cause, 0])) as Record<Cause, number>;
  const groups: ShownGroup[] = [];
  const costs = new Costs(workspace);
  const all: { workflow: Workflow; rounds: TimedRound[] }[] = [];
  for (const name of names) {
    const workflow = workspace.workflows[name];
    if (workflow) all.push({ workflow, rounds: await readRounds(world, pool, workflow, asked) });
  }
  costs.learn(all.flatMap(({ rounds }) => rounds));
  for (const { workflow, rounds } of all) {
    for (const { cause } of rounds) if (cause) counts[cause] += 1;
    groups.push(...(await groupsOf(world, pool, workflow, rounds, costs, asked)));
  }
  groups.sort((one, other) => other.cost.minor - one.cost.minor || other.rate.count - one.rate.count);
  const decided = all.reduce((sum, { rounds }) => sum + rounds.length, 0);
  const shown = groups.slice(0, GROUPS_MAX);
  const cost = groups.reduce((sum, group) => sum + group.cost.minor, 0);
  return {
    from: asked.from.toISOString(),
    to: asked.to.toISOString(),
    says: sayAll(groups, decided, showMoney({ minor: cost, currency: workspace.currency }, workspace.locale)),
    decided,
    counts,
    cost: { minor: cost, currency: workspace.currency },
    cost_says: costs.says(),
    groups: await withTitles(pool, shown),
  };
}

async function groupsOf(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  rounds: readonly TimedRound[],
  costs: Costs,
  { cause: only, patienceMs }: ExceptionsAsked,
): Promise<ShownGroup[]> {
  const wrong = new Map<string, TimedRound[]>();
  for (const round of rounds) {
    if (!round.cause || (only && round.cause !== only)) continue;
    const key = `${round.cause} ${round.what}`;
    wrong.set(key, [...(wrong.get(key) ?? []), round]);
  }
  if (wrong.size === 0) return [];
  const groups: ShownGroup[] = [];
  const { drafts } = (await look(world, pool, workflow, patienceMs)).look;
  const language = languageOf(world.workspace(), workflow);
  for (const [key, members] of wrong) {
    // Held against the rounds with the same plan: that only refunds are refunded too late is no news.
    const same = rounds.filter(({ planned }) => planned === members[0]!.planned);
    for (const pattern of patternsOf(new Set(members.map(({ id }) => id)), same, language)) {
      const own = members.filter(({ id }) => pattern.ids.includes(id));
      groups.push(
        await showGroup(world, pool, workflow, { key, own, pattern, total: rounds.length, costs, drafts }),
      );
    }
  }
  return groups;
}

async function showGroup(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  {
    key,
    own,
    pattern,
    total,
    costs,
    drafts,
  }: { key: string; own: TimedRound[]; pattern: Pattern; total: number; costs: Costs; drafts: Draft[] },
): Promise<ShownGroup> {
  const workspace = world.workspace();
  const [first] = own;
  const { literals } = pattern;
  const said = partsOf(workspace, workflow, literals);
  return {
    id: digest({ workflow: workflow.name, key, literals }).slice(0, 16),
    workflow: workflow.name,
    label: workflow.label,
    cause: first!.cause!,
    says: sayWhat(first!, workflow),
    shares: said.map(({ literal, says, cel }) => ({ id: idOf(literal), says, cel })),
    rate: rate(own.length, total)!,
    within: rate(own.length, pattern.all),
    ...costs.of(own),
    cases: own
      .toReversed()
      .slice(0, EXAMPLES_MAX)
      .map((one) => ({
        case: one.caseId,
        title: '',
        at: one.at.toISOString(),
        says: sayCase(one, workflow),
      })),
    advice: adviseOn(first!),
    update: await suggest(world, pool, workflow, own, pattern, drafts),
  };
}

async function withTitles(pool: Pool, groups: readonly ShownGroup[]): Promise<ShownGroup[]> {
  const ids = groups.flatMap(({ cases }) => cases.map((one) => one.case));
  const { rows } = await pool.query<{ id: string; title: string }>(
    'select id, title from cases where id = any($1)',
    [ids],
  );
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  return groups.map((group) => ({
    ...group,
    cases: group.cases.map((one) => ({ ...one, title: titles.get(one.case) ?? one.case })),
  }));
}

function sayAll(groups: readonly ShownGroup[], decided: number, cost: string): string {
  const cases = groups.reduce((sum, { rate: { count } }) => sum + count, 0);
  if (decided === 0) return 'Nothing was planned in this time.';
  if (cases === 0) return `Nothing went wrong in ${counted(decided, 'case')}. Nobody had to step in.`;
  return `${counted(cases, 'case')} of ${decided.toLocaleString('en')} went otherwise than planned, in ${counted(groups.length, 'group')}: ${cost} in money and time.`;
}
