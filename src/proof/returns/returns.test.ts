import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, openWorld } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { decisionRow, putDecisions } from '../../../test/support/decisions.ts';
import type { World } from '../../flow/index.ts';
import type { DecisionRow } from '../../log/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { readCounts } from './counts.ts';
import { assume, readReturn, tryReturn } from './index.ts';

const NOW = new Date('2026-11-24T09:00:00Z');
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const RATE = 'cost_per_hour: {owner: 68.00 EUR, support: 30.00 EUR}\n';

let database: FreshDatabase;
let world: World;
let refunds: Workflow;
const rows: DecisionRow[] = [];

/** Six weeks: 300 with the agent (200 alone, 60 approved, 40 by hand), 40 in the control group, 80 recorded before. */
beforeAll(async () => {
  database = await freshDatabase();
  const remit = `name: Acme
currency: EUR
time_zone: Europe/Berlin
people:
  - {id: mara, name: Mara Holm, roles: [owner, manager, support]}
${RATE}`;
  const workspace = acme('http://127.0.0.1:1', { 'remit.yaml': remit });
  world = { ...openWorld(database.pool, workspace), now: () => NOW };
  refunds = workspace.workflows['refunds'] as Workflow;
  const at = (day: number, number: number) =>
    new Date(NOW.getTime() - day * DAY_MS + number * 13 * MINUTE_MS);
  for (let number = 0; number < 300; number++) {
    const how = number % 15 < 10 ? 'alone' : number % 15 < 13 ? 'approved' : 'handled';
    rows.push(
      decisionRow(number, at(42 - Math.floor(number / 8), number % 8), {
        how,
        handling_ms:
          how === 'alone' ? null : (how === 'approved' ? 1 + (number % 3) : 6 + (number % 5)) * MINUTE_MS,
        spent_minor: 2 + (number % 2),
        reworked: number % 50 === 0,
        done_minor: how === 'handled' ? null : 1_000,
        money_currency: 'EUR',
      }),
    );
  }
  for (let number = 300; number < 340; number++)
    rows.push(
      decisionRow(number, at(40 - Math.floor(number / 10) + 30, number % 8), {
        cohort: 'control',
        how: 'handled',
        handling_ms: (9 + (number % 7)) * MINUTE_MS,
        reworked: number % 10 === 0,
      }),
    );
  for (let number = 340; number < 420; number++)
    rows.push(
      decisionRow(number, at(200, number), {
        cohort: 'recorded',
        stage: 'record',
        how: 'handled',
        handling_ms: 20 * MINUTE_MS,
      }),
    );
  await putDecisions(database.pool, rows);
});
afterAll(() => database.drop());

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('what is measured is what a plain count over the rows says', async () => {
  const made = await readReturn(world, database.pool, refunds);
  const input = (name: string) => made.inputs.find((one) => one.name === name);
  const agent = rows.filter(({ cohort }) => cohort === 'agent');
  const control = rows.filter(({ cohort }) => cohort === 'control');
  const minutes = (of: DecisionRow[]) =>
    of.reduce((sum, { handling_ms }) => sum + (handling_ms ?? 0), 0) / MINUTE_MS;
  expect(input('minutes')).toMatchObject({ from: 'measured', count: 40 });
  expect(input('minutes')?.value).toBeCloseTo(minutes(control) / 40, 9);
  expect(input('review_minutes')?.value).toBeCloseTo(
    minutes(agent.filter(({ how }) => how === 'approved')) / 300,
    9,
  );
  expect(input('by_hand_minutes')?.value).toBeCloseTo(
    minutes(agent.filter(({ how }) => how === 'handled')) / 300,
    9,
  );
  expect(input('agent_spend')?.value).toBeCloseTo(mean(agent.map(({ spent_minor }) => spent_minor ?? 0)), 9);
  const settled = agent.filter(
    ({ closed_at }) => closed_at && NOW.getTime() - Date.parse(closed_at) >= 14 * DAY_MS,
  );
  expect(input('error_share_with')?.value).toBeCloseTo(
    settled.filter(({ reworked }) => reworked).length / settled.length,
    9,
  );
  const alone = agent.filter(({ how }) => how === 'alone');
  expect(made.exposed).toMatchObject({
    moved: { minor: agent.filter(({ done_minor }) => done_minor).length * 1_000, currency: 'EUR' },
    alone_cases: alone.length,
    lost_cases: alone.filter(({ reworked }) => reworked).length,
  });
});

