import type { Pool } from 'pg';
import type { Cohort, Sum, Time } from '../../evidence/metrics/counters.ts';
import { COHORTS, COUNTER_NAMES, SUM_NAMES, TIME_NAMES } from '../../evidence/metrics/counters.ts';
import type { Histogram } from '../../evidence/metrics/bins.ts';
import type { Measure } from '../../evidence/metrics/definitions.ts';
import type { Period } from '../../evidence/metrics/schema.ts';
import { emptyTally, type Tallies, type Tally } from '../../evidence/metrics/tally.ts';
import { cellsOf, type By, type Cells } from './cells.ts';
import { ADDED, MERGED } from './columns.ts';
import type { Selection, Span } from './selection.ts';

/** What of a tally is wanted: to read the rest as well would only take longer. */
export interface Wanted {
  counts: boolean;
  /** Only these columns of the counts; absent: all of them. */
  columns?: readonly string[];
  times: boolean;
  money: boolean;
}
export const EVERYTHING: Wanted = { counts: true, times: true, money: true };

/** What a metric is made from. */
export function wantedFor(measure: Measure): Wanted {
  return { counts: true, times: measure.as === 'time', money: measure.as === 'money' };
}

interface Asked {
  by?: By;
  every?: Period;
  wanted?: Wanted;
}

/** Adds up the cells of a selection. The key is a name, or the beginning of a period; `''` where all is one. */
export async function readTallies(
  pool: Pool,
  selection: Pick<Selection, 'workflows' | 'names' | 'timeZone'>,
  span: Span | null,
  { by = null, every, wanted = EVERYTHING }: Asked = {},
): Promise<Map<string, Tallies>> {
  const cells = cellsOf(selection, span, { by, ...(every && { every }) });
  const found = new Map<string, Tallies>();
  const tally = ({ key, cohort }: Keyed): Tally => {
    const known = found.get(key) ?? emptyTallies();
    found.set(key, known);
    return known[cohort];
  };
  const [counts, bins, sums] = await Promise.all([
    wanted.counts
      ? query<Record<string, number> & Keyed>(pool, cells, addedSql(cells, by, every, wanted.columns))
      : [],
    wanted.times ? query<Binned>(pool, cells, timesSql(cells, by, every)) : [],
    wanted.money ? query<Moved>(pool, cells, moneySql(cells, by, every)) : [],
  ]);
  for (const row of counts) take(tally(row), row);
  for (const row of bins) for (const name of TIME_NAMES) tally(row).times[name] = histogramOf(row[name]);
  for (const { name, currency, n, actions, sum, squares, ...key } of sums)
    tally(key).money.push({ name, currency, n, actions, sum, squares });
  return found;
}

export function emptyTallies(): Tallies {
  return Object.fromEntries(COHORTS.map((cohort) => [cohort, emptyTally()])) as Tallies;
}

interface Keyed {
  key: string;
  cohort: Cohort;
}
type Binned = Keyed & Record<Time, number[] | null>;
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

function take(tally: Tally, row: Record<string, unknown>): void {
  for (const name of COUNTER_NAMES) tally.counts[name] = Number(row[name] ?? 0);
  const moments = (name: Sum) => ({
    n: Number(row[`${name}_n`] ?? 0),
    sum: Number(row[`${name}_sum`] ?? 0),
    squares: Number(row[`${name}_squares`] ?? 0),
  });
  for (const name of SUM_NAMES) tally.sums[name] = moments(name);
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

function addedSql(cells: Cells, by: By, every?: Period, columns: readonly string[] = ADDED): string {
  const { key, more } = keyOf(by, every);
  const sums = columns.map((name) => `sum(${name})::double precision as ${name}`).join(', ');
  return `select ${key} as key, cohort, ${sums} from ${cells.of('metric_cells')} cells ${more} group by 1, 2`;
}

function timesSql(cells: Cells, by: By, every?: Period): string {
  const { key, more } = keyOf(by, every);
  return `select ${key} as key, cohort, ${MERGED} from ${cells.of('metric_cells')} cells ${more} group by 1, 2`;
}

/** Each element of a stored histogram is a bin times 2^32 plus how often it occurred. */
const BIN_UNIT = 2 ** 32;

function histogramOf(stored: number[] | null): Histogram {
  const bins = (stored ?? []).map((one) => ({ bin: Math.floor(one / BIN_UNIT), count: one % BIN_UNIT }));
  return bins.toSorted((one, other) => one.bin - other.bin);
}

function moneySql(cells: Cells, by: By, every?: Period): string {
  const { key, more } = keyOf(by, every);
  return `select ${key} as key, cohort, name, currency, sum(n)::double precision as n,
      sum(actions)::double precision as actions, sum(sum) as sum, sum(squares) as squares
    from ${cells.of('metric_money')} cells ${more} group by 1, 2, 3, 4`;
}
