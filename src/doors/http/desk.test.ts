import { expect, test } from 'vitest';
import { MARA, serveAcme } from '../../../test/support/acme_server.ts';
import { advance } from '../../flow/index.ts';
import { contract, type AnswerOf } from './contract.ts';

const acme = serveAcme();

test('the front page counts what is open, held and closed today', async () => {
  await acme.arrive('80');
  await acme.arrive('5');
  const desk = await acme.get<AnswerOf<'desk'>>('/api/desk');
  expect(desk.workspace).toBe('Acme');
  expect(desk.notice).toContain('Nobody signs in here yet');
  expect(desk.workflows[0]?.held).toBeGreaterThan(0);
  expect(desk.workflows[0]?.closed_today).toBeGreaterThan(0);
});

test('a held refund is in the queue, is approved once, and was then paid once', async () => {
  const id = await acme.arrive('30');
  const queue = await acme.get<AnswerOf<'queue'>>('/api/queue');
  const item = queue.items.find((one) => one.case === id);
  expect(item).toMatchObject({
    effect: 'approve',
    role: 'manager',
    play_label: 'Give it back',
    money: { minor: 3000 },
  });
  expect(item?.snippet).toBe('Where is my parcel? It is late.');

  const shown = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(shown.status).toBe('held');
  expect(shown.facts[0]).toMatchObject({
    label: 'Order',
    page: `${acme.shop.address}/admin/orders/30`,
    stale: false,
  });
  expect(shown.plan?.actions[0]).toMatchObject({
    label: 'Refund',
    undo: 'Void a refund',
    money: { minor: 3000 },
  });
  expect(shown.plan?.actions[0]?.ruling?.reasons[0]?.rule).toBe('above-limit');
  expect(shown.plays[0]?.inputs[0]).toMatchObject({
    name: 'amount',
    value: { minor: 3000, currency: 'EUR' },
  });

  const review = String(shown.review?.id);
  const claimed = (await (
    await acme.post(`/api/reviews/${review}/claim`, '', MARA)
  ).json()) as AnswerOf<'claim'>;
  expect(claimed).toMatchObject({ claimed: true, by: 'Mara Holm' });
  expect(
    (await acme.get<AnswerOf<'queue'>>('/api/queue?show=mine', MARA)).items.map((one) => one.case),
  ).toContain(id);

  const paid = acme.shop.refunds.size;
  const decision = { plan: shown.plan?.digest, decision: 'approve' };
  expect((await acme.post(`/api/reviews/${review}/decide`, decision, MARA)).status).toBe(200);
  const second = await acme.post(`/api/reviews/${review}/decide`, decision, MARA);
  expect(second.status).toBe(409);
  await advance(acme.world, id);
  expect(acme.shop.refunds.size).toBe(paid + 1);

  const after = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(after.performed[0]).toMatchObject({
    status: 'done',
    says: 'Refund (€30.00) was done.',
    undo: { label: 'Void a refund' },
  });
  const story = await acme.get<AnswerOf<'story'>>(`/api/cases/${id}/story`);
  const says = story.entries.map((entry) => entry.says);
  expect(says).toContain('Mara Holm approved Refund of €30.00.');
  expect(says).toContain('Refund of €30.00 was done.');
});

test('an edit is previewed with its ruling before anything is stored', async () => {
  const id = await acme.arrive('40');
  const before = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  const edit = { play: 'give_back', inputs: { amount: { minor: 400, currency: 'EUR' } } };
  const seen = contract.preview.answer.parse(
    await (await acme.post(`/api/cases/${id}/preview`, edit, MARA)).json(),
  );
  expect(seen.plan.actions[0]).toMatchObject({ money: { minor: 400 }, ruling: { effect: 'allow' } });
  expect((await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`)).version).toBe(before.version);
});

test('the earlier cases of the same customer are shown, and of nobody else', async () => {
  const first = await acme.arrive('3', 'lea_b@example.org');
  await acme.arrive('4', 'leaXb@example.org');
  const second = await acme.arrive('60', 'lea_b@example.org');
  const shown = await acme.get<AnswerOf<'case'>>(`/api/cases/${second}`);
  expect(shown.earlier.map((one) => one.id)).toEqual([first]);
});

test('the queue is read page by page without losing or repeating one', async () => {
  for (const order of ['91', '92', '93']) await acme.arrive(order);
  const all = (await acme.get<AnswerOf<'queue'>>('/api/queue')).items.map((one) => one.case);
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: AnswerOf<'queue'> = await acme.get(`/api/queue?limit=2&cursor=${cursor}`);
    paged.push(...page.items.map((one) => one.case));
    cursor = page.next;
  }
  expect(paged).toEqual(all);
  expect(new Set(paged).size).toBe(paged.length);
});

test('the log is searched by words, even half a word, and read page by page', async () => {
  const id = await acme.arrive('777');
  const found = await acme.get<AnswerOf<'log'>>('/api/log?q=order%20777%20late%20parc');
  expect(found.rows.map((row) => row.case)).toEqual([id]);
  expect(found).toMatchObject({ total: 1, total_is_exact: true });
  expect((await acme.get<AnswerOf<'log'>>('/api/log?q=%21%21%22')).rows).toEqual([]);
  const all = await acme.get<AnswerOf<'log'>>('/api/log?limit=200');
  const first = await acme.get<AnswerOf<'log'>>('/api/log?limit=2&workflow=refunds');
  const second = await acme.get<AnswerOf<'log'>>(`/api/log?limit=2&workflow=refunds&cursor=${first.next}`);
  expect([...first.rows, ...second.rows]).toEqual(all.rows.slice(0, 4));
});

test('the page of a workflow shows its map, its boundary in English, and how its cases went', async () => {
  const shown = await acme.get<AnswerOf<'workflow'>>('/api/workflows/refunds');
  expect(shown.map.writes[0]).toMatchObject({ label: 'Refund', undo: 'Void a refund' });
  expect(shown.boundary.statement.map((one) => one.text).join(' ')).toContain('€10.00');
  expect(shown.boundary.limits[0]).toEqual({ name: 'auto_max', value: '€10.00', ceiling: '€50.00' });
  expect(shown.counts.alone).toBeGreaterThan(0);
  expect(shown.counts.held).toBeGreaterThan(0);
});
