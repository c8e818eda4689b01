import { afterEach, expect, test } from 'vitest';
import { advance } from '../../src/flow/index.ts';
import { FILES } from '../support/acme.ts';
import { giveBack, openModelled, type Modelled, type ModelBusiness } from '../support/modelled.ts';

let business: ModelBusiness;
afterEach(() => business.close());

/** The shop takes letters as well, and a write that it always refuses. */
const SHOP = `${FILES['systems/shop.yaml']}  tell:
    label: Letter
    post: /letters
    args: {order_id: string, text: text}
    gives: {id: string}
    idempotency_header: Idempotency-Key
  rush:
    label: Send faster
    put: /rush/{order_id}
    args: {order_id: string}
    idempotency_header: Idempotency-Key
`;
const PLAYS = `  tell:
    label: Write to them
    inputs: {text: {type: text, label: Letter}}
    actions:
      - {write: shop.tell, with: {order_id: "{{order.id}}", text: "{{args.text}}"}}
  rush:
    label: Send it faster
    actions:
      - {write: shop.rush, with: {order_id: "{{order.id}}"}}
`;
const BOUNDARY = `boundary: refunds
limits:
  auto_max: {money: 10.00 EUR, ceiling: 50.00 EUR}
rules:
  - {id: above-limit, on: shop.refund, effect: deny, when: args.amount > limits.auto_max, because: nobody gives back more than ten euros}
  - {id: small, on: shop.refund, effect: allow, when: args.amount <= limits.auto_max}
  - {id: letters, on: shop.tell, effect: allow, when: "true"}
  - {id: rushes, on: shop.rush, effect: allow, when: "true"}
otherwise: approve
approve:
  - {role: manager}
`;

async function open({ workflow = (text) => text }: Modelled = {}): Promise<ModelBusiness> {
  business = await openModelled({
    agent: 'plans: 3\nturns: 4',
    workflow: (text) =>
      workflow(text)
        .replace('writes: [shop.refund]', 'writes: [shop.refund, shop.tell, shop.rush]')
        .replace('agents:\n', `${PLAYS}agents:\n`),
    files: { 'systems/shop.yaml': SHOP, 'workflows/refunds/boundary.yaml': BOUNDARY },
  });
  return business;
}

const plan = (play: string, more: Record<string, unknown> = {}) => ({
  calls: [{ name: `plan_${play}`, input: { kind: 'late', reason: 'So it goes.', confidence: 0.9, ...more } }],
});
const finished = { calls: [{ name: 'finished', input: { summary: 'All was done.' } }] };
const letter = plan('tell', { inputs: { text: 'We are sorry.' } });
const kinds = async (id: string) => (await business.entries(id)).map(({ kind }) => kind);

test('an agent that has more to do is asked again, told what was done, and says when it is over', async () => {
  const { provider, shop } = await open();
  provider.script(
    giveBack({ goes_on: true }),
    plan('tell', { inputs: { text: 'It is on its way.' }, goes_on: true }),
    finished,
  );
  const id = await business.message('7');
  const state = await business.advance(id);
  expect(state).toMatchObject({ status: 'closed', outcome: 'solved' });
  expect(shop.refunds.size).toBe(2);
  expect(state.rounds.map(({ planned, how, closedAt }) => [planned, how, closedAt !== null])).toEqual([
    ['give_back', 'alone', true],
    ['tell', 'alone', true],
  ]);
  const [first, second, third] = provider.asked.map(({ said }) => said[0]?.text ?? '');
  expect(first).not.toContain('What was done before');
  expect(second).toContain('1. give_back');
  expect(second).toContain('shop.refund');
  expect(second).toContain('It gave:');
  expect(third).toContain('2. tell');
  // What asking for the last time cost counts as well.
  expect(state.rounds.map(({ spent }) => spent?.turns)).toEqual([1, 2]);
  expect((await kinds(id)).filter((kind) => kind === 'agent.finished')).toHaveLength(1);
});

test('an agent whose plan the boundary forbids is told why and tries another way', async () => {
  const { provider, shop } = await open();
  const tooMuch = giveBack({ inputs: { amount: { minor: 5_000, currency: 'EUR' } } });
  provider.script(tooMuch, letter);
  const state = await business.advance(await business.message('50'));
  expect(state).toMatchObject({ status: 'closed', plan: { play: 'tell' } });
  expect(provider.asked[1]?.said[0]?.text).toContain('nobody gives back more than ten euros');
  expect(provider.asked[1]?.said[0]?.text).toContain('not tried');
  expect(state.rounds.map(({ how, conflict }) => [how, conflict])).toEqual([
    ['expired', true],
    ['alone', false],
  ]);
  expect(shop.refunds.size).toBe(1);
});

