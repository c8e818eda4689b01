import { afterAll, beforeAll, expect, test } from 'vitest';
import { remake } from '../../src/authority/remake.ts';
import { remakeKeys } from '../../src/flow/case/remake.ts';
import { countsOf, loadRollback, planRollback, runRollback } from '../../src/flow/rollback/index.ts';
import { rebuild } from '../../src/log/index.ts';
import { openBusiness, type Business } from '../support/business.ts';
import {
  booksOf,
  driveRollback,
  priceOf,
  products,
  setByHand,
  setWrongPrices,
  wrongPrice,
} from '../support/prices.ts';

const CHANGES = 400;
const BY_PEOPLE = 30;
const STORY_MS = 120_000;

let business: Business;
/** When the wrong list came in. */
let from = '';
let cases: string[] = [];

beforeAll(async () => {
  business = await openBusiness({ seed: { products: products(CHANGES) } });
  from = business.now().toISOString();
  cases = await setWrongPrices(business, CHANGES);
  // People in the shop noticed some of them, and set what they thought right.
  for (let at = 0; at < BY_PEOPLE; at++) await setByHand(business, at, priceOf(at) + 100);
}, STORY_MS);

afterAll(() => business.stop());

const plan = (slice: object, because = 'The spring list was last year’s.') =>
  planRollback(business.wired.world, business.database.pool, business.person('owner'), { slice, because });

test(
  'one rollback restores 370 of 400 wrong prices and leaves 30 to a person',
  { timeout: STORY_MS },
  async () => {
    const { world } = business.wired;
    const { id } = await plan({ workflow: 'listings', write: 'shop.set_price', from });
    const planned = await loadRollback(world, id);
    expect(countsOf(planned.items)).toEqual({ can: CHANGES - BY_PEOPLE, conflict: BY_PEOPLE });
    const conflict = planned.items.find(({ case: one }) => one === cases[0]);
    expect(conflict).toMatchObject({ state: 'conflict', expected: '€18.00', found: '€21.00' });

    await runRollback(world, business.person('owner'), id, { verb: 'start', because: '' });
    const done = await driveRollback(business, id);
    expect(done.state).toBe('done');
    expect(countsOf(done.items)).toEqual({ undone: CHANGES - BY_PEOPLE, conflict: BY_PEOPLE });
    for (let at = 0; at < CHANGES; at++) {
      const { price, changes } = await booksOf(business, at);
      expect(price).toBe(at < BY_PEOPLE ? priceOf(at) + 100 : priceOf(at));
      expect(changes).toHaveLength(2);
      expect(changes[0]).toMatchObject({ before: priceOf(at), after: wrongPrice(at) });
    }
    // By key: 400 of the agent, 30 by hand, 370 of the rollback, and each did one thing once.
    const answer = await fetch(`${business.shop.url}/admin/writes.json`);
    const books = (await answer.json()) as {
      count: number;
      effects: { prices: number };
      writes: { key: string }[];
    };
    expect(books.effects.prices).toBe(CHANGES + BY_PEOPLE + CHANGES - BY_PEOPLE);
    expect(new Set(books.writes.map(({ key }) => key)).size).toBe(2 * CHANGES);
    const closed = await business.read(cases[BY_PEOPLE] ?? '');
    expect(closed).toMatchObject({ status: 'closed', outcome: 'reworked', end: { holds: true } });
  },
);

test(
  'the rollback is taken back by a rollback: the 370 stand again as the agent had set them',
  {
    timeout: STORY_MS,
  },
  async () => {
    const { wired, database } = business;
    const { rows } = await database.pool.query<{ id: string }>('select id from rollbacks');
    const [first] = rows;
    const owner = business.person('owner');
    const { id } = await plan({ rollback: first?.id }, 'It was the right list after all.');
    expect(countsOf((await loadRollback(wired.world, id)).items)).toEqual({ can: CHANGES - BY_PEOPLE });
    await runRollback(wired.world, owner, id, { verb: 'start', because: '' });
    const done = await driveRollback(business, id);
    expect(countsOf(done.items)).toEqual({ undone: CHANGES - BY_PEOPLE });
    for (let at = 0; at < CHANGES; at++) {
      const { price, changes } = await booksOf(business, at);
      expect(price).toBe(at < BY_PEOPLE ? priceOf(at) + 100 : wrongPrice(at));
      expect(changes).toHaveLength(at < BY_PEOPLE ? 2 : 3);
    }
    // What the agent did counts as done again, and could be rolled back once more.
    const again = await business.read(cases[BY_PEOPLE] ?? '');
    expect(again.actions.map(({ status }) => status)).toEqual(['done', 'undone', 'done']);
  },
);

test('the rows of rollbacks are made again from the log', { timeout: STORY_MS }, async () => {
  const { workspace, database } = business;
  const read = async () =>
    (
      await database.pool.query(
        'select to_jsonb(r) from rollbacks r union all select to_jsonb(n) from notices n',
      )
    ).rows as object[];
  const before = await read();
  await rebuild(database.pool, {
    rowsOf: (stream, entries) => remake(workspace, stream, entries),
    keysOf: remakeKeys,
  });
  expect(before).toHaveLength(4);
  expect(new Set(await read())).toEqual(new Set(before));
});