test('the interval of a mean from three sums is that from all values', async () => {
  const { counts } = await readCounts(database.pool, 'refunds', { currency: 'EUR', now: NOW });
  const values = rows
    .filter(({ cohort }) => cohort === 'control')
    .map(({ handling_ms }) => (handling_ms ?? 0) / MINUTE_MS);
  const { count, sum, squares } = counts.control.handling;
  expect([count, sum]).toEqual([40, values.reduce((all, value) => all + value, 0)]);
  expect(squares).toBeCloseTo(
    values.reduce((all, value) => all + value * value, 0),
    6,
  );
});

test('the rate of remit.yaml is the lowest one, and is said to be a default', async () => {
  const { inputs } = await readReturn(world, database.pool, refunds);
  expect(inputs.find(({ name }) => name === 'rate')).toMatchObject({
    value: 3_000,
    from: 'default',
    says: '€30.00 for support in remit.yaml, the lowest rate there, so that nothing is flattered.',
  });
});

test('what somebody assumes stands with who, when and why, is tried without a trace, and can be taken back', async () => {
  const [mara] = world.workspace().people;
  if (!mara) throw new Error('nobody is there');
  const value = async () =>
    (await readReturn(world, database.pool, refunds)).inputs.find(({ name }) => name === 'hour_value');
  const tried = await tryReturn(world, database.pool, refunds, { hour_value: 40 });
  expect(tried.inputs.find(({ name }) => name === 'hour_value')?.value).toBe(40);
  expect(await value()).toMatchObject({ value: 0, from: 'default', stated: null });
  await assume(world, mara, { workflow: null, values: { hour_value: 25 }, because: 'Asked ten customers' });
  expect(await value()).toMatchObject({
    value: 25,
    from: 'stated',
    stated: { by: 'Mara Holm', because: 'Asked ten customers' },
  });
  await assume(world, mara, {
    workflow: 'refunds',
    values: { hour_value: 30 },
    because: 'Refunds are more urgent',
  });
  expect(await value()).toMatchObject({ value: 30 });
  await assume(world, mara, { workflow: 'refunds', values: { hour_value: null }, because: 'They are not' });
  expect(await value()).toMatchObject({ value: 25 });
  const { history } = await readReturn(world, database.pool, refunds);
  expect(history.map(({ says }) => says)).toEqual([
    'An hour earlier is worth taken back.',
    'An hour earlier is worth €0.30 a case.',
    'For all workflows: An hour earlier is worth €0.25 a case.',
  ]);
});

test('nothing is written down that says nothing, or no share', async () => {
  const [mara] = world.workspace().people;
  if (!mara) throw new Error('nobody is there');
  await expect(assume(world, mara, { workflow: null, values: {}, because: 'x' })).rejects.toThrow(
    /must be said what/,
  );
  await expect(
    assume(world, mara, { workflow: 'nope', values: { minutes: 1 }, because: 'x' }),
  ).rejects.toThrow(/no workflow "nope"/);
  const values = { error_share_before: 8 };
  await expect(assume(world, mara, { workflow: null, values, because: 'x' })).rejects.toThrow(
    /a share from 0 to 1/,
  );
});

test('a calculation without a workflow measures nothing', async () => {
  const made = await tryReturn(world, database.pool, null, { cases: 400, minutes: 10 });
  expect(made.inputs.every(({ from }) => from !== 'measured')).toBe(true);
  expect(made.totals.benefit?.value).toBe((400 * (10 / 2) * 3_000) / 60);
});

test('the whole of one workflow is that workflow', async () => {
  const [whole, one] = [
    await readReturn(world, database.pool, null),
    await readReturn(world, database.pool, refunds),
  ];
  expect(whole.totals).toEqual(one.totals);
  expect(whole.rule.answer).toBe(one.rule.answer);
});
