import { afterAll, beforeAll, expect, test } from 'vitest';
import { claim, decide, handle, preview } from '../../src/flow/index.ts';
import type { CaseState } from '../../src/flow/index.ts';
import { AppError } from '../../src/runtime/errors.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const HOUR_MS = 3_600_000;
let business: Business;
let next = 0;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: 20 }, (_, at) => shippedOrder(`WG-${at}`, 4, now));
  const lost = shippedOrder('WG-LOST', 9, now);
  const dear = [{ sku: 'SOCK-M', quantity: 5, price: 1900 }];
  const parcel = { ...lost.parcel, lost_at: now.toISOString() };
  business = await openBusiness({ seed: { orders: [...orders, { ...lost, items: dear, parcel }] } });
});
afterAll(() => business.stop());

/** A case that asks for a yes: a refund beyond what runs alone, planned by an edit that went up. */
async function heldCase(): Promise<CaseState> {
  const id = await business.message(fromIda(`WG-${next++}`, { topic: 'other', message: 'Something odd' }));
  return business.advance(id);
}

function reviewOf(state: CaseState): { id: string; plan: string } {
  if (!state.review || !state.plan) throw new Error('nothing is held');
  return { id: state.review.id, plan: state.plan.digest };
}

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

test('of two people who take the same case, one has it and the other is told who', async () => {
  const { wired } = business;
  const { id } = reviewOf(await heldCase());
  const [pia, tomas] = business.workspace.people.filter(
    ({ roles }) => roles.length === 1 && roles[0] === 'support',
  );
  if (!pia || !tomas) throw new Error('two reviewers are needed');
  const both = await Promise.all([claim(wired.world, pia, id), claim(wired.world, tomas, id)]);
  expect(both.filter(({ claimed }) => claimed)).toHaveLength(1);
  expect(new Set(both.map(({ by }) => by)).size).toBe(1);
});

