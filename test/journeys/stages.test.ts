import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeStage } from '../../src/authority/stage/change.ts';
import { evidenceOf } from '../../src/authority/stage/evidence.ts';
import { tellStage } from '../../src/authority/stage/tell.ts';
import type { RolloutForm } from '../../src/authority/schema.ts';
import { decide, handle, type CaseState } from '../../src/flow/index.ts';
import { cohortOf } from '../../src/flow/ruling/cohort.ts';
import type { Person, Workflow } from '../../src/workspace/schema.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const ORDERS = 160;
const PATIENCE = { timeout: 20_000, interval: 100 };
const SLOW_MS = 90_000;

let business: Business;
let late: Workflow;
let hanne: Person;
let pia: Person;
let order = 0;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: ORDERS }, (_, at) => shippedOrder(`WG-${at}`, 1, now));
  business = await openBusiness({ workers: 4, wide: true, seed: { orders } });
  late = business.workspace.workflows['late-delivery'] as Workflow;
  // The sample's own ladder asks for hundreds of decisions and weeks.
  late.ladder = [
    { stage: 'shadow', share: 100, kinds: null, decisions: 0, days: 0 },
    { stage: 'draft', share: 100, kinds: null, decisions: 12, days: 0, disagreement: 0.4 },
    { stage: 'act', share: 10, kinds: null, decisions: 8, days: 0, disagreement: 0.4, failures: 0.4 },
  ];
  hanne = business.person('owner');
  pia = business.person('support');
}, SLOW_MS);
afterAll(() => business.stop());

const stage = () => tellStage(business.wired.world, business.database.pool, late, hanne);

async function take(person: Person, to: RolloutForm, because: string): Promise<void> {
  const { version } = (await stage()).rollout;
  await changeStage(business.wired.world, business.database.pool, person, late, { to, because, version });
  await expect.poll(() => business.wired.world.rollout(late).stage, PATIENCE).toBe(to.stage);
}
const all = (name: RolloutForm['stage'], share = 100): RolloutForm => ({ stage: name, share, kinds: null });

/** A message of somebody about an order of their own. */
function ask(email: string): Promise<string> {
  return business.message(fromIda(`WG-${order++}`, { email }));
}
let guests = 0;
/** Somebody new who is in the share, or outside of it. */
function guest(cohort: 'agent' | 'control', share: number): string {
  for (;;) {
    const email = `guest${guests++}@example.org`;
    if (cohortOf(late, { share }, { event: { email }, subject: '' }) === cohort) return email;
  }
}

async function settled(id: string, status: CaseState['status']): Promise<CaseState> {
  await expect.poll(async () => (await business.read(id)).status, PATIENCE).toBe(status);
  return business.read(id);
}

async function notices() {
  const { rows } = await business.database.pool.query<{
    kind: string;
    says: string;
    cases: string;
    roles: string;
  }>('select kind, says, cases, roles from notices order by at, id');
  return rows;
}

const proposed = () => expect.poll(async () => (await stage()).proposed?.to ?? null, PATIENCE);

test('what people do is recorded, and the next step is offered but not taken', async () => {
  await take(pia, all('record'), 'We look at what we do first.');
  const state = await settled(await ask('first@example.org'), 'held');
  expect(state.plan).toMatchObject({ play: null, agent: { name: 'nobody' } });
  await handle(business.wired.world, pia, state.id, {
    kind: 'late_delivery',
    play: 'apologise',
    outcome: 'solved',
    minutes: 4,
  });
  expect((await stage()).evidence.decisions).toBe(1);
  await proposed().toEqual(all('shadow'));
  expect((await stage()).rollout.stage).toBe('record');
});

