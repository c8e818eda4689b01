// Real incidents, IT tickets and expense declarations, imported as a person would: every number that Remit tells of them
// is held against what the file says by itself.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { MetricAnswer, MetricId } from '../src/evidence/metrics/schema.ts';
import { readMapping } from '../src/flow/intake/import/mapping.ts';
import type { Mapping } from '../src/flow/intake/import/schema.ts';
import { readMetrics, refillMetrics } from '../src/proof/metrics/index.ts';
import { inPackage } from '../src/runtime/places.ts';
import { incidentsOf, MAPPING } from './metrics/incidents.ts';
import { importLines, openBench, type Bench } from './real/open.ts';

const EVER = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
const NOW = new Date('2026-11-20T00:00:00Z');
/** A bin is 10 % wide. */
const MEDIAN_OFF_MAX = 0.1;

/** What the file says: counts, and the median of some minutes. */
type Said = Partial<Record<MetricId, { count: number; of: number } | { minutes: number[] }>>;

const folder = process.env['REMIT_DATA'];
const faults: string[] = [];
const linesOf = (...path: string[]): string[] | null => {
  const file = join(folder ?? '', ...path);
  if (folder && existsSync(file)) return gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  console.log(`Skipped: set REMIT_DATA to the folder that holds ${path[0]}/ to run this part.`);
  return null;
};

const events = linesOf('incidents', 'events.jsonl.gz');
if (events) await incidents(events);
const tickets = linesOf('it-tickets', 'tickets.jsonl.gz');
if (tickets) await itTickets(tickets);
const declarations = linesOf('approvals', 'declarations.jsonl.gz');
if (declarations) await approvals(declarations);
if (faults.length > 0) throw new Error(faults.join('\n'));

/** Rework from `reopen_count`, escalations from `reassignment_count`, resolution times, and one kind by itself. */
async function incidents(lines: string[]): Promise<void> {
  const rows = incidentsOf(lines);
  const bench = await openBench('it-tickets', 'it-tickets');
  const labels = [...new Set(rows.map(({ category }) => category))];
  bench.workflow.kinds = labels.map((label, at) => ({ name: `group_${at}`, label }));
  const asJson = rows.map((row) => JSON.stringify(row));
  const made = await told(bench, 'incidents', asJson, MAPPING);
  const said = (among: typeof rows): Said => ({
    rework_rate: { count: among.filter(({ reopened }) => reopened).length, of: among.length },
    escalation_rate: {
      count: among.filter(({ outcome }) => outcome === 'escalated').length,
      of: among.length,
    },
    resolution: {
      minutes: among.map(({ opened, closed }) => (Date.parse(closed) - Date.parse(opened)) / 60_000),
    },
  });
  compare('incidents', made, said(rows));
  const [largest = ''] = labels.toSorted((one, other) => count(rows, other) - count(rows, one));
  const { metrics } = await readMetrics(
    bench.pool,
    bench.workspace,
    { ...EVER, kind: `group_${labels.indexOf(largest)}` },
    NOW,
  );
  compare(`incidents of ${largest}`, metrics, said(rows.filter(({ category }) => category === largest)));
  const { rows: kept } = await bench.pool.query<{ kept: number; of: number }>(
    `select count(*) filter (where private::text like '%kept its time%')::int as kept, count(*)::int as of from entries
     where kind = 'handled'`,
  );
  const own = rows.filter(({ sla }) => sla === 'kept its time').length;
  console.log(
    `SLA kept (no metric of its own: told by the notes in the log): ${kept[0]?.kept} of ${kept[0]?.of}; the file: ${own} of ${rows.length}`,
  );
  if (kept[0]?.kept !== own) faults.push('SLA kept: the log and the file part');
  await bench.stop();
}

function count(rows: { category: string }[], category: string): number {
  return rows.filter((row) => row.category === category).length;
}

/** Tickets say what was decided and nothing else: none came back, none went up. */
async function itTickets(lines: string[]): Promise<void> {
  const bench = await openBench('it-tickets', 'it-tickets');
  const made = await told(bench, 'it-tickets', lines);
  compare('it-tickets', made, {
    rework_rate: { count: 0, of: lines.length },
    escalation_rate: { count: 0, of: lines.length },
  });
  const { metrics } = await readMetrics(bench.pool, bench.workspace, { ...EVER, kind: 'category_4' }, NOW);
  const four = lines.filter((line) => (JSON.parse(line) as { category: string }).category === '4').length;
  compare('it-tickets of category 4', metrics, { rework_rate: { count: 0, of: four } });
  await bench.stop();
}

/** Declarations: how many, and how long from the first step to the last. */
async function approvals(lines: string[]): Promise<void> {
  const bench = await openBench('expense-approval', 'expenses');
  const path = inPackage('examples', 'expense-approval', 'mapping.yaml');
  const mapping = readMapping(readFileSync(path, 'utf8'), 'mapping.yaml');
  const made = await told(bench, 'approvals', lines, mapping);
  const names = mapping.steps?.map.decision;
  const known = typeof names === 'object' && 'values' in names ? Object.keys(names.values ?? {}) : [];
  type Declaration = { events: { 'concept:name': string; 'time:timestamp': string }[] };
  const cases = lines.map((line) => {
    const { events: all } = JSON.parse(line) as Declaration;
    const steps = all.filter((event) => known.includes(event['concept:name']));
    const at = (event: (typeof all)[number] | undefined) => Date.parse(event?.['time:timestamp'] ?? '');
    return { steps: steps.length, minutes: (at(steps.at(-1)) - at(all[0])) / 60_000 };
  });
  // Each step that somebody took is a decision; the last one closes the case.
  const steps = cases.reduce((sum, one) => sum + one.steps, 0);
  compare('approvals', made, {
    rework_rate: { count: 0, of: steps },
    resolution: { minutes: cases.map(({ minutes }) => minutes) },
  });
  await bench.stop();
}

async function told(bench: Bench, name: string, lines: string[], mapping?: Mapping): Promise<MetricAnswer[]> {
  const began = performance.now();
  const { counts, rejectedRows } = await importLines(bench, `${name}.jsonl`, lines, mapping);
  const imported = performance.now();
  await refillMetrics(bench.pool, { timeZone: bench.workspace.timeZone, now: NOW });
  const counted = performance.now();
  const { metrics } = await readMetrics(bench.pool, bench.workspace, EVER, NOW);
  console.log(
    `\n${name}: ${counts.recorded} recorded, ${counts.rejected} rejected, in ${seconds(imported - began)}; counted in ${seconds(counted - imported)}`,
  );
  for (const says of rejectedRows.slice(0, 3)) console.log(says);
  return metrics;
}

function compare(name: string, made: MetricAnswer[], said: Said): void {
  for (const [id, expected] of Object.entries(said)) {
    const baseline = made.find((one) => one.id === id)?.baseline;
    const exact = 'minutes' in expected ? median(expected.minutes) : null;
    const isEqual =
      'minutes' in expected
        ? baseline?.count === expected.minutes.length &&
          Math.abs((baseline.value ?? NaN) / (exact ?? NaN) - 1) <= MEDIAN_OFF_MAX
        : baseline?.count === expected.count && baseline.of === expected.of;
    const file =
      'minutes' in expected
        ? `${exact} minutes of ${expected.minutes.length}`
        : `${expected.count} of ${expected.of}`;
    console.log(
      `${name}, ${id}: ${baseline?.says ?? 'nothing'} | the file: ${file} | ${isEqual ? 'equal' : 'NOT EQUAL'}`,
    );
    if (!isEqual) faults.push(`${name}, ${id}: the numbers and the file part`);
  }
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
