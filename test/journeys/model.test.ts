import { afterEach, expect, test } from 'vitest';
import { giveBack, openModelled, type Modelled, type ModelBusiness } from '../support/modelled.ts';

let business: ModelBusiness;
afterEach(() => business.close());

async function open(options?: Modelled): Promise<ModelBusiness> {
  business = await openModelled(options);
  return business;
}

const kinds = async (id: string) => (await business.entries(id)).map(({ kind }) => kind);

test.each(['openai-compatible', 'openai', 'anthropic', 'google'])(
  'a model of %s plans a case over real HTTP, and what it asked, was told and cost is in the log',
  async (provider) => {
    const { provider: model, shop } = await open({ provider });
    model.script({ ...giveBack(), tokens: { in: 2_000, cached: 500, out: 50 } });
    const id = await business.message('7');
    const state = await business.advance(id);
    expect(state).toMatchObject({ status: 'closed', outcome: 'solved' });
    expect(shop.refunds.size).toBe(1);
    const [turn] = (await business.entries(id)).filter(({ kind }) => kind === 'agent.turn');
    expect(turn?.body).toMatchObject({
      agent: { name: 'writer' },
      provider,
      model: 'small-1',
      turn: 1,
      how: 'answered',
      tokens: { in: 2_000, cached: 500, out: 50 },
      // 1,500 tokens at 100 euros for a million, 500 at 10, 50 at 400: 17.5 cents.
      cost_minor: 17.5,
    });
    expect(turn?.private).toMatchObject({
      asked: [{ role: 'system' }, { role: 'user' }],
      answer: { calls: [{ name: 'plan_give_back', input: { kind: 'late' } }] },
    });
    expect(state.plan?.spent).toMatchObject({ turns: 1, tokens: 2_050, cost_minor: 17.5 });
    expect(model.asked[0]).toMatchObject({ model: 'small-1', key: 'key-of-a-test' });
    const [asked] = model.asked;
    expect(asked?.system).toContain('Give the money back.');
    expect(asked?.system).toContain('€10.00');
    expect(asked?.said[0]?.text).toContain('My order is late. I want my money back.');
    expect(asked?.tools.map(({ name }) => name)).toEqual(['read_shop_order', 'plan_give_back', 'hand_over']);
  },
);
