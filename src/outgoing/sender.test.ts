import { afterEach, beforeEach, expect, test } from 'vitest';
import { acme, openShop, openWorld, type Shop } from '../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { openReceiver, type Receiver } from '../../test/support/receiver.ts';
import { settled } from '../../test/support/settled.ts';
import { advance, intake, type World } from '../flow/index.ts';
import type { OutgoingHook } from '../workspace/outgoing.ts';
import { CloudEvent } from './schema.ts';
import { OutgoingSender, resumeHook } from './sender.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let database: FreshDatabase;
let shop: Shop;
let receiver: Receiver;
let world: World & { workspace(): ReturnType<typeof acme> };
let ahead = 0;
let hooks: OutgoingHook[];
let sender: OutgoingSender;

beforeEach(async () => {
  database = await freshDatabase();
  shop = await openShop();
  receiver = await openReceiver();
  ahead = 0;
  const hook = { name: 'warehouse', origin: new URL(receiver.url).origin, url: receiver.url };
  hooks = [{ ...hook, secrets: [receiver.secret], events: null, workflows: null, agents: null }];
  const workspace = acme(shop.address);
  world = {
    ...openWorld(database.pool, workspace),
    now: () => new Date(Date.now() + ahead),
    workspace: () => ({ ...workspace, hooks }),
  };
  sender = newSender('one');
  await turn();
});

afterEach(async () => {
  await sender.stop();
  await receiver.close();
  await shop.close();
  await database.drop();
});

const newSender = (worker: string) =>
  new OutgoingSender(
    { ...world, worker },
    database.pool,
    (error) => expect.fail(String(error)),
    () => 0,
  );

async function turn(by = sender): Promise<void> {
  await settled(database.pool);
  await by.turn();
}

async function arrive(order: string): Promise<string> {
  const fields = { order, email: 'ida@example.org', message: 'My secret words' };
  const event = { source: 'web', source_id: order, received_at: world.now(), fields };
  const { case: id } = await intake(world, 'refunds', event);
  await advance(world, id);
  return id;
}

const types = (of = receiver.taken) => of.map(({ event }) => event.type);
const state = async () =>
  (await database.pool.query('select state, says, fails, sent from outgoing')).rows[0] as {
    state: string;
    says: string | null;
    fails: number;
    sent: number;
  };

test('what happens to a case goes out in its order, signed, and without a word of the customer', async () => {
  const id = await arrive('5');
  await turn();
  expect(types()).toEqual([
    'remit.case.opened',
    'remit.action.intended',
    'remit.action.done',
    'remit.case.closed',
  ]);
  const [first] = receiver.taken;
  expect(CloudEvent.parse(first?.event)).toMatchObject({
    source: '/workflows/refunds',
    subject: id,
    id: `case/${id}/1`,
  });
  expect(first?.headers).toMatchObject({
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'webhook-id': `case/${id}/1`,
  });
  const told = receiver.taken.map(({ text }) => text).join();
  expect(told).not.toContain('secret words');
  expect(told).not.toContain('ida@example.org');
});

test('what was before a hook is nobody’s news, and another turn sends nothing twice', async () => {
  await arrive('5');
  hooks = [{ ...(hooks[0] as OutgoingHook), name: 'late' }];
  await turn();
  await arrive('6');
  await turn();
  await turn();
  expect(types().filter((type) => type === 'remit.case.opened')).toHaveLength(1);
});

test('only what a hook asks for goes to it', async () => {
  const [hook] = hooks as [OutgoingHook];
  Object.assign(hook, { events: ['action', 'case.closed'] });
  await arrive('5');
  await turn();
  expect(types()).toEqual(['remit.action.intended', 'remit.action.done', 'remit.case.closed']);
});

