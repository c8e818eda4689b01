import { afterEach, beforeEach, expect, test } from 'vitest';
import { countsOf, planRollback, runRollback } from '../../src/flow/rollback/index.ts';
import { openBusiness, type Business } from '../support/business.ts';
import { chance } from '../support/chance.ts';
import { booksOf, driveRollback, listed, priceOf, products, setByHand } from '../support/prices.ts';

const PRODUCTS = 12;
const CHANGES = 60;
/** Of so many changes one is made by people. */
const BY_PEOPLE = 4;

let business: Business;

beforeEach(async () => {
  business = await openBusiness({ seed: { products: products(PRODUCTS) } });
});
afterEach(() => business.stop());

/** An agent and people change prices in any order. */
async function changeSome(seed: number, count: number): Promise<void> {
  const { below } = chance(seed);
  for (let n = 0; n < count; n++) {
    const at = below(PRODUCTS);
    // Few prices, so that people also set by chance what the agent had set.
    const cents = priceOf(at) - 100 * (1 + below(3));
    if (below(BY_PEOPLE) === 0) await setByHand(business, at, cents);
    else await business.advance(await listed(business, at, cents, `list ${seed}.${n}`));
  }
}

test.each([1, 2, 3])(
  'whatever agents and people changed in whatever order, no undo overwrites what somebody else had set (seed %i)',
  async (seed) => {
    const { wired, database } = business;
    const owner = business.person('owner');
    await changeSome(seed, CHANGES);
    const given = { slice: { workflow: 'listings' }, because: 'all of it' };
    const { id } = await planRollback(wired.world, database.pool, owner, given);
    // It goes on while the plan is looked at: what was planned is no longer what is found.
    await changeSome(100 * seed, CHANGES / 4);
    await runRollback(wired.world, owner, id, { verb: 'start', because: '' });
    const { items } = await driveRollback(business, id);
    const undos = new Map(items.flatMap(({ by, key }) => (by === undefined ? [] : [[by, key]])));
    expect(undos.size).toBe(countsOf(items)['undone'] ?? 0);
    expect(undos.size).toBeGreaterThan(0);
    const known = new Set<string>();
    for (let at = 0; at < PRODUCTS; at++) {
      const { changes } = await booksOf(business, at);
      const byKey = new Map(changes.map((change) => [change.key, change]));
      expect(byKey.size, 'each key did one thing').toBe(changes.length);
      for (const change of changes) {
        const undone = byKey.get(undos.get(change.key) ?? '');
        if (!undone) continue;
        known.add(change.key);
        // It met exactly what the agent had set, and put back exactly what had been there before.
        expect(change).toMatchObject({ before: undone.after, after: undone.before });
      }
    }
    expect(known.size).toBe(undos.size);
  },
);
