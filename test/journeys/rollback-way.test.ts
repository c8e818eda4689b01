import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseSwitch, throwSwitch } from '../../src/authority/brake/switches.ts';
import { undo, undoPreview } from '../../src/flow/index.ts';
import {
  advanceRollback,
  countsOf,
  loadRollback,
  planRollback,
  runRollback,
  type RollbackVerb,
} from '../../src/flow/rollback/index.ts';
import { wire } from '../../src/wire.ts';
import { fromIda, openBusiness, seed, shippedOrder, type Business } from '../support/business.ts';
import {
  booksOf,
  driveRollback,
  listed,
  priceOf,
  products,
  setByHand,
  setWrongPrices,
  wrongPrice,
} from '../support/prices.ts';

const CHANGES = 40;

let business: Business;
let cases: string[] = [];

beforeEach(async () => {
  business = await openBusiness({ seed: { products: products(CHANGES) } });
  cases = [];
});
afterEach(() => business.stop());

const plan = async (slice: object = { workflow: 'listings' }) => {
  const { wired, database } = business;
  const owner = business.person('owner');
  return (await planRollback(wired.world, database.pool, owner, { slice, because: 'a wrong list' })).id;
};
const run = (id: string, verb: RollbackVerb, role = 'owner') =>
  runRollback(business.wired.world, business.person(role), id, { verb, because: '' });
const read = (id: string) => loadRollback(business.wired.world, id);
const drive = (id: string) => driveRollback(business, id);
const play = (fault: object) =>
  fetch(`${business.shop.url}/admin/faults`, { method: 'POST', body: JSON.stringify(fault) });
const undone = async (id: string) => countsOf((await read(id)).items)['undone'] ?? 0;

/** Every product costs what it did before, and was changed exactly twice. */
async function expectRestored(): Promise<void> {
  for (const at of cases.keys()) {
    const { price, changes } = await booksOf(business, at);
    expect(price, `WOOL-${at}`).toBe(priceOf(at));
    expect(changes, `WOOL-${at}`).toHaveLength(2);
  }
}

test('a pause is obeyed within one batch, and resuming goes on where it was', async () => {
  cases = await setWrongPrices(business, CHANGES);
  const id = await plan();
  await play({ path: '/products', method: 'PUT', delay_ms: 60, times: 100_000 });
  await run(id, 'start');
  const running = advanceRollback(business.wired.world, id);
  await expect.poll(() => undone(id), { interval: 10, timeout: 20_000 }).toBeGreaterThan(0);
  // Anybody may pause; going on takes the right to.
  await run(id, 'pause', 'support');
  expect((await running).state).toBe('paused');
  const entries = await business.wired.world.log.read(`rollback/${id}`);
  const paused = entries.findIndex(({ kind }) => kind === 'rollback.paused');
  const later = entries.slice(paused + 1).flatMap(({ body }) => body['items'] as object[]);
  expect(later.length).toBeLessThanOrEqual(8);
  const after = await undone(id);
  expect(after).toBeLessThan(CHANGES);
  await expect(run(id, 'resume', 'support')).rejects.toThrow(/may not roll back/);
  await run(id, 'resume');
  expect(await drive(id)).toMatchObject({ state: 'done' });
  expect(await undone(id)).toBe(CHANGES);
  await expectRestored();
});

test('a switch that is thrown in the middle pauses it with a sentence, and nothing is done twice after the release', async () => {
  cases = await setWrongPrices(business, CHANGES);
  const { wired, database } = business;
  const owner = business.person('owner');
  const id = await plan();
  await play({ path: '/products', method: 'PUT', delay_ms: 60, times: 100_000 });
  await run(id, 'start');
  const running = advanceRollback(wired.world, id);
  await expect.poll(() => undone(id), { interval: 10, timeout: 20_000 }).toBeGreaterThan(0);
  const brake = { switch: 'write:shop.set_price', because: 'wait', how: 'api' as const };
  await throwSwitch(wired.world, { type: 'person', id: owner.id }, brake);
  expect(await running).toMatchObject({
    state: 'paused',
    says: 'The switch write:shop.set_price is thrown. Release it, then resume.',
  });
  expect(await undone(id)).toBeLessThan(CHANGES);
  await run(id, 'resume');
  expect(await drive(id)).toMatchObject({ state: 'paused' });

  await releaseSwitch(wired.world, database.pool, owner, { switch: brake.switch, because: 'on' });
  await run(id, 'resume');
  await drive(id);
  expect(await undone(id)).toBe(CHANGES);
  await expectRestored();
});

