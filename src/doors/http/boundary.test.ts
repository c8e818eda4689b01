import { beforeAll, expect, test } from 'vitest';
import { acme as loadAcme } from '../../../test/support/acme.ts';
import { MARA, problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import { readBoundary } from '../../authority/changes/index.ts';
import { publish } from '../../runtime/publish.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();
const FINN = { 'x-remit-person': 'finn' };
type Check = AnswerOf<'check_boundary'>;

let text = '';
let base = '';
beforeAll(async () => {
  ({ text, version: base } = acme.world.workspace().workflows['refunds']!.boundary);
  await publish(acme.world.log, acme.world.workspace(), () => new Date());
  for (const order of ['4', '9', '30', '33', '80']) await acme.arrive(order);
});

const check = async (body: unknown, who = MARA): Promise<Check> => {
  const answer = await acme.post('/api/workflows/refunds/boundary/check', body, who);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Check;
};
const change = (body: object, who = MARA) =>
  acme.post('/api/workflows/refunds/boundary', { base, because: 'Autumn.', ...body }, who);

test('a limit set in a form shows the sentence that changes and the cases that would run alone', async () => {
  const checked = await check({ limits: { auto_max: '40.00 EUR' } });
  expect(checked.text).toBe(text.replace('money: 10.00 EUR', 'money: 40.00 EUR'));
  expect(checked.limits).toMatchObject([
    {
      name: 'auto_max',
      unit: 'money',
      value: '40.00 EUR',
      ceiling: '50.00 EUR',
      says: '€40.00, at most €50.00, was €10.00',
    },
  ]);
  const sentences = checked.statement.flatMap((write) => write.sentences);
  expect(sentences.some((one) => one.change === 'added' && one.text.includes('€40.00'))).toBe(true);
  expect(checked.backtest).toMatchObject({ cases: 5, left_out: 0 });
  expect(checked.backtest?.groups).toMatchObject([
    { direction: 'wider', unintended: false, from: 'approve', to: 'allow', cases: 2, money: { minor: 6300 } },
  ]);
  expect(checked.backtest?.groups[0]?.says).toBe(
    'Refund: 2 cases would run alone instead of waiting for a yes (by above-limit).',
  );
});

test('a text with a fault is told its line, and nothing is replayed', async () => {
  const checked = await check({ text: text.replace('args.amount > limits', 'args.amont > limits') });
  expect(checked).toMatchObject({ version: null, backtest: null });
  expect(checked.faults[0]).toMatchObject({ line: 5 });
});

test('above its ceiling a limit is a fault, but for an owner', async () => {
  const limits = { auto_max: '60.00 EUR' };
  expect((await check({ limits }, FINN)).faults[0]?.says).toContain('above the ceiling');
  expect((await check({ limits })).limits[0]).toMatchObject({ ceiling: '60.00 EUR' });
});

test('a change that widens is refused until what it lets through was ticked, and is then in force', async () => {
  const checked = await check({ limits: { auto_max: '40.00 EUR' } });
  const refused = await change({ text: checked.text });
  expect(refused.status).toBe(422);
  const [group] = checked.backtest!.groups;
  expect((await problemIn(refused)).suggestion).toContain(group!.id);
  const done = await change({ text: checked.text, ticked: [group!.id] });
  expect(await done.json()).toMatchObject({ status: 'in_force', change: null });
  const shown = await acme.get<AnswerOf<'boundary'>>('/api/workflows/refunds/boundary', MARA);
  expect(shown).toMatchObject({ version: checked.version, text: checked.text, may: { change: true } });
  expect(shown.history[0]).toMatchObject({ from: 'console', by: 'Mara Holm', because: 'Autumn.' });
  const stale = await change({ text, ticked: [] });
  expect(stale.status).toBe(409);
});

test('of two changes at the same time one is in force, and the other is told to look again', async () => {
  const now = await acme.get<AnswerOf<'boundary'>>('/api/workflows/refunds/boundary', MARA);
  const lower = (amount: string) => now.text.replace('money: 40.00 EUR', `money: ${amount} EUR`);
  const bodies = ['3.00', '2.00'].map((amount) => ({ text: lower(amount), base: now.version }));
  const answers = await Promise.all(bodies.map((body) => change(body)));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const back = await acme.get<AnswerOf<'boundary'>>('/api/workflows/refunds/boundary', MARA);
  const ticked = (await check({ text: now.text })).backtest!.groups.map(({ id }) => id);
  const undone = await change({ text: now.text, base: back.version, ticked });
  expect(undone.status, await undone.clone().text()).toBe(200);
});

test('without the right nobody changes a boundary', async () => {
  const answer = await change({ text: text.replace('10.00', '5.00') }, FINN);
  expect(answer.status).toBe(403);
});

test('where the workspace asks for two, another person accepts, and the proposer may not', async () => {
  const two = loadAcme(acme.shop.address, {
    'remit.yaml': `name: Acme
currency: EUR
time_zone: Europe/Berlin
changes_need_two: true
may: {change_boundary: [manager]}
people:
  - {id: mara, name: Mara Holm, roles: [owner, manager, support]}
  - {id: finn, name: Finn Berg, roles: [manager, support]}
`,
  });
  const one = acme.world.workspace();
  acme.world.workspace = () => two;
  try {
    const now = await readBoundary(acme.world, two.workflows['refunds']!, null, undefined);
    const lower = now.text.replace('money: 40.00 EUR', 'money: 20.00 EUR');
    const proposed = await change({ text: lower, base: now.version }, FINN);
    const { change: id, status } = (await proposed.json()) as AnswerOf<'change_boundary'>;
    expect(status).toBe('proposed');
    const { changes } = await acme.get<AnswerOf<'changes'>>('/api/changes', MARA);
    expect(changes).toMatchObject([{ id, by: 'Finn Berg', barred: null, state: 'proposed' }]);
    const other = await acme.post(`/api/changes/${id}`, { decision: 'withdraw' }, MARA);
    expect((await problemIn(other)).detail).toContain('Only who proposed');
    const own = await acme.post(`/api/changes/${id}`, { decision: 'accept' }, FINN);
    expect((await problemIn(own)).detail).toContain('Somebody else must accept it');
    const accepted = await acme.post(`/api/changes/${id}`, { decision: 'accept' }, MARA);
    expect(accepted.status, await accepted.clone().text()).toBe(200);
    expect((await readBoundary(acme.world, two.workflows['refunds']!, null, undefined)).text).toBe(lower);
    const again = await acme.post(`/api/changes/${id}`, { decision: 'decline' }, MARA);
    expect((await problemIn(again)).detail).toContain('was accepted already by Mara Holm');
    expect((await acme.get<AnswerOf<'changes'>>('/api/changes')).changes).toEqual([]);
    const overtaken = await change({ text: now.text.replace('40.00', '4.00'), base: now.version }, FINN);
    expect(overtaken.status).toBe(409);
  } finally {
    acme.world.workspace = () => one;
  }
});
