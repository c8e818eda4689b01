import type { Pool } from 'pg';
import { binSql, type Histogram } from '../../evidence/metrics/bins.ts';
import { AGES, OPEN, TIME_NAMES, type Cohort, type Time } from '../../evidence/metrics/counters.ts';
import type { Period } from '../../evidence/metrics/schema.ts';
import { NAMED } from './columns.ts';
import type { By } from './cells.ts';
import type { Selection, Span } from './selection.ts';

/** Ages of what is still open, of one part, one name or period, and one cohort. */
export interface Ages {
  part: string;
  key: string;
  cohort: Cohort;
  ages: Record<Time, Histogram>;
}

type Row = { part: string; key: string; cohort: Cohort } & Record<Time, (number | null)[]>;

/**
 * How long the decisions of a selection that are still open have taken so far, up to when it was asked. Ages grow by
 * themselves, so they are read as they are and never rolled up; they are few, and an index holds just them. A null span
 * is the logging period, whenever it was.
 */
export async function readOpenAges(
  pool: Pool,
  { workflows, names, timeZone, now }: Pick<Selection, 'workflows' | 'names' | 'timeZone' | 'now'>,
  parts: Readonly<Record<string, Span | null>>,
  { by = null, every }: { by?: By; every?: Period } = {},
): Promise<Ages[]> {
  const values: unknown[] = [workflows, now.toISOString(), timeZone];
  const value = (given: unknown) => `$${values.push(given)}`;
  const named = Object.entries(names).map(([name, given]) =>
    name === 'system'
      ? `position(${value(JSON.stringify(given))} in systems) > 0`
      : `${name} = ${value(given)}`,
  );
  const spans = Object.entries(parts).map(([part, span]) => {
    const time = span
      ? `at >= ${value(span.from)}::timestamp and at < ${value(span.to)}::timestamp`
      : `cohort in ('recorded', 'shadow')`;
    const where = [time, ...named].join(' and ');
    return `select '${part}' as part, ${keyOf(by, every)} as key, cohort, ${TIME_NAMES.join(', ')}
      from still${by === 'system' ? SYSTEMS : ''} where ${where}`;
  });
  const ages = AGES('$2::timestamptz');
  const bins = TIME_NAMES.map((name) =>
    ages[name] === undefined
      ? `null::int as ${name}`
      : `case when ${ages[name]} is not null then ${binSql(`(${ages[name]})`)} end as ${name}`,
  );
  const text = `with still as (
      select workflow, planned_at at time zone $3 as at, ${NAMED}, ${bins.join(', ')}
      from decisions where workflow = any ($1::text[]) and ${OPEN}
    ), told as (${spans.join(' union all ')})
    select part, key, cohort, ${TIME_NAMES.map((name) => `json_agg(${name}) as ${name}`).join(', ')}
    from told group by 1, 2, 3`;
  const { rows } = await pool.query<Row>({ text, values });
  return rows.map(({ part, key, cohort, ...row }) => ({
    part,
    key,
    cohort,
    ages: Object.fromEntries(TIME_NAMES.map((name) => [name, histogramOf(row[name])])) as Ages['ages'],
  }));
}

const SYSTEMS = ' cross join lateral json_array_elements_text(systems::json) touched(system)';

function keyOf(by: By, every: Period | undefined): string {
  switch (by) {
    case null:
      return `''`;
    case 'period':
      return `date_trunc('${every ?? 'day'}', at)::text`;
    case 'work':
      return `workflow || '/' || kind`;
    case 'version':
      return `agent || ' ' || version`;
    case 'system':
      return 'touched.system';
    case 'workflow':
    case 'kind':
    case 'play':
    case 'agent':
      return by;
  }
}

function histogramOf(bins: readonly (number | null)[]): Histogram {
  const counts = new Map<number, number>();
  for (const bin of bins) if (bin !== null) counts.set(bin, (counts.get(bin) ?? 0) + 1);
  return [...counts].map(([bin, count]) => ({ bin, count })).toSorted((one, other) => one.bin - other.bin);
}
