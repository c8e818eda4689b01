import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeStage } from '../../src/authority/stage/change.ts';
import { tellStage } from '../../src/authority/stage/tell.ts';
import type { RolloutForm } from '../../src/authority/schema.ts';
import { decide } from '../../src/flow/index.ts';
import type { CaseState } from '../../src/flow/index.ts';
import type { Workflow } from '../../src/workspace/schema.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const PATIENCE = { timeout: 10_000, interval: 50 };
let business: Business;
let late: Workflow;
let next = 0;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: 20 }, (_, at) => shippedOrder(`WG-${at}`, 1, now));
  business = await openBusiness({ seed: { orders } });
  late = business.workspace.workflows['late-delivery'] as Workflow;
});
afterAll(() => business.stop());
beforeEach(() => take('draft', 0));

/** Puts a stage in force. With a share of 0 every case is people's. */
async function take(stage: RolloutForm['stage'], share = 100): Promise<void> {
  const { world } = business.wired;
  const owner = business.person('owner');
  const { rollout } = await tellStage(world, business.database.pool, late, owner);
  const to = { stage, share, kinds: null };
  const same = rollout.stage === stage && rollout.share === share;
  if (!same) {
    const given = { to, because: 'We try it.', version: rollout.version };
    await changeStage(world, business.database.pool, owner, late, given);
  }
  await expect.poll(() => world.rollout(late), PATIENCE).toMatchObject({ stage, share });
}

async function held(): Promise<CaseState> {
  const state = await business.advance(await business.message(fromIda(`WG-${next++}`)));
  expect(state.status).toBe('held');
  return state;
}

/** A person chooses what to do, and Remit is to do it. */
function choose({ review, plan }: CaseState): Promise<unknown> {
  return decide(business.wired.world, business.person('manager'), review?.id ?? '', {
    plan: plan?.digest ?? '',
    decision: 'edit',
    kind: 'late_delivery',
    play: 'apologise',
    inputs: { text: 'Sorry, it is on its way.' },
  });
}

async function writesOf(id: string): Promise<string[]> {
  return (await business.writes()).filter(({ key }) => key.startsWith(id)).map(({ path }) => path);
}

test('a case of the control group that a person decides is done, as long as the stage lets it', async () => {
  const state = await held();
  await choose(state);
  await business.advance(state.id);
  expect(await writesOf(state.id)).toEqual(['POST /replies']);
});

for (const stage of ['shadow', 'record'] as const) {
  test(`what was asked of people before the stage ${stage} cannot be run from its old review`, async () => {
    const state = await held();
    await take(stage);
    await expect(choose(state)).rejects.toThrow('In this stage people do the work');
    await business.advance(state.id);
    expect(await writesOf(state.id)).toEqual([]);
  });

  test(`what a person chose before the stage ${stage} is not done in it, and is asked again`, async () => {
    const state = await held();
    await choose(state);
    await take(stage);
    const after = await business.advance(state.id);
    expect(await writesOf(state.id)).toEqual([]);
    expect(after).toMatchObject({ status: 'held', review: { runs: false } });
  });
}

test('in the record stage nothing can be run after a review was rejected either', async () => {
  await take('record');
  const state = await held();
  await decide(business.wired.world, business.person('manager'), state.review?.id ?? '', {
    plan: state.plan?.digest ?? '',
    decision: 'reject',
  });
  const again = await business.advance(state.id);
  expect(again.review).toMatchObject({ status: 'open', runs: false });
  await expect(choose(again)).rejects.toThrow('people do the work');
  await business.advance(state.id);
  expect(await writesOf(state.id)).toEqual([]);
});

test('a play that bears the name of what every object has is no play', async () => {
  const { review, plan } = await held();
  const given = { plan: plan?.digest ?? '', decision: 'edit' as const, play: 'constructor', inputs: {} };
  const deciding = decide(business.wired.world, business.person('manager'), review?.id ?? '', given);
  await expect(deciding).rejects.toThrow('There is no play constructor');
});