test('of two decisions on one review, one counts and the other hears who was first', async () => {
  const { wired } = business;
  const state = await heldCase();
  const { id, plan } = reviewOf(state);
  const manager = business.person('manager');
  const given = {
    plan,
    decision: 'edit' as const,
    kind: 'late_delivery',
    play: 'refund_shipping',
    inputs: {},
  };
  const both = await Promise.allSettled([
    decide(wired.world, manager, id, given),
    decide(wired.world, manager, id, given),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = both.find((one) => one.status === 'rejected');
  expect(String(lost?.reason)).toContain(manager.name);
  const done = await business.advance(state.id);
  expect(done.actions.filter(({ write }) => write === 'shop.refund')).toHaveLength(1);
});

test('a click on a plan that has changed since decides nothing', async () => {
  const { id } = reviewOf(await heldCase());
  const given = { plan: 'f'.repeat(64), decision: 'reject' as const };
  const error = await refusal(decide(business.wired.world, business.person('manager'), id, given));
  expect(error.code).toBe('conflict');
  expect(error.message).toContain('changed while you were reading');
});

test('work that only a person does cannot be approved away', async () => {
  const lost = await business.message(fromIda('WG-UNHEARD-OF', { topic: 'other' }));
  const { id, plan } = reviewOf(await business.advance(lost));
  const error = await refusal(
    decide(business.wired.world, business.person('manager'), id, { plan, decision: 'approve' }),
  );
  expect(error.code).toBe('forbidden');
});

test('an edit says where it is wrong, and is ruled as one types', async () => {
  const { wired } = business;
  const state = await heldCase();
  const { id, plan } = reviewOf(state);
  const dear = { play: 'refund_order', inputs: { amount: { minor: 1_900, currency: 'EUR' } } };
  const seen = await preview(wired.world, state.id, dear);
  expect(seen.problems).toEqual([]);
  expect(seen.ruling.effect).toBe('approve');
  const text = seen.ruling.actions.flatMap(({ reasons }) => reasons.map(({ says }) => says)).join(' ');
  expect(text).toContain('€19.00');
  const wrong = {
    plan,
    decision: 'edit' as const,
    kind: 'late_delivery',
    play: 'refund_order',
    inputs: { amount: 'a lot' },
  };
  const error = await refusal(decide(wired.world, business.person('manager'), id, wrong));
  expect(error.code).toBe('invalid');
  expect(error.path).toBe('inputs.amount');
  expect((await business.read(state.id)).review?.status).toBe('open');
});

test('after a rejection nothing runs and a person is asked to do it', async () => {
  const state = await heldCase();
  const { id, plan } = reviewOf(state);
  const manager = business.person('manager');
  await decide(business.wired.world, manager, id, {
    plan,
    decision: 'reject',
    because: 'wrong_play',
    reason: 'Call her',
  });
  const asked = await business.advance(state.id);
  expect(asked.status).toBe('held');
  expect(asked.review?.effect).toBe('human');
  expect(asked.actions).toEqual([]);
  await handle(business.wired.world, manager, state.id, {
    kind: 'late_delivery',
    play: 'apologise',
    outcome: 'solved',
    minutes: 4,
  });
  const closed = await business.read(state.id);
  expect(closed.outcome).toBe('solved');
  const { rows } = await business.database.pool.query<{ labels: unknown }>(
    'select labels from labels where case_id = $1',
    [state.id],
  );
  expect(JSON.stringify(rows.map(({ labels }) => labels))).toContain('apologise');
});

test('a snoozed case waits, and one that is handed over asks the other role', async () => {
  const { wired } = business;
  const state = await heldCase();
  const { id, plan } = reviewOf(state);
  const pia = business.person('support');
  const until = new Date(business.now().getTime() + HOUR_MS).toISOString();
  await decide(wired.world, pia, id, { plan, decision: 'snooze', until });
  expect((await business.read(state.id)).review?.status).toBe('snoozed');
  await decide(wired.world, pia, id, { plan, decision: 'escalate', role: 'owner' });
  expect((await business.read(state.id)).review).toMatchObject({ status: 'open', role: 'owner' });
  const error = await refusal(decide(wired.world, pia, id, { plan, decision: 'reject' }));
  expect(error.code).toBe('forbidden');
});

test('a new message on the same order makes the held plan stale, and it is thought again', async () => {
  const fields = fromIda(`WG-${next}`, { topic: 'other', message: 'Something odd' });
  const held = await business.advance(await business.message(fields, 'first-word'));
  const again = await business.message(
    { ...fields, topic: 'parcel_is_late', message: 'Where is it?' },
    'second-word',
  );
  expect(again).toBe(held.id);
  const { id, plan } = reviewOf(held);
  const error = await refusal(
    decide(business.wired.world, business.person('manager'), id, { plan, decision: 'reject' }),
  );
  expect(error.code).toBe('conflict');
  const done = await business.advance(held.id);
  expect(done.messages).toHaveLength(2);
  expect(done.plan?.play).toBe('refund_shipping');
  next += 1;
});

test('a review that nobody decides goes to the next of the chain, and nothing is done', async () => {
  const { wired } = business;
  // A lost parcel of this value is sent again only with a yes.
  const back = await business.message(fromIda('WG-LOST', { topic: 'parcel_is_late' }));
  const held = await business.advance(back);
  expect(held.plan?.play).toBe('send_again');
  expect(held.review).toMatchObject({ effect: 'approve', role: 'support' });
  const before = held.actions.length;
  business.wait(5 * HOUR_MS);
  const lapsed = await business.advance(back);
  expect(lapsed.review).toMatchObject({ status: 'open', role: 'manager' });
  expect(lapsed.actions).toHaveLength(before);
  const late = await refusal(
    decide(wired.world, business.person('support'), held.review?.id ?? '', {
      plan: held.plan?.digest ?? '',
      decision: 'approve',
    }),
  );
  expect(late.code).toBe('conflict');
});