test(
  'in shadow people decide unseen, and agreement is counted per play and per argument',
  async () => {
    await take(hanne, all('shadow'), 'The agent may plan beside us.');
    for (let count = 0; count < 14; count++) {
      const { id, plan } = await settled(await ask(`shadow${count}@example.org`), 'held');
      const isOther = count === 3;
      await handle(business.wired.world, pia, id, {
        kind: 'late_delivery',
        play: isOther ? 'trace' : (plan?.play ?? null),
        ...(isOther ? {} : { inputs: plan?.inputs ?? {} }),
        outcome: 'solved',
      });
    }
    const { agreement, evidence } = await stage();
    expect(agreement).toMatchObject([
      {
        play: 'apologise',
        agreed: { count: 13, of: 14 },
        arguments: [{ name: 'text', agreed: { count: 13, of: 13 } }],
      },
    ]);
    expect(evidence).toMatchObject({ decisions: 14, agreement: { count: 13, of: 14 } });
    expect(await business.writes()).toEqual([]);
    await proposed().toEqual(all('draft'));
  },
  SLOW_MS,
);

test(
  'in draft a person approves each plan, and then it is done',
  async () => {
    await expect(take(pia, all('draft'), 'It goes well.')).rejects.toMatchObject({ code: 'forbidden' });
    await take(hanne, all('draft'), 'They agree.');
    for (let count = 0; count < 9; count++) {
      const { id, review, plan } = await settled(await ask(`draft${count}@example.org`), 'held');
      await decide(business.wired.world, business.person('manager'), review?.id ?? '', {
        plan: plan?.digest ?? '',
        decision: 'approve',
      });
      await settled(id, 'closed');
    }
    expect((await business.writes()).length).toBe(9);
    await proposed().toEqual(all('act', 10));
    const told = (await notices()).filter(({ kind }) => kind === 'stage_proposed');
    expect(told).toHaveLength(3);
    expect(told.at(-1)).toMatchObject({ roles: '["owner"]' });
  },
  SLOW_MS,
);

test(
  'at 10 % the share runs by itself, and the others stay with people as the control group',
  async () => {
    await take(hanne, all('act', 10), 'One in ten.');
    const control = await settled(await ask(guest('control', 10)), 'held');
    expect(control.plan).toMatchObject({ play: null });
    expect(control.review).toMatchObject({ effect: 'human' });
    await handle(business.wired.world, pia, control.id, {
      kind: 'late_delivery',
      play: 'apologise',
      outcome: 'solved',
    });
    for (let count = 0; count < 6; count++) await settled(await ask(guest('agent', 10)), 'closed');
    const { cohorts, evidence } = await stage();
    expect(cohorts).toMatchObject({ agent: { cases: 6 }, control: { cases: 1 } });
    expect(cohorts.says).toContain('Cannot be said yet');
    expect(evidence).toMatchObject({ decisions: 6, rework: { count: 0, of: 6 } });
  },
  SLOW_MS,
);

test(
  'after a run of cases that come back it falls to draft, and everybody is told which',
  async () => {
    const done: { id: string; email: string; about: string }[] = [];
    for (let count = 0; count < 8; count++) {
      const [email, about] = [guest('agent', 10), `WG-${order}`];
      const { id } = await settled(await ask(email), 'closed');
      done.push({ id, email, about });
    }
    for (const { id, email, about } of done) {
      const again = { email, message: 'It is still not here!', topic: 'other' };
      expect(await business.message(fromIda(about, again))).toBe(id);
    }
    await expect.poll(async () => (await stage()).rollout, PATIENCE).toMatchObject(all('draft', 10));
    const { history, rollout } = await stage();
    expect(history[0]).toMatchObject({ by: 'Remit', direction: 'narrowed' });
    expect(history[0]?.evidence).toContain('came back');
    const fall = (await notices()).find(({ kind }) => kind === 'step_down');
    expect(fall?.says).toMatch(
      /fell back to draft with 10 % of the cases by itself\. \d+ of the last \d+ decisions came back/,
    );
    const named = JSON.parse(fall?.cases ?? '[]') as string[];
    expect(named.length).toBeGreaterThan(2);
    expect(done.map(({ id }) => id)).toEqual(expect.arrayContaining(named));

    // It holds at once: the next case of the share is put to a person, and the evidence begins anew.
    await expect.poll(() => business.wired.world.rollout(late).version, PATIENCE).toBe(rollout.version);
    await settled(await ask(guest('agent', 10)), 'held');
    expect(
      (await evidenceOf(business.database.pool, late)).decided.filter(({ how }) => how === 'alone'),
    ).toEqual([]);
  },
  SLOW_MS,
);