test('whoever works on cases runs a rollback as well, as soon as somebody starts it', async () => {
  cases = await setWrongPrices(business, 20, 0);
  const id = await plan();
  const { database, workspace } = business;
  const working = await wire({
    pool: database.pool,
    url: database.url,
    workspace: () => workspace,
    workers: 4,
  });
  await run(id, 'start');
  await expect.poll(async () => (await read(id)).state, { timeout: 20_000 }).toBe('done');
  await working.close();
  expect(await undone(id)).toBe(20);
  await expectRestored();
});

test('who lost the right to roll back does not go on doing it', async () => {
  cases = await setWrongPrices(business, 20);
  const id = await plan();
  await run(id, 'start');
  const owner = business.person('owner');
  Object.assign(owner, { roles: ['support'] });
  expect(await drive(id)).toMatchObject({
    state: 'paused',
    says: 'Who started it may not roll back any more, so somebody else resumes it.',
  });
  expect(await undone(id)).toBe(0);
});

test('an agent that is stopped does not keep its prices from being put back', async () => {
  cases = await setWrongPrices(business, 3);
  const owner = business.person('owner');
  for (const name of ['workflow:listings', 'agent:rules'])
    await throwSwitch(
      business.wired.world,
      { type: 'person', id: owner.id },
      { switch: name, because: 'wrong prices', how: 'console' },
    );
  const id = await plan();
  await run(id, 'start');
  expect(await drive(id)).toMatchObject({ state: 'done' });
  await expectRestored();
});

test('a shop that does not answer pauses it, and what was not known is tried again', async () => {
  cases = await setWrongPrices(business, 5);
  const id = await plan();
  await play({ path: '/products', method: 'GET', status: 503, times: 100_000 });
  await run(id, 'start');
  const paused = await drive(id);
  expect(paused).toMatchObject({ state: 'paused' });
  expect(paused.says).toContain('Nothing can be read back just now');
  await fetch(`${business.shop.url}/admin/faults`, { method: 'DELETE' });
  await run(id, 'resume');
  expect(await drive(id)).toMatchObject({ state: 'done' });
  await expectRestored();
});

test('several changes of one price are one story: the newest is taken back first, the first price comes back', async () => {
  const prices = [1_900, 1_800, 1_950];
  for (const [at, cents] of prices.entries()) {
    for (const product of [0, 1]) {
      const id = await listed(business, product, cents, `list ${at}`);
      expect(await business.advance(id)).toMatchObject({ outcome: 'solved' });
    }
  }
  // Somebody touched the second product in between: only it is left, with all of its changes.
  await setByHand(business, 1, 1_900);
  const id = await plan();
  expect(countsOf((await read(id)).items)).toEqual({ can: 3, conflict: 3 });
  await run(id, 'start');
  const done = await drive(id);
  expect(countsOf(done.items)).toEqual({ undone: 3, conflict: 3 });
  const { price, changes } = await booksOf(business, 0);
  expect(price).toBe(priceOf(0));
  expect(changes.map(({ after }) => after)).toEqual([...prices, 1_800, 1_900, priceOf(0)]);
  // That the shop shows by chance what an older change had set makes nobody overwrite it.
  expect((await booksOf(business, 1)).changes).toHaveLength(4);
});

