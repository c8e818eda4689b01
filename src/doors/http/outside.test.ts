import { expect, test } from 'vitest';
import { problemIn } from '../../../test/support/acme_server.ts';
import { serveOutside } from '../../../test/support/outside.ts';
import type { AnswerOf } from './contract.ts';

const OwnResponse = globalThis.Response;
const acme = serveOutside();

type Answer = AnswerOf<'proposal'>;
/** Orders of their own for each test. */
let orders = 200;
const order = () => String((orders += 1));
const refund = (orderId: string, euros: number) => ({
  actions: [
    { write: 'shop.refund', args: { order_id: orderId, amount: { minor: euros * 100, currency: 'EUR' } } },
  ],
  reason: 'The parcel is late.',
});

async function send(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(acme.url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await acme.token()}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  });
}
async function propose(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await send('/api/workflows/refunds/proposals', body, headers);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Answer;
}
async function ask(handle: string, query = '', text?: string): Promise<Response> {
  const authorization = `Bearer ${text ?? (await acme.token())}`;
  return fetch(`${acme.url}/api/proposals/${handle}${query}`, { headers: { authorization } });
}

test('an agent learns what it may propose, and what holds it', async () => {
  const headers = { authorization: `Bearer ${await acme.token()}` };
  const offer = (await (
    await fetch(`${acme.url}/api/workflows/refunds/offer`, { headers })
  ).json()) as AnswerOf<'offer'>;
  expect(offer.agent).toEqual({ name: 'shop-bot', version: '1' });
  expect(offer.writes).toMatchObject([
    { name: 'shop.refund', can_undo: true, args: { required: ['order_id', 'amount'] } },
  ]);
  expect(offer.plays[0]?.name).toBe('give_back');
  expect(offer.statement.join(' ')).toContain('10.00');
});

test('what the boundary allows is done before the answer', async () => {
  const paid = acme.shop.refunds.size;
  const answer = await propose(refund(order(), 5));
  expect(answer).toMatchObject({ status: 'done', says: 'Done.' });
  expect(acme.shop.refunds.size).toBe(paid + 1);
});

test('what it holds is told with a handle, waited for, and ends as a person decided', async () => {
  const held = await propose(refund(order(), 30));
  expect(held.status).toBe('waiting');
  expect(held.says).toMatch(/^NOT RUN: waiting for /);
  expect(held.reasons.length).toBeGreaterThan(0);
  // Who reviews it sees that nothing but the agent itself says how sure it is.
  const headers = { authorization: `Bearer ${await acme.token()}` };
  const shown = await (await fetch(`${acme.url}/api/cases/${held.case}`, { headers })).json();
  expect(shown).toMatchObject({ plan: { claimed: true } });
  // Whom it waits for, and why, each said once.
  expect(held.waiting?.for).toMatch(/ to decide\.$/);
  expect(held.says.split(held.reasons[0]?.says ?? '').length).toBe(2);
  const waiting = ask(held.handle, '?wait_s=20');
  await acme.approve(held.case);
  const answer = (await (await waiting).json()) as Answer;
  expect(answer).toMatchObject({ status: 'done', edited: false, handle: held.handle });
});

test('who asks for it waits in the same call, and hears what a person made of it', async () => {
  const id = order();
  const answering = propose({ ...refund(id, 30), wait_s: 20 });
  await expect
    .poll(
      async () =>
        (
          await acme.database.pool.query(
            "select 1 from cases where status = 'held' and title like '%' || $1 || '%'",
            [id],
          )
        ).rowCount,
    )
    .toBe(1);
  const { rows } = await acme.database.pool.query<{ id: string }>(
    "select id from cases where title like '%' || $1 || '%'",
    [id],
  );
  const inputs = (await acme.read(rows[0]?.id ?? '')).plan?.inputs ?? {};
  const edited = JSON.parse(JSON.stringify(inputs).replaceAll('3000', '2000')) as Record<string, unknown>;
  await acme.approve(rows[0]?.id ?? '', edited);
  const answer = await answering;
  expect(answer).toMatchObject({ status: 'done', edited: true });
  expect(answer.actions[0]?.args['amount']).toEqual({ minor: 2000, currency: 'EUR' });
});

