import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS_MIN } from '../../src/evidence/anomaly.ts';
import { decide } from '../../src/flow/index.ts';
import { USUAL_EVERY_MS } from '../../src/runtime/usual.ts';
import type { Workflow } from '../../src/workspace/schema.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const PATIENCE = { timeout: 10_000, interval: 50 };
const SLOW_MS = 60_000;

let business: Business;
let late: Workflow;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: ACTIONS_MIN + 5 }, (_, at) => shippedOrder(`WG-${at}`, 4, now));
  const dear = { ...shippedOrder('WG-DEAR', 4, now), shipping: 1_490 };
  business = await openBusiness({ wide: true, seed: { orders: [...orders, dear] } });
  late = business.workspace.workflows['late-delivery'] as Workflow;
  late.anomalies = 'approve';
});
afterAll(() => business.stop());

/** A late parcel of which the shipping is given back; the memory of what is usual is read again meanwhile. */
async function ask(order: string) {
  return business.advance(await business.message(fromIda(order, { topic: 'parcel_is_late' })));
}

async function knows(count: number): Promise<void> {
  business.wait(USUAL_EVERY_MS);
  const seen = () => business.wired.world.usual(late)?.writes['shop.refund']?.count ?? 0;
  await expect.poll(seen, PATIENCE).toBe(count);
}

test(
  'an amount that the boundary allows, and that never was, waits for a person with the numbers',
  async () => {
    for (let at = 0; at < ACTIONS_MIN - 1; at++) expect((await ask(`WG-${at}`)).status).toBe('closed');
    await knows(ACTIONS_MIN - 1);
    expect((await ask(`WG-${ACTIONS_MIN - 1}`)).status).toBe('closed');
    await knows(ACTIONS_MIN);
    expect((await ask(`WG-${ACTIONS_MIN}`)).status).toBe('closed');

    const held = await ask('WG-DEAR');
    expect(held.status).toBe('held');
    const reasons = held.ruling?.actions.flatMap((action) => action.reasons) ?? [];
    expect(reasons.filter(({ source }) => source === 'anomaly')).toMatchObject([
      {
        rule: 'unusual-amount',
        effect: 'approve',
        says: `€14.90 is far above what is usual here: half of ${ACTIONS_MIN} were at most €4.90, and the largest was €4.90.`,
      },
    ]);
    expect(reasons.some(({ source, effect }) => source === 'boundary' && effect !== 'allow')).toBe(false);

    const [plan, review] = [held.plan?.digest ?? '', held.review?.id ?? ''];
    await decide(business.wired.world, business.person('manager'), review, { plan, decision: 'approve' });
    const done = await business.advance(held.id);
    expect(done.actions.find(({ write }) => write === 'shop.refund')).toMatchObject({
      status: 'done',
      money: { minor: 1_490 },
    });
  },
  SLOW_MS,
);