test('a receiver that is down gets everything in order once it is back, and is asked gently until then', async () => {
  receiver.answer = () => ({ status: 503 });
  await arrive('5');
  await arrive('6');
  await turn();
  const tries = receiver.seen.length;
  await turn();
  expect(receiver.seen).toHaveLength(tries);
  expect(await state()).toMatchObject({ says: 'It answered 503', state: 'on' });
  receiver.answer = null;
  ahead += 2 * MINUTE_MS;
  await turn();
  const subjects = new Set(receiver.taken.map(({ event }) => event.subject));
  expect(subjects.size).toBe(2);
  for (const subject of subjects)
    expect(types(receiver.taken.filter(({ event }) => event.subject === subject))).toEqual([
      'remit.case.opened',
      'remit.action.intended',
      'remit.action.done',
      'remit.case.closed',
    ]);
});

test('an answer that was cut is sent again under the same id, so that the receiver knows it', async () => {
  await arrive('5');
  let cuts = 1;
  receiver.answer = () => (cuts-- > 0 ? 'cut' : { status: 200 });
  await turn();
  ahead += MINUTE_MS;
  await turn();
  const ids = receiver.seen.map(({ headers }) => headers['webhook-id']);
  expect(ids[0]).toBe(ids[1]);
  expect(receiver.taken).toHaveLength(4);
});

test('how long a receiver asks to be left alone is kept to', async () => {
  receiver.answer = () => ({ status: 429, headers: { 'retry-after': '600' } });
  await arrive('5');
  await turn();
  receiver.answer = null;
  ahead += 5 * MINUTE_MS;
  await turn();
  expect(receiver.taken).toEqual([]);
  ahead += 6 * MINUTE_MS;
  await turn();
  expect(receiver.taken).toHaveLength(4);
});

test('one event that is refused for days is given up, and holds up no other case', async () => {
  const id = await arrive('5');
  receiver.answer = ({ event }) => ({ status: event.subject === id ? 422 : 200, body: 'order 5 is cursed' });
  await turn();
  for (let day = 0; day < 4; day++) {
    ahead += DAY_MS;
    await arrive(`1${day}`);
    await turn();
    await turn();
  }
  const { rows } = await database.pool.query('select says, state from outgoing_events order by seq limit 1');
  expect(rows).toEqual([{ says: 'It answered 422: order 5 is cursed', state: 'given_up' }]);
  expect(await state()).toMatchObject({ state: 'on' });
});

test('after days without success a hook is stopped and people are told; then all goes out', async () => {
  receiver.answer = () => ({ status: 500 });
  await arrive('5');
  for (let day = 0; day < 4; day++) {
    await turn();
    ahead += DAY_MS;
  }
  await turn();
  expect(await state()).toMatchObject({ state: 'stopped' });
  const { rows } = await database.pool.query<{ says: string }>('select says from notices');
  expect(rows[0]?.says).toContain('Events to warehouse were stopped, and 4 wait: It answered 500');
  await arrive('6');
  receiver.answer = null;
  await turn();
  expect(receiver.taken).toEqual([]);
  expect(await resumeHook(database.pool, world, 'warehouse', { id: 'mara', name: 'Mara Holm' })).toBe(true);
  await turn();
  expect(receiver.taken).toHaveLength(8);
});

test('a receiver that is gone for good is not asked again', async () => {
  receiver.answer = () => ({ status: 410 });
  await arrive('5');
  await turn();
  expect(await state()).toMatchObject({ state: 'stopped' });
});

test('what a receiver says back never shows its address or the secret', async () => {
  receiver.answer = () => ({ status: 400, body: `bad ${receiver.url} ${receiver.secret}` });
  await arrive('5');
  await turn();
  expect((await state()).says).toBe('It answered 400: bad … …');
});

test('of two processes one sends, and the other goes on where it died', async () => {
  const other = newSender('two');
  await arrive('5');
  await turn(other);
  expect(receiver.taken).toEqual([]);
  await sender.stop();
  await turn(other);
  expect(receiver.taken).toHaveLength(4);
  await other.stop();
});