test('what it claims of its own sureness is no measured number in the queue', async () => {
  const id = order();
  const held = await propose(refund(id, 30));
  expect(held.status).toBe('waiting');
  const answer = await fetch(`${acme.url}/api/queue`, { headers: { 'x-remit-person': 'mara' } });
  const { items } = (await answer.json()) as AnswerOf<'queue'>;
  expect(items.find((item) => item.case === held.case)?.confidence).toBe(0);
});

test('a reviewer’s words do not reach the agent', async () => {
  const held = await propose(refund(order(), 30));
  await acme.reject(held.case, 'This customer is a known troublemaker.');
  const text = await (await ask(held.handle)).text();
  expect(JSON.parse(text)).toMatchObject({ status: 'denied' });
  expect(text).not.toContain('troublemaker');
});

test('a proposal is sent once for its key, however often it is sent', async () => {
  const body = refund(order(), 5);
  const key = { 'idempotency-key': `k-${body.actions[0]?.args.order_id}` };
  const paid = acme.shop.refunds.size;
  const answers = await Promise.all(Array.from({ length: 8 }, () => propose(body, key)));
  expect(new Set(answers.map(({ handle }) => handle)).size).toBe(1);
  expect(acme.shop.refunds.size).toBe(paid + 1);
  const other = await send('/api/workflows/refunds/proposals', refund(order(), 6), key);
  expect(other.status).toBeGreaterThanOrEqual(400);
});

test('it can be taken back while it waits, and not any more once it was done', async () => {
  const held = await propose(refund(order(), 30));
  const cancelled = await (await send(`/api/proposals/${held.handle}/cancel`, {})).json();
  expect(cancelled).toMatchObject({
    cancelled: true,
    status: 'cancelled',
    says: 'Cancelled and not done: it was taken back in time.',
  });
  const done = await propose(refund(order(), 5));
  const late = await (await send(`/api/proposals/${done.handle}/cancel`, {})).json();
  expect(late).toMatchObject({ cancelled: false, status: 'done' });
});

test('without a token nobody proposes, and an agent hears of its own proposals alone', async () => {
  const bare = await fetch(`${acme.url}/api/workflows/refunds/proposals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-remit-person': 'mara' },
    body: JSON.stringify(refund(order(), 5)),
  });
  expect([bare.status, (await problemIn(bare)).code]).toEqual([401, 'unauthorized']);
  const held = await propose(refund(order(), 30));
  const other = await acme.token({ agent: { name: 'other-bot', version: '1' } });
  expect((await ask(held.handle, '', other)).status).toBe(404);
  expect((await ask('nothing.p1')).status).toBe(404);
  const reader = await acme.token({ rights: ['read'] });
  expect((await ask(held.handle, '', reader)).status).toBe(403);
});

test('a mistake names what is wrong and what there is', async () => {
  const wrong = async (body: unknown) => problemIn(await send('/api/workflows/refunds/proposals', body));
  const amount = { minor: 500, currency: 'EUR' };
  expect(await wrong({ actions: [{ write: 'shop.refnd', args: {} }] })).toMatchObject({ code: 'refused' });
  const args = await wrong({ actions: [{ write: 'shop.refund', args: { order: '5', amount } }] });
  expect(args.suggestion).toContain('order_id');
  expect((await wrong({ play: 'give_bak', inputs: {} })).suggestion).toContain('give_back');
  expect((await wrong({})).detail).toContain('either actions or a play');
});

test('a server that is opened leaves what the program around it knows as a Response', () => {
  expect(globalThis.Response).toBe(OwnResponse);
});
