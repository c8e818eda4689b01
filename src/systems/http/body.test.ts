import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpSystem } from './index.ts';
import { httpFile, json, openTestShop, readHttpFile, type TestShop } from './story.ts';

const signal = new AbortController().signal;
const amount = { minor: 123_450, currency: 'EUR' };
let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
  shop.answer = (response) =>
    json(response, 200, { data: { id: 7, value: '12.5', unit: 'eur', fee_cents: 30 } });
});
afterEach(() => shop.stop());

const file = (offer: string): string => `
address: ${shop.address}
writes:
  refund:
    post: /orders/{order_id}/refunds
    args: {order_id: string, amount: money, note: string?}
    ${offer}
`;
async function refund(
  offer: string,
  args: Record<string, unknown> = { order_id: 'A1', amount },
): Promise<unknown> {
  const system = new HttpSystem(httpFile(file(offer)));
  try {
    return await system.write('refund', args, { key: 'k1', signal });
  } finally {
    system.close();
  }
}

test('a body takes the form that the system asks for, with amounts as it counts them', async () => {
  await refund(
    'body: {refund: {value: "{{args.amount.decimal}}", cents: "{{args.amount.minor}}", unit: "{{args.amount.currency}}", note: "{{args.note}}", ref: "order {{args.order_id}}/{{args.amount.minor}}", by: [remit, "{{key}}"]}}',
  );
  expect(JSON.parse(shop.seen[0]?.body ?? '')).toEqual({
    refund: { value: '1234.50', cents: 123_450, unit: 'EUR', ref: 'order A1/123450', by: ['remit', 'k1'] },
  });
});

test('a body can be a form, and the key can stand in it', async () => {
  await refund(
    'send_as: form\n    idempotency_field: request_id\n    body: {amount: "{{args.amount.minor}}", metadata: {note: "{{args.note}}"}}',
    { order_id: 'A1', amount, note: 'a&b' },
  );
  expect(shop.seen[0]).toMatchObject({
    body: 'amount=123450&metadata%5Bnote%5D=a%26b&request_id=k1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
});

test('what is meant of an answer is taken out of it, with money put together', async () => {
  const answer = await refund(
    'gives: {id: string, value: money, fee: money}\n    take: data\n    amounts: {value: {units: value, currency: unit}, fee: {minor_units: fee_cents, currency: EUR}}',
  );
  expect(answer).toMatchObject({
    ok: true,
    result: { id: '7', value: { minor: 1250, currency: 'EUR' }, fee: { minor: 30, currency: 'EUR' } },
  });
});

test.each([
  ['body: {value: "{{args.amont}}", n: "{{args.note}}"}', 'did you mean "amount"?'],
  ['body: {value: "{{args.amount.decimal}}"}', 'add {{args.note}} to it'],
  ['gives: {id: string}\n    amounts: {id: {units: value, currency: EUR}}', undefined],
  ['gives: {total: money}\n    amounts: {total: {currency: EUR}}', 'units is 12.50, minor_units is 1250'],
  ['idempotency_header: K\n    idempotency_field: k', undefined],
])('%s is told with its line', (offer, suggestion) => {
  const { faults } = readHttpFile(file(offer));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ file: 'systems/shop.yaml', line: expect.any(Number) });
  if (suggestion) expect(faults[0]?.suggestion).toBe(suggestion);
});

test.each([
  ['auth: {bearer: "${NONE}"}', 'needs NONE, which is not set in the environment'],
  ['auth: {basic: {user: a, password: b}, bearer: c}', 'needs exactly one of'],
  ['auth: {hmac: {secret: s, signs: "{{boddy}}", headers: {X: "{{signature}}"}}}', 'names {{boddy}}'],
  ['auth: {hmac: {secret: s, signs: "{{body}}", headers: {X: "{{nonce}}"}}}', 'send no {{signature}}'],
  ['auth: {oauth2: {token_url: "login", client_id: a, client_secret: b}}', 'is not an http address'],
  ['auth: {basic: {user: a, password: b}}\nheaders: {Authorization: b}', 'sets authorization'],
  ['auth: {bearer: a}\nheaders: {Authorization: b}', 'sets authorization, which stands in headers as well'],
])('%s is told', (auth, says) => {
  const { faults } = readHttpFile(`address: http://x\n${auth}\n`);
  expect(faults.map((fault) => fault.says)).toEqual([expect.stringContaining(says)]);
});
