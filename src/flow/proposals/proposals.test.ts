import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOT, Proposals } from '../../../test/support/proposing.ts';
import { settled } from '../../../test/support/settled.ts';
import { cancel, decide, propose, statusOf, waitFor } from '../index.ts';
import { handle } from '../hands.ts';

const acme = new Proposals();
beforeAll(() => acme.open());
afterAll(() => acme.close());

/** Orders of their own for each test, of so many euros. */
let orders = 20;
const order = () => String((orders += 1));

async function approve(caseId: string, edit?: Record<string, unknown>) {
  const { review, plan } = await acme.read(caseId);
  const decided = edit
    ? { decision: 'edit' as const, plan: plan!.digest, play: plan!.play!, kind: 'late', inputs: edit }
    : { decision: 'approve' as const, plan: plan!.digest };
  return decide(acme.world, acme.person('mara'), review!.id, decided);
}
const seen = (answer: { handle: string }) => ({ handle: answer.handle, agent: BOT.name });

test('what the boundary allows is done at once, and the agent hears what the shop answered', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 5));
  expect(answer).toMatchObject({ status: 'done', says: 'Done.', edited: false, joined: false });
  expect(answer.actions).toMatchObject([
    { write: 'shop.refund', status: 'done', result: { id: expect.stringMatching(/^r/) } },
  ]);
  await expect.poll(async () => (await acme.read(answer.case)).outcome).toBe('solved');
});

test('an identical call is told what became of the first, and pays nothing', async () => {
  const asked = acme.refund(order(), 5);
  const first = await propose(acme.world, asked);
  const paid = acme.shop.refunds.size;
  const again = await propose(acme.world, asked);
  expect(again).toMatchObject({ status: 'done', joined: true, handle: first.handle });
  expect(acme.shop.refunds.size).toBe(paid);
});

test('twenty identical calls at once are one', async () => {
  const asked = acme.refund(order(), 5);
  const paid = acme.shop.refunds.size;
  const answers = await Promise.all(Array.from({ length: 20 }, () => propose(acme.world, asked)));
  const handles = new Set(answers.map(({ handle }) => handle));
  expect(handles.size).toBe(1);
  await waitFor(acme.world, { ...seen(answers[0]!), ms: 5_000 });
  expect(acme.shop.refunds.size).toBe(paid + 1);
});

test('another key is another call, also with the same arguments, and a person looks at the second', async () => {
  const asked = acme.refund(order(), 5);
  const first = await propose(acme.world, { ...asked, key: 'one' });
  const second = await propose(acme.world, { ...asked, key: 'two' });
  expect(first.status).toBe('done');
  expect(second).toMatchObject({ status: 'waiting', case: first.case });
  expect(second.reasons.map(({ rule }) => rule)).toContain('done-before');
});

test('a key that was used for something else is refused', async () => {
  const id = order();
  await propose(acme.world, acme.refund(id, 5, { key: 'once' }));
  await expect(propose(acme.world, acme.refund(id, 6, { key: 'once' }))).rejects.toThrow(
    'was used for another call',
  );
});

test('what is held is in the log before the agent hears of it, and is done once a person approves', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 15));
  expect(answer.status).toBe('waiting');
  expect(answer.says).toMatch(/^NOT RUN: waiting for somebody with the role manager/);
  expect((await acme.read(answer.case)).review?.status).toBe('open');
  const waiting = waitFor(acme.world, { ...seen(answer), ms: 20_000 });
  await approve(answer.case);
  expect(await waiting).toMatchObject({ status: 'done' });
  expect(await propose(acme.world, acme.refund(String(orders), 15))).toMatchObject({
    status: 'done',
    joined: true,
  });
});

test('what a reviewer edited is what is done, and the agent sees it but none of their words', async () => {
  const id = order();
  const answer = await propose(acme.world, acme.refund(id, 15));
  const { review, plan } = await acme.read(answer.case);
  await decide(acme.world, acme.person('mara'), review!.id, {
    decision: 'edit',
    plan: plan!.digest,
    play: plan!.play!,
    kind: 'late',
    inputs: { order_id: id, amount: { minor: 1_100, currency: 'EUR' } },
    reason: 'a secret remark',
  });
  const ended = await waitFor(acme.world, { ...seen(answer), ms: 20_000 });
  expect(ended).toMatchObject({ status: 'done', edited: true });
  expect(ended.actions[0]?.args).toMatchObject({ amount: { minor: 1_100 } });
  expect(JSON.stringify(ended)).not.toContain('secret remark');
});

test('what a reviewer rejects is denied and not done, and the case is over', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 15));
  const { review, plan } = await acme.read(answer.case);
  await decide(acme.world, acme.person('mara'), review!.id, {
    decision: 'reject',
    plan: plan!.digest,
    reason: 'never',
  });
  const ended = await waitFor(acme.world, { ...seen(answer), ms: 20_000 });
  expect(ended).toMatchObject({ status: 'denied', says: 'Denied and not done: A person rejected it.' });
  await expect.poll(async () => (await acme.read(answer.case)).status).toBe('closed');
});

