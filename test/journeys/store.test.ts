import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoreBusiness, type Way } from '../../bench/store/business.ts';
import { account } from '../../bench/store/check.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import type { HttpFault } from '../support/fault_proxy.ts';
import { CALLS, ERRANDS, inventedStore, REFUSED } from '../support/invented_store.ts';

/** No answer is waited for in vain here, so a slow machine shall not make one late. */
const TIMEOUT = '10s';
const FAULTS: HttpFault[] = [
  { kind: 'cut' },
  { kind: 'twice' },
  { kind: 'nonsense' },
  { kind: 'status', status: 500 },
  { kind: 'cut_before' },
  { kind: 'slow', ms: 30 },
];
/** Every fourth call between Remit and the shop goes wrong. */
const EVERY = 4;

let database: FreshDatabase;
let shop: StoreBusiness;

beforeAll(async () => {
  database = await freshDatabase();
  const { pool, url } = database;
  shop = await StoreBusiness.open({
    pool,
    url,
    store: inventedStore(),
    requests: ERRANDS,
    timeout: TIMEOUT,
  });
});
afterAll(async () => {
  await shop.close();
  await database.drop();
});

/** What the errands did in the shop since `from`, and whether its data is what its tools alone would have left. */
function outcome(from: number) {
  const { behind, direct } = shop.shelf.digests();
  return { ...account(shop.service, from, ERRANDS), isSame: behind === direct };
}

const DONE = { done: CALLS - REFUSED, refused: REFUSED, wrong: [], isSame: true };

describe.each<[string, Way]>([
  ['by a model that goes on from call to call', 'model'],
  ['by an agent from outside at the gateway', 'gateway'],
])('what customers ask of a shop, done %s', (_, way) => {
  test('leaves exactly the data that the shop’s own tools leave, each call under a key of its own', async () => {
    shop.restore();
    const from = shop.service.performed.length;
    const approved = shop.reviewer.decided.approved;
    expect(await shop.performAll(way, `${way}-calm`)).toEqual([]);
    expect(outcome(from)).toEqual({ ...DONE, sentAgain: 0 });
    // Whatever cannot be taken back was held: two returns, an exchange, and new items.
    expect(shop.reviewer.decided.approved - approved).toBeGreaterThanOrEqual(4);
  });

  test('leaves the same data where the line to the shop cuts, doubles, garbles and fails', async () => {
    shop.restore();
    const from = shop.service.performed.length;
    shop.line.faults((_passing, index) =>
      index % EVERY === 0 ? FAULTS[(index / EVERY) % FAULTS.length] : undefined,
    );
    try {
      expect(await shop.performAll(way, `${way}-faults`)).toEqual([]);
    } finally {
      shop.line.faults(null);
    }
    expect(outcome(from)).toMatchObject(DONE);
  });
});