test('what somebody changed between two changes is found before the older one is touched', async () => {
  await business.advance(await listed(business, 0, 1_900, 'first'));
  await setByHand(business, 0, 2_100);
  await business.advance(await listed(business, 0, 1_950, 'second'));
  const id = await plan();
  const [newer, older] = (await read(id)).items;
  expect(newer).toMatchObject({ state: 'can', says: 'Set a price: Product WOOL-0, Price €21.00' });
  expect(older).toMatchObject({ state: 'conflict', expected: '€19.00', found: '€21.00' });
  await run(id, 'start');
  await drive(id);
  expect((await booksOf(business, 0)).price).toBe(2_100);
});

test('a change that happens after the plan was looked at is left to a person as well', async () => {
  cases = await setWrongPrices(business, 3);
  const id = await plan();
  await setByHand(business, 1, 2_222);
  await run(id, 'start');
  const done = await drive(id);
  expect(countsOf(done.items)).toEqual({ undone: 2, conflict: 1 });
  expect(done.items.find(({ state }) => state === 'conflict')).toMatchObject({
    case: cases[1],
    expected: '€18.09',
    found: '€22.22',
  });
  expect((await booksOf(business, 1)).price).toBe(2_222);
});

test('a person sees both values before they take back what somebody changed, and says so', async () => {
  cases = await setWrongPrices(business, 2);
  const { world } = business.wired;
  const manager = business.person('manager');
  const [first = '', second = ''] = cases;
  await setByHand(business, 0, 2_222);
  const key = (await business.read(first)).actions[0]?.key ?? '';
  expect(await undoPreview(world, first, key)).toMatchObject({
    ok: true,
    label: 'Set a price',
    conflict: { expected: '€18.00', found: '€22.22' },
  });
  await expect(undo(world, manager, first, key)).rejects.toMatchObject({ code: 'conflict' });
  expect((await booksOf(business, 0)).price).toBe(2_222);
  await undo(world, manager, first, key, { anyway: true });
  await business.advance(first);
  expect((await booksOf(business, 0)).price).toBe(priceOf(0));

  const other = (await business.read(second)).actions[0]?.key ?? '';
  expect(await undoPreview(world, second, other)).toMatchObject({ ok: true, conflict: null });
  await play({ path: '/products', method: 'GET', status: 503, times: 100 });
  await expect(undo(world, manager, second, other)).rejects.toMatchObject({ code: 'unavailable' });
});

test('what took an action back can be taken back itself, and the action counts as done again', async () => {
  cases = await setWrongPrices(business, 1);
  const { world } = business.wired;
  const manager = business.person('manager');
  const [id = ''] = cases;
  const statuses = async () => (await business.read(id)).actions.map(({ status }) => status);
  for (const [key, expected] of [
    [`${id}.a1`, ['undone', 'done']],
    [`${id}.a2`, ['done', 'undone', 'done']],
  ] as const) {
    await undo(world, manager, id, key);
    await business.advance(id);
    expect(await statuses()).toEqual(expected);
  }
  expect((await booksOf(business, 0)).price).toBe(wrongPrice(0));
  await expect(undo(world, manager, id, `${id}.a3`)).rejects.toThrow('take that one back');
  await undo(world, manager, id, `${id}.a1`);
  await business.advance(id);
  expect(await statuses()).toEqual(['undone', 'undone', 'done', 'done']);
  expect((await booksOf(business, 0)).price).toBe(priceOf(0));
});

test('after a rollback a case that a person had before them is asked again', async () => {
  const id = await listed(business, 0, wrongPrice(0));
  await business.advance(id);
  // The same line comes once more with a price that nobody may set alone: the case is held.
  const far = {
    supplier: 'Nordwolle',
    list: 'spring list',
    sku: 'WOOL-0',
    price: { minor: 500, currency: 'EUR' },
  };
  expect(await business.message(far, 'again', 'listings')).toBe(id);
  expect(await business.advance(id)).toMatchObject({ status: 'held' });
  const rollback = await plan();
  await run(rollback, 'start');
  expect(countsOf((await drive(rollback)).items)).toEqual({ undone: 1 });
  const after = await business.read(id);
  expect(after).toMatchObject({ status: 'held', review: { effect: 'human' } });
  expect((await booksOf(business, 0)).price).toBe(priceOf(0));
});

