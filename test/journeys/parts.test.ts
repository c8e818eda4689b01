import { afterEach, expect, test } from 'vitest';
import { tellAsking } from '../../src/proof/asking/index.ts';
import { FILES } from '../support/acme.ts';
import { openModelled, type ModelBusiness } from '../support/modelled.ts';
import type { Asked, Reply } from '../support/provider/index.ts';

let business: ModelBusiness;
afterEach(() => business.close());

const SHOP = `${FILES['systems/shop.yaml']}  publish:
    label: Publish the listing
    post: /listings
    args: {order_id: string, title: string, text: text, price: money}
    gives: {id: string}
    idempotency_header: Idempotency-Key
`;
const PLAY = `  list_it:
    label: Put it on sale
    inputs:
      title: {type: string, label: Title}
      text: {type: text, label: Description}
      price: {type: money, label: Price}
    actions:
      - {write: shop.publish, with: {order_id: "{{order.id}}", title: "{{args.title}}", text: "{{args.text}}", price: "{{args.price}}"}}
`;
const AGENT = `agents:
  - kind: parts
    name: listing
    model: small
    play: list_it
    of_kind: late
    parts:
      title: {inputs: [title], checks: [{must: size(args.title) <= 20, says: The title has at most 20 letters.}]}
      text:  {inputs: [text], instructions: parts/text.md}
      price: {inputs: [price], checks: [{must: args.price <= order.total, says: It is not dearer than before.}]}
CHECKER
standing:
  granted: {listing: Mara reads every listing for now.}
`;
const BOUNDARY = `boundary: refunds
rules:
  - {id: listings, on: shop.publish, effect: allow, when: "true"}
otherwise: approve
approve:
  - {role: manager}
`;

async function open(checker = ''): Promise<ModelBusiness> {
  business = await openModelled({
    workflow: (text) =>
      `${text.slice(0, text.indexOf('agents:\n'))}${PLAY}${AGENT.replace('CHECKER\n', checker)}`.replace(
        'writes: [shop.refund]',
        'writes: [shop.refund, shop.publish]',
      ),
    files: {
      'systems/shop.yaml': SHOP,
      'workflows/refunds/boundary.yaml': BOUNDARY,
      'workflows/refunds/parts/text.md': 'Two sentences, no more.\n',
    },
  });
  return business;
}

const give = (inputs: object, confidence = 0.9): Reply => ({
  calls: [{ name: 'give', input: { inputs, confidence, reason: 'It fits.' } }],
});
const GOOD = {
  title: give({ title: 'Wool blanket' }),
  text: give({ text: 'Warm and soft.' }),
  price: give({ price: { minor: 600, currency: 'EUR' } }, 0.8),
};

/** Which part is asked: each is told which inputs it gives. */
function partOf({ system, tools }: Asked): keyof typeof GOOD | 'checker' {
  if (tools.some(({ name }) => name === 'fits')) return 'checker';
  const name = /You give only (\w+)/.exec(system)?.[1];
  return name === 'title' || name === 'text' ? name : 'price';
}

test('several agents prepare one plan at once, each its part, and the slowest bounds the time', async () => {
  const { provider, shop } = await open();
  // Nobody is answered before all three have asked: one after the other they would wait for ever.
  let asking = 0;
  let allAsked = (): void => undefined;
  const all = new Promise<void>((done) => (allAsked = done));
  provider.script(async (asked) => {
    if ((asking += 1) === 3) allAsked();
    await all;
    return GOOD[partOf(asked) as keyof typeof GOOD];
  });
  const id = await business.message('7');
  const state = await business.advance(id);
  expect(state).toMatchObject({ status: 'closed', plan: { agent: { name: 'listing' }, play: 'list_it' } });
  expect(state.plan?.inputs).toEqual({
    title: 'Wool blanket',
    text: 'Warm and soft.',
    price: { minor: 600, currency: 'EUR' },
  });
  expect(state.plan?.confidence).toBeCloseTo(0.9 * 0.9 * 0.8);
  expect(state.plan?.parts?.map(({ name, tries }) => [name, tries])).toEqual([
    ['title', 1],
    ['text', 1],
    ['price', 1],
  ]);
  expect(state.plan?.spent).toMatchObject({ turns: 3 });
  expect(shop.refunds.size).toBe(1);
  expect(provider.asked.find((asked) => partOf(asked) === 'text')?.system).toContain(
    'Two sentences, no more.',
  );
});

test('each part is held to its own checks, and a part that cannot keep them leaves the plan to a person', async () => {
  const { provider, shop } = await open();
  let tries = 0;
  provider.script((asked) => {
    const part = partOf(asked);
    if (part === 'title' && (tries += 1) === 1)
      return give({ title: 'A blanket with a very long name indeed' });
    return GOOD[part as keyof typeof GOOD];
  });
  const state = await business.advance(await business.message('7'));
  expect(state.plan?.parts?.map((part) => part.tries)).toEqual([2, 1, 1]);
  provider.script((asked) =>
    partOf(asked) === 'price'
      ? give({ price: { minor: 9_900, currency: 'EUR' } })
      : GOOD[partOf(asked) as 'text'],
  );
  const held = await business.advance(await business.message('8'));
  expect(held).toMatchObject({ status: 'held', plan: { play: null, kind: 'late' } });
  expect(held.plan?.reason).toContain('price: It is not dearer than before.');
  expect(shop.refunds.size).toBe(1);
});

test('a checker sends back the part that does not fit, and only that one is made again', async () => {
  const { provider } = await open('    checker: {model: small}\n');
  let looks = 0;
  provider.script((asked) => {
    const part = partOf(asked);
    if (part !== 'checker') return GOOD[part];
    const back = { parts: [{ part: 'title', says: 'It is not a blanket.' }] };
    return { calls: [(looks += 1) === 1 ? { name: 'send_back', input: back } : { name: 'fits', input: {} }] };
  });
  const state = await business.advance(await business.message('7'));
  expect(state).toMatchObject({ status: 'closed' });
  expect(provider.asked.map(partOf).filter((part) => part === 'title')).toHaveLength(2);
  expect(provider.asked.map(partOf).filter((part) => part === 'text')).toHaveLength(1);
  expect(provider.asked.findLast((asked) => partOf(asked) === 'title')?.said.at(-1)?.text).toContain(
    'not a blanket',
  );
});

test('how good each part is, is counted from what people kept of it', async () => {
  const { provider, world, workspace, database } = await open();
  provider.script((asked) => GOOD[partOf(asked) as keyof typeof GOOD]);
  const id = await business.message('7');
  await business.advance(id);
  await database.pool.query(
    `update decisions set how = 'edited', agreed = false, changed = '["inputs.title"]'`,
  );
  const { agents } = await tellAsking(world, database.pool, workspace.workflows['refunds']!);
  const qualities = agents[0]?.parts.map(({ name, quality }) => [name, quality.kept, quality.of]);
  expect(qualities).toEqual([
    ['title', 0, 1],
    ['text', 1, 1],
    ['price', 1, 1],
  ]);
  expect(agents[0]?.parts[0]?.quality.says).toContain('0 of 1 decision');
  expect(agents[0]?.spent.says).toMatch(/^1 plan in the last 30 days, €/);
});
