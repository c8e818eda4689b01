import { afterEach, expect, test } from 'vitest';
import { FILES } from '../support/acme.ts';
import { openModelled, type ModelBusiness } from '../support/modelled.ts';

let business: ModelBusiness;
afterEach(() => business.close());

async function open(agent: string): Promise<ModelBusiness> {
  const gateway =
    'gateway:\n  shop.refund: {fields: {order: "{{args.order_id}}", email: bot@acme.example, message: An agent calls.}}\n';
  business = await openModelled({
    agent,
    workflow: (text) => text.replace('agents:\n', `${gateway}agents:\n`),
  });
  return business;
}

const refund = (order: string, euros: number) => ({
  write: 'shop.refund',
  args: { order_id: order, amount: `${euros}.00 EUR` },
});
const free = (...actions: object[]) => ({
  calls: [{ name: 'free_plan', input: { kind: 'late', reason: 'So it goes.', confidence: 0.9, actions } }],
});

test('a model may make a plan of writes by themselves where the workflow says so, ruled like any other', async () => {
  const { provider, shop } = await open('writes: [shop.refund]');
  provider.script(free(refund('7', 4)));
  const small = await business.advance(await business.message('7'));
  expect(small).toMatchObject({ status: 'closed', plan: { play: 'custom:shop.refund' } });
  expect(small.plan?.actions[0]?.args).toMatchObject({ amount: { minor: 400, currency: 'EUR' } });
  expect([...shop.refunds.values()]).toHaveLength(1);

  provider.script(free(refund('8', 40)));
  const large = await business.advance(await business.message('8'));
  expect(large).toMatchObject({ status: 'held', plan: { play: 'custom:shop.refund' } });
  // What a model wrote is tainted, whether it chose a play or not.
  expect(large.plan?.actions[0]?.tainted).toContain('amount');
  expect([...shop.refunds.values()]).toHaveLength(1);
});

test('a model that plans writes wrongly is told what is wrong, and nothing off its list is planned', async () => {
  const { provider, shop } = await open('writes: [shop.refund]');
  provider.script(
    free({ write: 'shop.close', args: {} }),
    free({ write: 'shop.refund', args: { order: '7' } }),
    free(refund('7', 4)),
  );
  const state = await business.advance(await business.message('7'));
  expect(state.status).toBe('closed');
  const [, second = '', third = ''] = provider.asked.map(({ said }) =>
    said.map(({ text }) => text).join(' '),
  );
  expect(second).toContain('shop.close');
  expect(third).toContain('order');
  expect(third).toContain('amount is missing');
  expect(shop.refunds.size).toBe(1);
});

test('a model cannot have the facts of one order read and another one paid', async () => {
  const { provider, shop } = await open('writes: [shop.refund]');
  provider.script(free(refund('8', 4)));
  const state = await business.advance(await business.message('7'));
  expect(state).toMatchObject({ status: 'held', plan: { play: null } });
  expect(state.plan?.reason).toContain('about something else than this case');
  expect(shop.refunds.size).toBe(0);
});

test('without a word in the workflow a model has its plays and nothing else', async () => {
  const { provider, shop } = await open('');
  provider.script(free(refund('7', 4)));
  const state = await business.advance(await business.message('7'));
  expect(provider.asked[0]?.tools).not.toContain('free_plan');
  expect(state).toMatchObject({ status: 'held', plan: { play: null } });
  expect(shop.refunds.size).toBe(0);
  expect(FILES['workflows/refunds/workflow.yaml']).toContain('writes: [shop.refund]');
});
