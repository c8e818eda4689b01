import type { Pool } from 'pg';
import { ASSUMPTIONS_STREAM } from '../../authority/desk_schema.ts';
import type { MetricId } from '../../evidence/metrics/schema.ts';
import { measure, type Who } from '../../evidence/returns/measure.ts';
import type { Known } from '../../evidence/returns/resolve.ts';
import {
  INPUTS,
  type Assumed,
  type InputName,
  type Statement,
  type Stated,
} from '../../evidence/returns/schema.ts';
import { money } from '../../evidence/returns/show.ts';
import { statement } from '../../evidence/returns/statement.ts';
import { type Part, wholeStatement } from '../../evidence/returns/whole.ts';
import { counted, listed } from '../../evidence/words.ts';
import type { World } from '../../flow/index.ts';
import type { Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { historyOf, statedFor, styleOf } from './assumptions.ts';
import { MEASURED_DAYS, readCounts } from './counts.ts';

export { assume } from './assumptions.ts';

type ReturnWorld = Pick<World, 'log' | 'workspace' | 'now'>;

/** Money that agents moved in the span that was measured. */
export interface Exposed {
  moved: { minor: number; currency: string };
  cases: number;
  alone: { minor: number; currency: string };
  alone_cases: number;
  lost: { minor: number; currency: string };
  lost_cases: number;
  other_currencies: number;
  says: string;
}

/** A statement with what it is of, as pages, reports and terminals show it. */
export interface ToldReturn extends Statement {
  workflow: string | null;
  label: string;
  made_at: string;
  from: string | null;
  to: string | null;
  exposed: Exposed | null;
  workflows: { name: string; label: string }[];
  history: { at: string; by: string; says: string; because: string }[];
}

/** The return on cost of one workflow, or of all together (null), from what is measured and what people assume. */
export async function readReturn(
  world: ReturnWorld,
  pool: Pool,
  workflow: Workflow | null,
): Promise<ToldReturn> {
  const workspace = world.workspace();
  const entries = await world.log.read(ASSUMPTIONS_STREAM);
  const now = world.now();
  const workflows = Object.values(workspace.workflows).map(({ name, label }) => ({ name, label }));
  const rest = {
    made_at: now.toISOString(),
    workflows,
    history: historyOf(workspace, entries, workflow?.name ?? null),
  };
  const wanted = workflow ? [workflow] : Object.values(workspace.workflows);
  const parts = await Promise.all(wanted.map((one) => partOf(world, pool, one, entries)));
  const [first] = parts;
  const froms = parts.filter(({ isMeasured }) => isMeasured).map(({ from }) => from.getTime());
  const span = {
    from: froms.length === 0 ? null : new Date(Math.min(...froms)).toISOString(),
    to: froms.length === 0 ? null : now.toISOString(),
    exposed: exposedOf(workspace, parts),
  };
  if (workflow && first) {
    const made = statement({ ...first.part, style: styleOf(workspace) });
    return { ...made, ...rest, ...span, workflow: workflow.name, label: workflow.label };
  }
  const { left_out, ...made } = wholeStatement(
    parts.map(({ part }) => part),
    styleOf(workspace),
    now,
  );
  const summary =
    left_out.length === 0
      ? made.summary
      : [...made.summary, `Not counted, as a figure is missing: ${listed(left_out)}.`];
  const inputs = sharedInputs(workspace, entries);
  return { ...made, summary, inputs, ...rest, ...span, workflow: null, label: 'All together' };
}

/** The statement with other values for what is not measured; nothing is stored. Without a workflow nothing is measured. */
export async function tryReturn(
  world: ReturnWorld,
  pool: Pool,
  workflow: Workflow | null,
  values: Assumed,
): Promise<Statement> {
  const workspace = world.workspace();
  const style = styleOf(workspace);
  const tried = triedOf(values, world.now());
  if (!workflow)
    return statement({ measured: {}, stated: tried, given: givenRate(workspace), style, start: world.now() });
  const { part } = await partOf(world, pool, workflow, await world.log.read(ASSUMPTIONS_STREAM));
  const stated = { ...part.stated, ...tried };
  for (const name of INPUTS) if (values[name] === null) delete stated[name];
  return statement({ ...part, stated, style });
}

/** Values as if somebody had said them just now. */
export function triedOf(values: Assumed, now: Date): Partial<Record<InputName, Stated>> {
  const tried: Partial<Record<InputName, Stated>> = {};
  for (const name of INPUTS) {
    const value = values[name];
    if (value === undefined || value === null) continue;
    tried[name] = { value, by: 'You', at: now.toISOString(), because: 'Tried out' };
  }
  return tried;
}

async function partOf(world: ReturnWorld, pool: Pool, workflow: Workflow, entries: readonly Entry[]) {
  const workspace = world.workspace();
  const { name, label } = workflow;
  const { counts, from } = await readCounts(pool, name, { currency: workspace.currency, now: world.now() });
  const stated = statedFor(workspace, entries, name);
  const measured = measure(counts, (input, who) => casesPage(name, input, who, world.now()));
  const part: Part = { measured, stated, given: givenRate(workspace), start: from, label };
  return { part, counts, from, isMeasured: counts.agent.cases > 0 };
}

/** Which number lists the cases behind an input. */
const METRIC_OF: Partial<Record<InputName, MetricId>> = {
  cases: 'coverage_prepared',
  minutes: 'handling',
  by_hand_minutes: 'handling',
  review_minutes: 'handling',
  agent_spend: 'spend',
  error_share_before: 'rework_rate',
  error_share_with: 'rework_rate',
  hours_faster: 'first_response',
  lost: 'exposure',
};
const DAY_MS = 86_400_000;

function casesPage(workflow: string, input: InputName, who: Who, now: Date): string | null {
  const metric = METRIC_OF[input];
  if (!metric) return null;
  const from = new Date(now.getTime() - MEASURED_DAYS * DAY_MS).toISOString();
  const query = new URLSearchParams({ metric, workflow, who, ...(who === 'baseline' ? {} : { from }) });
  return `/proof/cases?${query.toString()}`;
}

/** The lowest rate of remit.yaml: where several roles do the work, the saving is not flattered. */
function givenRate({ costPerHour, currency, locale }: Workspace): Known['given'] {
  const rates = Object.entries(costPerHour).filter(([, rate]) => rate.currency === currency);
  const [lowest] = rates.toSorted(([, one], [, other]) => one.minor - other.minor);
  if (!lowest) return {};
  const [role, rate] = lowest;
  const why = rates.length > 1 ? ', the lowest rate there, so that nothing is flattered' : '';
  const says = `${money(rate.minor, { locale, currency })} for ${role} in remit.yaml${why}.`;
  return { rate: { value: rate.minor, says } };
}

/** What can be said for all workflows at once: what an hour, an error and an hour earlier are worth. */
const SHARED: InputName[] = ['rate', 'error_cost', 'hour_value'];

function sharedInputs(workspace: Workspace, entries: readonly Entry[]) {
  const stated = statedFor(workspace, entries, null);
  const made = statement({
    measured: {},
    stated,
    given: givenRate(workspace),
    style: styleOf(workspace),
    start: new Date(0),
  });
  return made.inputs.filter(({ name }) => SHARED.includes(name));
}

function exposedOf(
  workspace: Workspace,
  parts: readonly Awaited<ReturnType<typeof partOf>>[],
): Exposed | null {
  if (!parts.some(({ isMeasured }) => isMeasured)) return null;
  const { currency } = workspace;
  const total = (pick: (counts: (typeof parts)[number]['counts']['agent']) => number) =>
    parts.reduce((sum, { counts }) => sum + pick(counts.agent), 0);
  const [moved, alone, lost] = (['moved', 'alone', 'lost'] as const).map((which) => ({
    minor: total((agent) => agent[which].sum),
    cases: total((agent) => agent[which].count),
  }));
  const amount = (of: { minor: number } | undefined) => ({ minor: of?.minor ?? 0, currency });
  const shown = (of: { minor: number } | undefined) => money(of?.minor ?? 0, styleOf(workspace));
  const other = total((agent) => agent.otherCurrencies);
  const rest =
    other === 0
      ? ''
      : ` ${counted(other, 'case')} in other currencies ${other === 1 ? 'is' : 'are'} not in it.`;
  const cameBack =
    (lost?.cases ?? 0) === 0
      ? 'None of it came back or was found wrong.'
      : `Of it ${shown(lost)} in ${counted(lost?.cases ?? 0, 'case')} came back or was found wrong.`;
  const says =
    moved?.cases === 0
      ? `No money was moved with agents.${rest}`
      : `${shown(moved)} in ${counted(moved?.cases ?? 0, 'case')}, of that ${shown(alone)} in ${counted(alone?.cases ?? 0, 'case')} without a person. ${cameBack}${rest}`;
  return {
    moved: amount(moved),
    cases: moved?.cases ?? 0,
    alone: amount(alone),
    alone_cases: alone?.cases ?? 0,
    lost: amount(lost),
    lost_cases: lost?.cases ?? 0,
    other_currencies: other,
    says,
  };
}