test('an agent takes back what waits, and nobody can approve it any more', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 15));
  const { review, plan } = await acme.read(answer.case);
  const paid = acme.shop.refunds.size;
  expect(await cancel(acme.world, seen(answer))).toMatchObject({ cancelled: true, status: 'cancelled' });
  const approved = decide(acme.world, acme.person('mara'), review!.id, {
    decision: 'approve',
    plan: plan!.digest,
  });
  await expect(approved).rejects.toThrow();
  await expect.poll(async () => (await acme.read(answer.case)).status).toBe('closed');
  expect(acme.shop.refunds.size).toBe(paid);
});

test('what was done is not taken back by a cancel, which tells what became of it', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 5));
  expect(await cancel(acme.world, seen(answer))).toMatchObject({ cancelled: false, status: 'done' });
});

test('what a person does by hand instead is denied and not done by the agent', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 15));
  await handle(acme.world, acme.person('mara'), answer.case, {
    kind: 'late',
    play: 'give_back',
    inputs: {},
    outcome: 'solved',
  });
  expect(await statusOf(acme.world, seen(answer))).toMatchObject({ status: 'denied' });
});

test('another agent hears nothing of it', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 5));
  await expect(statusOf(acme.world, { handle: answer.handle, agent: 'another' })).rejects.toThrow(
    'There is no proposal',
  );
});

test('a write that is not on the map is refused although the shop has it', async () => {
  const what = { actions: [{ write: 'shop.void_refund', args: { refund_id: 'r1' } }] };
  const asked = propose(acme.world, { workflow: 'refunds', agent: BOT, what });
  await expect(asked).rejects.toThrow('shop.void_refund is not on the map of Refunds');
});

test('an argument of the wrong shape is named', async () => {
  const what = { actions: [{ write: 'shop.refund', args: { order_id: '7', amount: 'much' } }] };
  await expect(propose(acme.world, { workflow: 'refunds', agent: BOT, what })).rejects.toThrow('amount');
});

test('an empty argument, which counts as none, is named at once and opens no case', async () => {
  const what = {
    actions: [{ write: 'shop.refund', args: { order_id: '', amount: { minor: 500, currency: 'EUR' } } }],
  };
  await expect(propose(acme.world, { workflow: 'refunds', agent: BOT, what })).rejects.toThrow(
    'shop.refund: order_id is empty, which counts as missing.',
  );
});

test('an agent without a grant is held whatever it asks for', async () => {
  const asked = acme.refund(order(), 5, { agent: { name: 'stranger', version: '1' } });
  const answer = await propose(acme.world, asked);
  expect(answer.status).toBe('waiting');
  expect(answer.says).toContain('stranger is not among the agents of Refunds');
});

test('a second write on the same order waits for what was asked before it, and is then planned by itself', async () => {
  const id = order();
  const first = await propose(acme.world, acme.refund(id, 15));
  const second = await propose(acme.world, acme.refund(id, 12));
  expect(second).toMatchObject({ status: 'waiting', case: first.case });
  expect(second.says).toContain('what was planned for this case before it');
  await approve(first.case);
  await waitFor(acme.world, { ...seen(first), ms: 20_000 });
  await expect.poll(async () => (await acme.read(first.case)).plan?.proposal).toBe(second.handle);
});

test('an agent that the workflow lists is measured: what people decide on its calls counts', async () => {
  const counted = { name: 'counted-bot', version: '1' };
  const answer = await propose(acme.world, acme.refund(order(), 15, { agent: counted }));
  expect((await acme.read(answer.case)).plan?.placed).toBeDefined();
  await approve(answer.case);
  await waitFor(acme.world, { handle: answer.handle, agent: counted.name, ms: 20_000 });
  await settled(acme.database.pool);
  await acme.wired[0]!.standings.catchUp();
  const tally = acme.wired[0]!.standings.all().find(({ agent }) => agent === counted.name);
  expect([...tally!.standing.slices.values()]).toMatchObject([
    { play: 'custom:shop.refund', cases: 1, deviations: 0 },
  ]);
});

test('a call that came in by one process is answered by any other, and done once', async () => {
  const second = await acme.process(4);
  const asked = acme.refund(order(), 15);
  const answer = await propose(acme.world, asked);
  const paid = acme.shop.refunds.size;
  const waiting = [acme.world, second.world].map((world) => waitFor(world, { ...seen(answer), ms: 20_000 }));
  await approve(answer.case);
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(['done', 'done']);
  expect(await propose(second.world, asked)).toMatchObject({ status: 'done', joined: true });
  expect(acme.shop.refunds.size).toBe(paid + 1);
});

test('whoever waits and goes away leaves the call as it is, and nobody waits for them', async () => {
  const answer = await propose(acme.world, acme.refund(order(), 15));
  const gone = new AbortController();
  const waiting = waitFor(acme.world, { ...seen(answer), ms: 20_000, signal: gone.signal });
  gone.abort();
  expect(await waiting).toMatchObject({ status: 'waiting' });
  expect((await acme.read(answer.case)).review?.status).toBe('open');
});
