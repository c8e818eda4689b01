import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import { openSystems } from '../../systems/index.ts';
import type { HttpRoute, WriteOffer } from '../../workspace/schema.ts';
import { perform, recover } from './perform.ts';

const WRITE_MS = 2_000;
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** What the shop answers, one after the other; the last one goes on. */
let answers: Answer[] = [];
let asked: string[] = [];
const server = createServer((request, response) => {
  request.resume();
  asked.push(`${request.method} ${request.url}`);
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  answer?.(response, request);
});
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const says =
  (status: number, body: unknown = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const hangsUp: Answer = (_, request) => request.socket.destroy();
const ACTION = {
  key: '1.a1',
  name: 'refund',
  args: { order_id: '7', amount: { minor: 700, currency: 'EUR' } },
};

/** The shop's refund, with a key or not, and able to say what became of it or not. */
function shop({ key, confirm }: { key: boolean; confirm: boolean }) {
  const workspace = acme(address);
  const file = workspace.systems['shop'];
  const known = file?.kind === 'http' ? file.writes['refund'] : undefined;
  if (file?.kind !== 'http' || !known) throw new Error('acme has no refunds');
  const { keyedBy, ...bare } = known;
  const offer: WriteOffer<HttpRoute> = {
    ...bare,
    ...(key ? { keyedBy } : { via: { method: 'POST', path: known.via.path } }),
    ...(confirm ? { confirm: { read: 'order', with: { order_id: '7' } } } : {}),
  };
  // Headers hold secrets, so they are not listed and a spread leaves them out.
  const mine = { ...file, headers: file.headers, writes: { refund: offer } };
  const systems = openSystems({ ...workspace, systems: { shop: mine } });
  const writer = systems['shop'];
  if (!writer) throw new Error('the shop did not open');
  return { writer, offer, now: () => new Date(), writeMs: WRITE_MS };
}

const ORDER = { id: '7', total: { minor: 700, currency: 'EUR' }, late: true };
const POST = 'POST /refunds';
const ASK = 'GET /orders/7';

test('an answer that says yes is done, and one that says no is not', async () => {
  answers = [says(201, { id: 'R-1' })];
  const done = await perform(ACTION, shop({ key: true, confirm: true }));
  expect(done).toMatchObject({ status: 'done', how: 'answered', result: { id: 'R-1' } });
  answers = [says(422)];
  expect(await perform(ACTION, shop({ key: true, confirm: true }))).toMatchObject({ status: 'failed' });
});

test('when the answer is lost it is sent again under its key', async () => {
  answers = [hangsUp, says(200, { id: 'R-1' })];
  expect(await perform(ACTION, shop({ key: true, confirm: false }))).toMatchObject({ status: 'done' });
  expect(asked).toEqual([POST, POST]);
});

test('without a key it is never sent again: the shop is asked what became of it', async () => {
  answers = [hangsUp, says(200, ORDER)];
  const found = await perform(ACTION, shop({ key: false, confirm: true }));
  expect(found).toMatchObject({ status: 'done', how: 'confirmed' });
  answers = [hangsUp, says(404)];
  expect(await perform(ACTION, shop({ key: false, confirm: true }))).toMatchObject({ status: 'failed' });
  expect(asked).toEqual([POST, ASK, POST, ASK]);
});

test('without a key and with nobody to ask it is not known', async () => {
  answers = [hangsUp];
  expect(await perform(ACTION, shop({ key: false, confirm: false }))).toMatchObject({ status: 'unknown' });
  expect(asked).toEqual([POST]);
});

test('after a crash nothing is sent that no key guards', async () => {
  answers = [says(201)];
  expect(await recover(ACTION, shop({ key: false, confirm: false }), '')).toMatchObject({
    status: 'unknown',
  });
  expect(asked).toEqual([]);
});

test('a no to the second sending does not say that the first was not done', async () => {
  answers = [hangsUp, says(401)];
  expect(await perform(ACTION, shop({ key: true, confirm: false }))).toMatchObject({ status: 'unknown' });
  answers = [hangsUp, says(401), says(200, ORDER)];
  const found = await perform(ACTION, shop({ key: true, confirm: true }));
  expect(found).toMatchObject({ status: 'done', how: 'confirmed' });
  answers = [hangsUp, says(401), says(404)];
  const not = await perform(ACTION, shop({ key: true, confirm: true }));
  expect(not).toMatchObject({ status: 'failed', how: 'confirmed' });
});

test('a shop that is down all along is tried again later', async () => {
  answers = [says(503)];
  expect(await perform(ACTION, shop({ key: true, confirm: true }))).toMatchObject({
    status: 'later',
    wasNotDone: false,
  });
});
