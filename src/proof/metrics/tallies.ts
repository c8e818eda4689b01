import type { Pool } from 'pg';
import type { Cohort, Sum } from '../../evidence/metrics/counters.ts';
import { COUNTER_NAMES, SUM_NAMES, TIME_NAMES } from '../../evidence/metrics/counters.ts';
import type { Measure } from '../../evidence/metrics/definitions.ts';
import type { Period } from '../../evidence/metrics/schema.ts';
import { emptyTallies, type Moments, type Tallies, type Tally } from '../../evidence/metrics/tally.ts';
import { cellsOf, type By, type Cells } from './cells.ts';
import { ADDED, JOINED } from './columns.ts';
import { histogramOf } from './histogram.ts';
import { readOpenAges } from './open.ts';
import type { Selection, Span } from './selection.ts';

/** What of a tally is wanted: to read the rest as well would only take longer. */
export interface Wanted {
  /** Only these columns of what is counted; absent: all of them. */
  columns?: readonly string[];
  times: boolean;
  money: boolean;
}
export const EVERYTHING: Wanted = { times: true, money: true };

/** What a metric is made from. */
export function wantedFor(measure: Measure): Wanted {
  return { times: measure.as === 'time', money: measure.as === 'money' };
}

interface Asked {
  by?: By;
  every?: Period;
  /** A line of long periods from cells of days, where the span ends within one of them. */
  isFine?: boolean;
  wanted?: Wanted;
}

/** Where decisions are selected from, and when they were asked for. */
export type Among = Pick<Selection, 'workflows' | 'names' | 'timeZone' | 'now'>;

/** Adds up the cells of a selection. The key is a name, or the beginning of a period; `''` where all is one. */
export async function readTallies(
  pool: Pool,
  selection: Among,
  span: Span | null,
  asked: Asked = {},
): Promise<Map<string, Tallies>> {
  return (await readParts(pool, selection, { all: span }, asked)).all;
}

/** The same of several spans at once: one statement each for what is counted, for what is still open, and for money. */
export async function readParts<P extends string>(
  pool: Pool,
  selection: Among,
  parts: Record<P, Span | null>,
  { by = null, every, isFine = false, wanted = EVERYTHING }: Asked = {},
): Promise<Record<P, Map<string, Tallies>>> {
  const cells = cellsOf(selection, parts, { by, isFine, ...(every && { every }) });
  const names = Object.keys(parts) as P[];
  const found = Object.fromEntries(names.map((part) => [part, new Map<string, Tallies>()])) as Record<
    P,
    Map<string, Tallies>
  >;
  const tally = ({ part, key, cohort }: Keyed): Tally => {
    const known = found[part as P].get(key) ?? emptyTallies();
    found[part as P].set(key, known);
    return known[cohort];
  };
  const [counts, ages, sums] = await Promise.all([
    query<Counts>(pool, cells, countsSql(cells, by, every, wanted)),
    wanted.times ? readOpenAges(pool, selection, parts, { by, ...(every && { every }) }) : [],
    wanted.money ? query<Moved>(pool, cells, moneySql(cells, by, every)) : [],
  ]);
  for (const row of counts) take(tally(row), row, wanted);
  for (const { ages: open, ...row } of ages) tally(row).open = open;
  for (const { name, currency, n, actions, sum, squares, part, key, cohort } of sums)
    tally({ part, key, cohort }).money.push({ name, currency, n, actions, sum, squares });
  return found;
}

interface Keyed {
  part: string;
  key: string;
  cohort: Cohort;
}
type Counts = Keyed & Record<string, number | Buffer | null>;
interface Moved extends Keyed {
  name: string;
  currency: string;
  n: number;
  actions: number;
  sum: number;
  squares: number;
}

async function query<T extends object>(pool: Pool, cells: Cells, text: string): Promise<T[]> {
  return (await pool.query<T>({ text, values: cells.values })).rows;
}

function take(tally: Tally, row: Counts, { times }: Wanted): void {
  for (const name of COUNTER_NAMES) tally.counts[name] = Number(row[name] ?? 0);
  for (const name of SUM_NAMES) tally.sums[name] = momentsOf(row, name);
  if (times) for (const name of TIME_NAMES) tally.times[name] = histogramOf(row[name] as Buffer | null);
}

/** Count, sum and sum of squares of a row of cells. */
function momentsOf(row: Record<string, unknown>, name: Sum): Moments {
  const of = (what: 'n' | 'sum' | 'squares') => Number(row[`${name}_${what}`] ?? 0);
  return { n: of('n'), sum: of('sum'), squares: of('squares') };
}

/** What gives the key, and the further table that it takes to tell systems apart. */
function keyOf(by: By, every: Period | undefined): { key: string; more: string } {
  switch (by) {
    case null:
      return { key: `''`, more: '' };
    case 'period':
      return { key: `date_trunc('${every ?? 'day'}', at)::text`, more: '' };
    case 'work':
      return { key: `workflow || '/' || kind`, more: '' };
    case 'version':
      return { key: `agent || ' ' || version`, more: '' };
    case 'system':
      return {
        key: 'touched.system',
        more: 'cross join lateral json_array_elements_text(systems::json) touched(system)',
      };
    case 'workflow':
    case 'kind':
    case 'play':
    case 'agent':
      return { key: by, more: '' };
  }
}

function countsSql(
  cells: Cells,
  by: By,
  every: Period | undefined,
  { columns = ADDED, times }: Wanted,
): string {
  const { key, more } = keyOf(by, every);
  const sums = columns.map((name) => `sum(${name})::double precision as ${name}`);
  const told = [`part, ${key} as key, cohort`, ...sums, ...(times ? [JOINED] : [])].join(', ');
  return `select ${told} from ${cells.of('metric_cells')} cells ${more} group by 1, 2, 3`;
}

function moneySql(cells: Cells, by: By, every?: Period): string {
  const { key, more } = keyOf(by, every);
  return `select part, ${key} as key, cohort, name, currency, sum(n)::double precision as n,
      sum(actions)::double precision as actions, sum(sum) as sum, sum(squares) as squares
    from ${cells.of('metric_money')} cells ${more} group by 1, 2, 3, 4, 5`;
}
