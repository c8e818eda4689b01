import { afterAll, beforeAll, expect, test } from 'vitest';
import { Earning, isOpen, ungranted } from '../../../test/support/standing.ts';
import { saveTally } from './tally.ts';

const TWO = (text: string) => text.replace('  - rules: rules.yaml\n', '  - rules: rules.yaml\n  - memory\n');
const MORE = 'standing: {risk: 20%}\n';
const ROWS = `rows:
  - {id: late, when: order.late, kind: late, play: give_back, confidence: 0.95, because: The order is late.}
`;
const table = (version: number) => ({ 'workflows/refunds/rules.yaml': `version: ${version}\n${ROWS}` });

const acme = new Earning();
beforeAll(() => acme.open({ ...ungranted(MORE, TWO), ...table(1) }));
afterAll(() => acme.close());

const memory = () => acme.tallyOf(acme.first, 'memory');

test('the cheapest agent whose lane is open wins, and the others are measured all the same', async () => {
  await acme.past(25);
  await acme.counted(({ backRun }) => backRun === 25);
  const held = await acme.arrive(5);
  // No lane is open yet: the last one's plan is put to people, and what the first proposed is kept beside it.
  expect(held.plan).toMatchObject({ agent: { name: 'memory' }, others: [{ agent: { name: 'rules' } }] });
  const before = memory()?.standing.bins.reduce((sum, { cases }) => sum + cases, 0) ?? 0;
  const done = await acme.approve(held);
  expect(done.observations.map(({ agent, agreed }) => [agent.name, agreed])).toEqual([
    ['memory', true],
    ['rules', true],
  ]);
  await acme.counted(({ standing }) => standing.bins.reduce((sum, { cases }) => sum + cases, 0) === 26);
  expect(memory()?.standing.bins.reduce((sum, { cases }) => sum + cases, 0)).toBe(before + 1);
  await acme.past(60);
  await acme.counted(isOpen);
  const alone = await acme.arrive(6);
  expect(alone).toMatchObject({ status: 'closed', plan: { agent: { name: 'rules' } } });
  expect(alone.plan?.others).toEqual([]);
});

test('an agent that was not asked is run again over what people decided', async () => {
  const dear = await acme.arrive(30);
  expect(dear).toMatchObject({ status: 'held', plan: { agent: { name: 'rules' } } });
  const before = memory()?.backRun ?? 0;
  await acme.approve(dear);
  await acme.counted(() => (memory()?.backRun ?? 0) === before + 1);
});

test('a new version starts with what running it over the log gives it, and no more', async () => {
  const old = acme.tallyOf();
  acme.put({ ...ungranted(MORE, TWO), ...table(2) });
  const fresh = await acme.counted(({ version }) => version === '2');
  expect(acme.tallyOf()?.version).toBe('2');
  expect(old?.version).toBe('1');
  // Every decision of a person, and none that the old version alone had made.
  const { rows } = await acme.database.pool.query(`select count(*)::int as of from labels`);
  expect(fresh.backRun).toBe(rows[0].of);
  expect(fresh.standing.bins.reduce((sum, { cases }) => sum + cases, 0)).toBe(rows[0].of);
  const other = await acme.process();
  expect(saveTally(await acme.counted(() => true, other))).toBe(saveTally(fresh));
});

test('a version that decides otherwise than people did has earned nothing', async () => {
  const stingy = ROWS.replace('play: give_back,', 'play: give_back, with: {amount: "1.00 EUR"},');
  acme.put({ ...ungranted(MORE, TWO), 'workflows/refunds/rules.yaml': `version: 3\n${stingy}` });
  const tally = await acme.counted(({ version }) => version === '3');
  expect(tally.backRun).toBeGreaterThan(80);
  expect(isOpen(tally)).toBe(false);
  // The memory has earned it meanwhile, and wins.
  const { plan } = await acme.arrive(4);
  expect(plan?.agent.name).toBe('memory');
  expect(plan?.others?.[0]).toMatchObject({
    agent: { name: 'rules', version: '3' },
    placed: { open: false },
  });
});

test('a table that was edited without a new version starts anew as well', async () => {
  const before = await acme.counted(({ version }) => version === '3');
  acme.put({ ...ungranted(MORE, TWO), ...table(3) });
  const after = await acme.counted(({ of }) => of !== before.of);
  expect(after.version).toBe('3');
  expect(isOpen(after)).toBe(true);
  const { rows } = await acme.database.pool.query(`select count(*)::int as of from labels`);
  expect(after.backRun).toBe(rows[0].of);
});
