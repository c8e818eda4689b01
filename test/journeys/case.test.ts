import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide, handle, undo } from '../../src/flow/index.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

let business: Business;

beforeAll(async () => {
  const now = new Date();
  business = await openBusiness({
    seed: {
      orders: [
        shippedOrder('WG-1', -2, now),
        shippedOrder('WG-2', 4, now),
        shippedOrder('WG-3', 4, now),
        shippedOrder('WG-4', -2, now),
      ],
    },
  });
});
afterAll(() => business.stop());

test('a question about a parcel in time is answered by itself, and the shop has sent one reply', async () => {
  const id = await business.message(fromIda('WG-1'));
  const done = await business.advance(id);
  expect(done.plan?.play).toBe('send_tracking');
  expect(done.ruling?.effect).toBe('allow');
  expect(done.status).toBe('closed');
  expect(done.outcome).toBe('solved');
  expect((await business.writes()).filter(({ key }) => key.startsWith(id))).toHaveLength(1);
});

test('a late parcel gets its shipping back, and the refund is read back before the case closes', async () => {
  const id = await business.message(fromIda('WG-2', { topic: 'parcel_is_late' }));
  const done = await business.advance(id);
  expect(done.plan?.play).toBe('refund_shipping');
  expect(done.actions.map(({ write, status }) => [write, status])).toEqual([
    ['shop.refund', 'done'],
    ['shop.reply', 'done'],
  ]);
  expect(done.end).toMatchObject({ holds: true });
  // What was read again for the end state stands beside what was known, and does not push it out.
  expect(Object.keys(done.facts ?? {}).sort()).toEqual([
    'customer',
    'options',
    'order',
    'orders',
    'parcel',
    'refunds',
  ]);
  expect(done.status).toBe('closed');
});

test('the same event sent twice opens one case', async () => {
  const first = await business.message(fromIda('WG-3', { topic: 'other', message: 'hm' }), 'twice');
  const second = await business.message(fromIda('WG-3', { topic: 'other', message: 'hm' }), 'twice');
  expect(second).toBe(first);
});

test('what no agent can plan goes to a person, who edits, and the refund is undone later', async () => {
  const id = await business.message(
    fromIda('WG-4', { topic: 'other', message: 'Something else altogether' }),
    'odd',
  );
  const held = await business.advance(id);
  expect(held.status).toBe('held');
  expect(held.review?.effect).toBe('human');
  const manager = business.person('manager');
  const digest = held.plan?.digest ?? '';
  const answer = await decide(business.wired.world, manager, held.review?.id ?? '', {
    plan: digest,
    decision: 'edit',
    kind: 'late_delivery',
    play: 'refund_shipping',
    inputs: {},
  });
  expect(answer.says).toContain('Approved with changes');
  const closed = await business.advance(id);
  expect(closed.status).toBe('closed');
  const refund = closed.actions.find(({ write }) => write === 'shop.refund');
  await undo(business.wired.world, manager, id, refund?.key ?? '');
  const after = await business.advance(id);
  expect(after.actions.find(({ key }) => key === refund?.key)?.status).toBe('undone');
  expect(after.status).toBe('held');
  await handle(business.wired.world, manager, id, {
    kind: 'late_delivery',
    play: null,
    outcome: 'solved',
    minutes: 3,
  });
  expect((await business.read(id)).outcome).toBe('reworked');
});
