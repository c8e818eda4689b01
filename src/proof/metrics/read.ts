import type { Pool } from 'pg';
import { answers, baselineOf, type Counted, type Kind } from '../../evidence/metrics/answer.ts';
import type { MetricAnswer } from '../../evidence/metrics/schema.ts';
import { addTallies, emptyTallies, together, type Tallies } from '../../evidence/metrics/tally.ts';
import { writeLabel } from '../../flow/say/words.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { readOptions, type Options } from './apart.ts';
import type { Parts } from './cells.ts';
import { select, settledPart, type MetricFilter, type Selection } from './selection.ts';
import { readParts } from './tallies.ts';

export interface Selected {
  from: string;
  to: string;
  says: string;
  counted_until: string | null;
}

/** Every metric of a selection, and what it can be narrowed down by. */
export interface Metrics {
  selected: Selected;
  metrics: MetricAnswer[];
  options: Options;
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
  const [kinds, open] = await Promise.all([readKinds(pool, selection), readOpen(pool, selection)]);
  const all = (time: 'now' | 'settled') => addTallies(kinds.map((kind) => kind[time]));
  const before = together(kinds.map((kind) => kind.before));
  return { ...groundOf(workspace), kinds, now: all('now'), settled: all('settled'), before, open };
}

/** How numbers are said, and what writes are called. */
export function groundOf(workspace: Workspace): Pick<Counted, 'locale' | 'currency' | 'labelOf'> {
  const { locale, currency } = workspace;
  return { locale, currency, labelOf: (write) => writeLabel(write, workspace) };
}

/** Kind by kind: the selected time, the settled part of it, and the logging period, which is of all time. */
export async function readKinds(pool: Pool, selection: Selection): Promise<Kind[]> {
  const { span } = selection;
  const part = settledPart(span, selection);
  const young = part ? { from: part.to, to: span.to } : span;
  const parts: Parts = {
    ...(part && { settled: part }),
    ...(young.from < young.to && { young }),
    before: null,
  };
  const {
    settled = NONE,
    young: newest = NONE,
    before = NONE,
  } = await readParts(pool, selection, parts, {
    by: 'work',
  });
  const keys = [...settled.keys(), ...newest.keys(), ...before.keys()];
  return [...new Set(keys)].toSorted().map((key) => {
    const slash = key.indexOf('/');
    const of = (among: Map<string, Tallies>) => among.get(key) ?? emptyTallies();
    return {
      workflow: key.slice(0, slash),
      kind: key.slice(slash + 1),
      now: addTallies([of(settled), of(newest)]),
      settled: of(settled),
      before: baselineOf(of(before)),
    };
  });
}

const NONE: Map<string, Tallies> = new Map();

/** Cases that are open now. */
async function readOpen(pool: Pool, { workflows, names }: Selection): Promise<number> {
  const { kind } = names;
  const { rows } = await pool.query<{ open: number }>({
    text: `select count(*)::int as open from cases where workflow = any ($1)
      and status = any ('{open,waiting,stopped,held,acting,unknown}')${kind === undefined ? '' : ' and kind = $2'}`,
    values: [workflows, ...(kind === undefined ? [] : [kind])],
  });
  return rows[0]?.open ?? 0;
}
