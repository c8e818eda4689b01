import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { settled } from '../../../test/support/settled.ts';
import type { MetricId } from '../../evidence/metrics/schema.ts';
import { readMetrics, refillMetrics, takeUp } from './index.ts';
import type { MetricFilter } from './selection.ts';

const CASES = 600;
const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-20T09:00:00Z');
const EVER = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
const KINDS = ['late', 'damaged', 'lost'];
const COHORTS = ['agent', 'control', 'recorded'] as const;

/** A decision with what it cost, in words of its own. */
interface Cost {
  id: number;
  plannedAt: Date;
  cohort: (typeof COHORTS)[number];
  kind: string;
  agent: string;
  how: 'alone' | 'approved' | 'edited' | 'handled';
  /** Minutes of a person. */
  minutes: number | null;
  share: number | null;
  moved: number | null;
  spent: number | null;
  isOpen: boolean;
}

const workspace = acme('http://127.0.0.1:1');
const [workflow = ''] = Object.keys(workspace.workflows);
const clock = { timeZone: workspace.timeZone, now: NOW };
let database: FreshDatabase;
const costs = Array.from({ length: CASES }, (_, id) => costOf(id));

beforeAll(async () => {
  database = await freshDatabase();
  await write(costs);
  await refillMetrics(database.pool, clock);
});
afterAll(() => database.drop());

/** The same numbers in every run, without a pattern between one column and the next. */
function chance(id: number, salt: number): number {
  const wave = Math.sin(id * 12.9898 + salt * 78.233) * 43_758.5453;
  return wave - Math.floor(wave);
}

function costOf(id: number): Cost {
  const among = <T>(salt: number, all: readonly T[]): T =>
    all[Math.floor(chance(id, salt) * all.length)] as T;
  const cohort = among(1, COHORTS);
  const how = cohort === 'agent' ? among(2, ['alone', 'approved', 'edited'] as const) : 'handled';
  const isEdit = how === 'edited';
  return {
    id,
    plannedAt: new Date(NOW.getTime() - Math.floor((chance(id, 3) * 80 + 10) * DAY_MS)),
    cohort,
    kind: among(4, KINDS),
    agent: cohort === 'recorded' ? '' : among(5, ['memory', 'rules']),
    how,
    minutes: how === 'alone' || chance(id, 6) < 0.1 ? null : Math.ceil(chance(id, 7) * 30),
    share: isEdit ? Math.ceil(chance(id, 8) * 4) / 4 : null,
    moved: isEdit && chance(id, 9) < 0.7 ? Math.floor(chance(id, 10) * 900) : null,
    spent: cohort === 'recorded' || chance(id, 11) < 0.2 ? null : Math.floor(chance(id, 12) * 7),
    isOpen: chance(id, 13) < 0.1,
  };
}

async function write(all: readonly Cost[]): Promise<void> {
  const rows = all.map((one) => ({ ...one, minor: one.moved, plannedAt: one.plannedAt.toISOString() }));
  await database.pool.query(
    `with one as (select * from json_to_recordset($1::json) as one(id int, "plannedAt" timestamptz, cohort text, kind text,
        agent text, how text, minutes int, share real, minor int, spent int, "isOpen" boolean)
     ), cased as (
       insert into cases (id, workflow, subject, title, kind, status, step, reworked, opened_at, changed_at, closed_at, version)
       select 'c' || id, $2, 'c' || id, 'A case', kind, case when "isOpen" then 'held' else 'closed' end, 'closed', false,
         "plannedAt", "plannedAt", case when not "isOpen" then "plannedAt" + interval '1 hour' end, 3 from one
     )
     insert into decisions (id, case_id, workflow, at, planned_at, opened_at, closed_at, stage, cohort, kind, planned_kind, agent,
       agent_version, planned, decided, how, agreed, changed, conflict, failed, reworked, handling_ms, decided_by, edited_share,
       edited_minor, money_currency, spent_minor, systems)
     select 'c' || id || '.1', 'c' || id, $2, "plannedAt" + interval '1 hour', "plannedAt", "plannedAt",
       case when not "isOpen" then "plannedAt" + interval '1 hour' end, case when cohort = 'recorded' then 'record' else 'act' end,
       cohort, kind, kind, agent, '1', case when cohort <> 'recorded' then 'refund' end, 'refund', how, null, '[]', false, false,
       false, minutes * 60000, case when how <> 'alone' then 'mara' end, share, minor, 'EUR', spent, '[]' from one`,
    [JSON.stringify(rows), workflow],
  );
}

const told = async (filter: MetricFilter = {}) => {
  const { metrics } = await readMetrics(database.pool, workspace, { ...EVER, ...filter }, NOW);
  return (id: MetricId) => metrics.find((one) => one.id === id)?.agent ?? null;
};
const sum = (values: (number | null)[]) => values.reduce<number>((all, one) => all + (one ?? 0), 0);

