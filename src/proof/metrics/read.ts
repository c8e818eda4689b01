import type { Pool } from 'pg';
import { answers, baselineOf, type Counted } from '../../evidence/metrics/answer.ts';
import { COHORTS, type Cohort } from '../../evidence/metrics/counters.ts';
import type { KindWork } from '../../evidence/metrics/hours.ts';
import type { Dimension, MetricAnswer } from '../../evidence/metrics/schema.ts';
import { NONE, type Moments, type Tallies } from '../../evidence/metrics/tally.ts';
import { writeLabel } from '../../flow/say/words.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { labelOf } from './labels.ts';
import { select, type MetricFilter, type Selection } from './selection.ts';
import { emptyTallies, EVERYTHING, readTallies, type Wanted } from './tallies.ts';

export interface Selected {
  from: string;
  to: string;
  says: string;
  counted_until: string | null;
}

export interface Named {
  name: string;
  label: string;
  decisions: number;
}

/** Every metric of a selection, and what it can be narrowed down by. */
export interface Metrics {
  selected: Selected;
  metrics: MetricAnswer[];
  options: Record<Exclude<Dimension, 'version'>, Named[]> & { version: (Named & { agent: string })[] };
}

/** Every metric of a selection beside the baseline and the control group. Throws `AppError` for a filter that is none. */
export async function readMetrics(
  pool: Pool,
  workspace: Workspace,
  filter: MetricFilter,
  now: Date,
): Promise<Metrics> {
  const selection = await select(pool, workspace, filter, now);
  const [counted, options] = await Promise.all([
    count(pool, workspace, selection),
    readOptions(pool, workspace, selection),
  ]);
  return { selected: selected(selection), metrics: answers(counted), options };
}

export function selected({ from, to, says, countedUntil }: Selection): Selected {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    says,
    counted_until: countedUntil?.toISOString() ?? null,
  };
}

/** Everything that the metrics of a selection are made from. */
export async function count(pool: Pool, workspace: Workspace, selection: Selection): Promise<Counted> {
  const [now, before, work, open] = await Promise.all([
    one(pool, selection, selection.span),
    one(pool, selection, null),
    readWork(pool, selection),
    readOpen(pool, selection),
  ]);
  return { ...groundOf(workspace), now, before: baselineOf(before), work, open };
}

/** How numbers are said, and what writes are called. */
export function groundOf(workspace: Workspace): Pick<Counted, 'locale' | 'currency' | 'labelOf'> {
  const { locale, currency } = workspace;
  return { locale, currency, labelOf: (write) => writeLabel(write, workspace) };
}

async function one(
  pool: Pool,
  selection: Selection,
  span: Selection['span'] | null,
  wanted: Wanted = EVERYTHING,
): Promise<Tallies> {
  return (await readTallies(pool, selection, span, { wanted })).get('') ?? emptyTallies();
}

const HOW_MANY: Wanted = { counts: true, times: false, money: false, columns: ['decided'] };
const WORK: Wanted = { ...HOW_MANY, columns: ['decided', 'work_n', 'work_sum', 'work_squares'] };

/** People's minutes are of all time, the roll-out's of the selected one. */
export async function readWork(pool: Pool, selection: Selection): Promise<KindWork[]> {
  const asked = { by: 'work' as const, wanted: WORK };
  const [now, ever] = await Promise.all([
    readTallies(pool, selection, selection.span, asked),
    readTallies(pool, selection, null, asked),
  ]);
  return [...now].map(([key, { agent }]) => {
    const [workflow = '', kind = ''] = key.split('/');
    const theirs = ever.get(key);
    const of = (cohort: Cohort): Moments => theirs?.[cohort].sums.work ?? NONE;
    const people = COHORTS.filter((cohort) => cohort !== 'agent').map((cohort) => [cohort, of(cohort)]);
    return {
      workflow,
      kind,
      decided: agent.counts.decided,
      work: { agent: agent.sums.work, ...(Object.fromEntries(people) as KindWork['work']) },
    };
  });
}

/** Cases that are open now. */
async function readOpen(pool: Pool, { workflows, names }: Selection): Promise<number> {
  const { rows } = await pool.query<{ open: number }>({
    name: 'metric-open',
    text: `select count(*)::int as open from cases where workflow = any ($1)
      and status = any ('{open,waiting,stopped,held,acting,unknown}') and ($2::text is null or kind = $2)`,
    values: [workflows, names.kind ?? null],
  });
  return rows[0]?.open ?? 0;
}

const APART = ['workflow', 'kind', 'play', 'agent', 'version', 'system'] as const;

/** What the workflows of a selection can be narrowed down by, the most frequent first, in the selected time. */
async function readOptions(
  pool: Pool,
  workspace: Workspace,
  selection: Selection,
): Promise<Metrics['options']> {
  const whole = { ...selection, names: {} };
  const all = { ...selection, workflows: Object.keys(workspace.workflows), names: {} };
  const read = await Promise.all(
    APART.map(async (by) => {
      const tallies = await readTallies(pool, by === 'workflow' ? all : whole, selection.span, {
        by,
        wanted: HOW_MANY,
      });
      const named = [...tallies].map(([name, cohorts]) => ({
        name,
        label: labelOf(workspace, selection, by, name),
        decisions: COHORTS.reduce((sum, cohort) => sum + cohorts[cohort].counts.decided, 0),
      }));
      const listed = named.filter(({ name, decisions }) => name !== '' && decisions > 0);
      return [by, listed.toSorted((one, other) => other.decisions - one.decisions)] as const;
    }),
  );
  const options = Object.fromEntries(read) as Record<Dimension, Named[]>;
  return { ...options, version: options.version.map(splitVersion) };
}

/** `memory 3` is version 3 of the agent `memory`. */
function splitVersion({ name, ...more }: Named): Named & { agent: string } {
  const [agent, version] = splitAgent(name);
  return { ...more, agent, name: version };
}

export function splitAgent(key: string): [string, string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
}
