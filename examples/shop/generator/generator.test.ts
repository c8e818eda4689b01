import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateShop, upcomingOf } from './index.ts';

const UNTIL = new Date('2026-11-20T18:00:00Z');
const whole = { weeks: 8, cases: 2000, until: UNTIL };
const shop = generateShop('wollgras', whole);
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

test('the same seed makes the same shop, another seed another one', () => {
  const small = { weeks: 2, cases: 150, until: UNTIL };
  expect(digest(generateShop('a', small))).toBe(digest(generateShop('a', small)));
  expect(digest(generateShop('a', small))).not.toBe(digest(generateShop('b', small)));
});

test('eight weeks lie before now, oldest first, and every case was decided by somebody of the shop', () => {
  const times = shop.history.map((row) => row.received_at);
  expect(times).toEqual([...times].sort());
  expect(Date.parse(times[0] ?? '')).toBeGreaterThan(UNTIL.getTime() - 8 * 7 * 86_400_000);
  expect(Date.parse(times.at(-1) ?? '')).toBeLessThan(UNTIL.getTime());
  expect(shop.history.filter((row) => Date.parse(row.decided_at) >= UNTIL.getTime())).toEqual([]);
  expect(new Set(shop.history.map((row) => row.decided_by))).toEqual(
    new Set(['hanne', 'marek', 'pia', 'tomas', 'aylin']),
  );
  expect(shop.history.every((row) => row.decided_at > row.received_at && row.minutes_worked >= 1)).toBe(true);
});

test('people follow the house policy except for habits and slips, a share that one can name', () => {
  const share = shop.deviations.size / shop.history.length;
  expect(share).toBeGreaterThan(0.02);
  expect(share).toBeLessThan(0.05);
});

test('where the policy is plain, those who follow it decide as it says', () => {
  const kept = shop.history.filter((row) => !shop.deviations.has(row.source_id));
  const order = (row: (typeof kept)[number]) => row.facts.order as { status: string } | undefined;
  const parcel = (row: (typeof kept)[number]) => row.facts.parcel as { lateness: string } | undefined;
  const gone = kept.filter((row) => row.kind === 'address_change' && order(row)?.status === 'shipped');
  expect(new Set(gone.map((row) => row.play))).toEqual(new Set(['already_sent']));
  const little = kept.filter(
    (row) => row.kind === 'late_delivery' && parcel(row)?.lateness === 'one_or_two_days',
  );
  expect(new Set(little.map((row) => row.play))).toEqual(new Set(['apologise']));
  const disputed = kept.filter((row) => row.kind === 'chargeback');
  expect(new Set(disputed.map((row) => row.decided_by))).toEqual(new Set(['hanne']));
});

test('no text comes twice, whoever wrote it in whichever language', () => {
  const texts = shop.history.map((row) => String(row.message));
  expect(new Set(texts).size / texts.length).toBeGreaterThan(0.99);
  expect(new Set(shop.history.map((row) => row.language)).size).toBe(7);
  expect(texts.filter((text) => /[[\]{}|]|undefined|NaN/.test(text))).toEqual([]);
});

test('messages are of all lengths', () => {
  const lengths = shop.history.map((row) => String(row.message).length).sort((a, b) => a - b);
  expect(lengths[100]).toBeLessThan(90);
  expect(lengths.at(-100)).toBeGreaterThan(400);
});

test('an order number is mostly right, sometimes missing and sometimes of no order at all', () => {
  const orders = new Set(shop.orders.map((order) => order.id));
  const missing = shop.history.filter((row) => row.order_number === '');
  const wrong = shop.history.filter(
    (row) => row.order_number !== '' && !orders.has(String(row.order_number)),
  );
  expect(missing.length / shop.history.length).toBeGreaterThan(0.01);
  expect(wrong.length).toBeGreaterThan(3);
  expect((missing.length + wrong.length) / shop.history.length).toBeLessThan(0.08);
});

test('the shop stands as the decisions left it: never more was paid back than was paid', () => {
  expect(new Set(shop.orders.map((order) => order.id)).size).toBe(shop.orders.length);
  expect(new Set(shop.refunds.map((refund) => refund.id)).size).toBe(shop.refunds.length);
  const paid = new Map(
    shop.orders.map((order) => [
      order.id,
      order.items.reduce((sum, item) => sum + item.price, order.shipping),
    ]),
  );
  for (const refund of shop.refunds) {
    const left = (paid.get(refund.order_id) ?? -1) - refund.amount;
    expect(left, refund.id).toBeGreaterThanOrEqual(0);
    paid.set(refund.order_id, left);
  }
});

test('new messages go on where the history ends, each about an order of its own', () => {
  const upcoming = upcomingOf('wollgras', whole);
  const messages = Array.from({ length: 300 }, (_, i) => upcoming.nextMessage(i, UNTIL));
  expect(messages[7]).toEqual(upcoming.nextMessage(7, UNTIL));
  const known = new Set([
    ...shop.orders.map((order) => order.id),
    ...shop.history.map((row) => row.source_id),
  ]);
  const fresh = messages.flatMap((one) => [one.source_id, one.seed.orders?.[0]?.id ?? '']);
  expect(fresh.filter((id) => known.has(id))).toEqual([]);
  expect(new Set(fresh).size).toBe(600);
});

test('the whole of it is made within a second of work', () => {
  // Time of the processor, not of the clock: what else runs beside the tests is no fault of the generator.
  const before = process.cpuUsage();
  generateShop('another', whole);
  const { user } = process.cpuUsage(before);
  expect(user / 1_000).toBeLessThan(1_000);
});