/** Minutes won for one kind: each decision of the roll-out against what people took on average. */
function minutesWon(all: readonly Cost[], kind: string): number {
  const worked = (cohorts: string[]) =>
    all.filter(
      (one) =>
        one.kind === kind && cohorts.includes(one.cohort) && (one.how === 'alone' || one.minutes !== null),
    );
  const own = worked(['agent']);
  const [control, logged] = [worked(['control']), worked(['recorded'])];
  const people = control.length >= 10 ? control : [...control, ...logged];
  const usual = people.map(({ minutes }) => minutes ?? 0).toSorted((one, other) => one - other);
  const begun = all.filter((one) => one.kind === kind && one.cohort === 'agent').length;
  if (own.length === 0) return 0;
  // What was measured is held against the shortest part of people's own work that is as large.
  const [whole, part] = [
    Math.floor((usual.length * own.length) / begun),
    (usual.length * own.length) / begun,
  ];
  const easy = sum(usual.slice(0, whole)) + (part - whole) * (usual[whole] ?? 0);
  return own.length * (easy / part) - sum(own.map(({ minutes }) => minutes));
}

async function holdsFor(filter: MetricFilter, among: readonly Cost[]): Promise<void> {
  const number = await told(filter);
  const own = among.filter(({ cohort }) => cohort === 'agent');
  const edits = own.filter(({ how }) => how === 'edited');
  expect(number('edit_extent')?.value).toBeCloseTo(sum(edits.map(({ share }) => share)) / edits.length, 6);
  expect(number('edit_extent')?.count).toBe(edits.length);
  expect(number('edit_money')?.value ?? 0).toBe(sum(edits.map(({ moved }) => moved)));
  const planned = among.filter(({ cohort }) => cohort !== 'recorded');
  expect(number('spend')?.value ?? 0).toBe(sum(planned.map(({ spent }) => spent)));
  expect(number('spend')?.count).toBe(planned.filter(({ spent }) => spent !== null).length);
  const minutes = sum(KINDS.map((kind) => minutesWon(among, kind)));
  // Bins are known to 5 %, of the part of people's work that is held against.
  const hours = number('hours_recaptured');
  expect(Math.abs((hours?.value ?? 0) - minutes / 60)).toBeLessThan(0.05 * Math.abs(minutes / 60) + 0.05);
}

test('what edits changed, what agents spent and the hours won are what the decisions come to one by one', async () => {
  await holdsFor({}, costs);
});

test('so they are of one kind, and of one agent that many kinds were given to', async () => {
  for (const kind of KINDS)
    await holdsFor(
      { kind },
      costs.filter((one) => one.kind === kind),
    );
  const number = await told({ agent: 'rules' });
  const planned = costs.filter(({ agent }) => agent === 'rules');
  expect(number('spend')?.value).toBe(sum(planned.map(({ spent }) => spent)));
});

test('so they are of some weeks with hours at both ends, from months, weeks, days and hours together', async () => {
  const [from, to] = [new Date('2026-09-02T05:00:00Z'), new Date('2026-11-01T17:00:00Z')];
  const within = costs.filter(({ plannedAt }) => plannedAt >= from && plannedAt < to);
  const number = await told({ from: from.toISOString(), to: to.toISOString() });
  const planned = within.filter(({ cohort }) => cohort !== 'recorded');
  expect(number('spend')?.value).toBe(sum(planned.map(({ spent }) => spent)));
  const edits = within.filter(({ how }) => how === 'edited');
  expect(number('edit_money')?.value).toBe(sum(edits.map(({ moved }) => moved)));
});

test('the backlog is the cases that are open now, of all kinds and of one', async () => {
  const open = costs.filter(({ isOpen }) => isOpen);
  expect((await told())('backlog')?.value).toBe(open.length);
  const late = open.filter(({ kind }) => kind === 'late');
  expect((await told({ kind: 'late' }))('backlog')?.value).toBe(late.length);
});

test('more old days than one turn counts are counted turn by turn, the newest first, until none is left', async () => {
  const { pool } = database;
  await pool.query(
    `insert into entries (stream, version, kind, kind_version, at, actor, body, prev_hash, hash)
     select 'case/' || case_id, 1, 'noted', 1, now(), '{"type":"remit"}', '{}', '\\x00', '\\x00' from decisions`,
  );
  await pool.query(`update decisions set spent_minor = 100 where cohort <> 'recorded'`);
  await settled(pool);
  expect(await takeUp(pool, clock)).toBe('more');
  const { rows: left } = await pool.query<{ newest: Date; days: number }>(
    'select max(day) as newest, count(*)::int as days from metric_stale',
  );
  const { rows: whole } = await pool.query<{ newest: Date }>(
    `select max(at) as newest from metric_cells where level = 'day'`,
  );
  expect(left[0]?.days).toBeGreaterThan(0);
  expect(left[0]?.newest.getTime()).toBeLessThan(whole[0]?.newest.getTime() ?? 0);
  while ((await takeUp(pool, clock)) === 'more');
  const planned = costs.filter(({ cohort }) => cohort !== 'recorded');
  expect((await told())('spend')?.value).toBe(planned.length * 100);
});