test('an agent whose step fails tries another way, and hands over with a summary when there is none', async () => {
  const { provider, shop } = await open();
  provider.script(plan('rush'), letter);
  expect(await business.advance(await business.message('7'))).toMatchObject({
    status: 'closed',
    plan: { play: 'tell' },
  });
  expect(provider.asked[1]?.said[0]?.text).toMatch(/shop\.rush .*surely not done/);
  provider.script(plan('rush'), {
    calls: [{ name: 'hand_over', input: { summary: 'Rushing does not work here.' } }],
  });
  const state = await business.advance(await business.message('8'));
  expect(state).toMatchObject({ status: 'held', review: { effect: 'human' } });
  expect(state.plan?.reason).toContain('Rushing does not work here.');
  expect(shop.refunds.size).toBe(1);
});

test('an agent that never comes to an end is stopped by the number of its plans, and a person takes over', async () => {
  const { provider, shop } = await open();
  provider.script(giveBack({ inputs: { amount: { minor: 5_000, currency: 'EUR' } }, goes_on: true }));
  const state = await business.advance(await business.message('50'));
  expect(provider.asked).toHaveLength(3);
  expect(state).toMatchObject({ status: 'held', review: { effect: 'deny' } });
  expect(shop.refunds.size).toBe(0);
});

test('what was done once is not done again by itself, whatever an agent that goes on says', async () => {
  const { provider, shop } = await open();
  provider.script(giveBack({ goes_on: true }), giveBack({ goes_on: true }));
  const state = await business.advance(await business.message('7'));
  expect(state).toMatchObject({ status: 'held' });
  expect(shop.refunds.size).toBe(1);
});

test('an answer that was paid for is used again after a crash, and its reads as well', async () => {
  const { provider, shop, world } = await open();
  const look = { calls: [{ name: 'read_shop_order', input: { order_id: '7' } }] };
  provider.script(look, giveBack());
  const id = await business.message('7');
  // The process dies when the second answer is in the log and nothing was made of it.
  let appends = 0;
  const doomed = {
    ...world,
    log: {
      ...world.log,
      append: async (append: Parameters<typeof world.log.append>[0]) => {
        if (append.entries.some(({ kind }) => kind === 'planned' || kind === 'noted'))
          throw new Error('killed');
        appends += 1;
        return world.log.append(append);
      },
    },
  };
  await expect(advance(doomed, id)).rejects.toThrow();
  expect(appends).toBe(2);
  expect(provider.asked).toHaveLength(2);
  const state = await business.advance(id);
  expect(provider.asked).toHaveLength(2);
  expect(state).toMatchObject({ status: 'closed', plan: { spent: { turns: 2 } } });
  expect(shop.refunds.size).toBe(1);
  expect((await kinds(id)).filter((kind) => kind === 'agent.turn')).toHaveLength(2);
});

test('a message that comes while a model thinks is not overlooked, and what was paid is counted', async () => {
  const { provider, shop } = await open();
  const id = await business.message('7');
  provider.script(async () => {
    await business.message('7', 'And please hurry.');
    return giveBack();
  }, giveBack());
  const state = await business.advance(id);
  expect(state).toMatchObject({ status: 'closed' });
  expect(provider.asked).toHaveLength(2);
  expect(provider.asked[1]?.said[0]?.text).toContain('And please hurry.');
  expect(state.plan?.spent).toMatchObject({ turns: 2 });
  expect(shop.refunds.size).toBe(1);
});

test('an answer that is being written down when the time is over is neither lost nor takes the plan with it', async () => {
  const { provider, world } = await open({ workflow: (text) => `${text}limits: {time: 1s}\n` });
  const id = await business.message('7');
  provider.script({ fault: 'silence' });
  // The log is slow just then: the time that an agent has to say what it spent is over before the turn is in it.
  const slow = {
    ...world,
    log: {
      ...world.log,
      append: async (append: Parameters<typeof world.log.append>[0]) => {
        const isTurn = append.entries.some(({ kind }) => kind === 'agent.turn');
        if (isTurn) await new Promise((done) => setTimeout(done, 400));
        return world.log.append(append);
      },
    },
  };
  const state = await advance(slow, id);
  expect(state).toMatchObject({ status: 'held', plan: { play: null } });
  const told = await kinds(id);
  expect(told.filter((kind) => kind === 'agent.turn')).toHaveLength(1);
  expect(told.indexOf('planned')).toBeGreaterThan(told.indexOf('agent.turn'));
});