test('a case that is on its way is left alone, and tried again when somebody resumes', async () => {
  const id = await listed(business, 0, wrongPrice(0));
  await business.advance(id);
  const again = await business.message(
    { supplier: 'Nordwolle', list: 'spring list', sku: 'WOOL-0', price: { minor: 500, currency: 'EUR' } },
    'again',
    'listings',
  );
  expect(again).toBe(id);
  const rollback = await plan();
  await run(rollback, 'start');
  const left = await drive(rollback);
  expect(left).toMatchObject({
    state: 'done',
    items: [{ state: 'held', says: 'Its case is on its way just now.' }],
  });
  await business.advance(id);
  await run(rollback, 'resume');
  expect(countsOf((await drive(rollback)).items)).toEqual({ undone: 1 });
  expect((await booksOf(business, 0)).price).toBe(priceOf(0));
  await expect(run(rollback, 'resume')).rejects.toThrow('Nothing in it is left to try.');
});

test('what somebody took back by hand while it ran is not taken back again, nor claimed by the rollback', async () => {
  cases = await setWrongPrices(business, 2);
  const { world } = business.wired;
  const [first = ''] = cases;
  const id = await plan();
  await undo(world, business.person('manager'), first, `${first}.a1`);
  await business.advance(first);
  await run(id, 'start');
  const { items } = await drive(id);
  const byHand = items.find((item) => item.case === first);
  expect(byHand).toMatchObject({ state: 'undone', says: 'It had been taken back before.' });
  expect(byHand).not.toHaveProperty('by');
  await expectRestored();
});

test('a rollback that was cancelled stays as it is', async () => {
  cases = await setWrongPrices(business, 2);
  const id = await plan();
  await run(id, 'cancel');
  expect(await drive(id)).toMatchObject({
    state: 'cancelled',
    says: expect.stringContaining('cancelled it'),
  });
  expect(await undone(id)).toBe(0);
  for (const verb of ['start', 'pause', 'resume', 'cancel'] as const)
    await expect(run(id, verb), verb).rejects.toMatchObject({ code: 'conflict' });
});

test('several actions of one case are taken back one after the other, and the case closes again', async () => {
  const {
    parcel: _parcel,
    packed_at: _packed,
    shipped_at: _shipped,
    ...order
  } = shippedOrder('WG-1', 0, business.now());
  const placed = { ...order, placed_at: new Date(business.now().getTime() - 3_600_000).toISOString() };
  const { products: sold, customers } = seed();
  await business.shop.plant({ products: sold, customers, orders: [placed] });
  const asked = fromIda('WG-1', { topic: 'cancel', message: 'Please cancel it.' });
  const empty = {
    sku: '',
    new_sku: '',
    new_name: '',
    new_street: '',
    new_postcode: '',
    new_city: '',
    new_country: '',
  };
  const id = await business.message({ ...asked, ...empty, signed_in: true }, 'cancel-1', 'order-changes');
  expect(await business.advance(id)).toMatchObject({ status: 'closed', outcome: 'solved' });

  const rollback = await plan({ case: id });
  await run(rollback, 'start');
  expect(countsOf((await drive(rollback)).items)).toEqual({ undone: 3 });
  const after = await business.read(id);
  expect(after).toMatchObject({ status: 'closed', outcome: 'reworked' });
  expect(after.actions.slice(3).map(({ write }) => write)).toEqual([
    'shop.withdraw_reply',
    'shop.void_refund',
    'shop.uncancel_order',
  ]);
  const shown = await fetch(`${business.shop.url}/orders/WG-1`);
  expect(await shown.json()).toMatchObject({ status: 'placed', refunded: { minor: 0 } });
});
