import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OPENING_MESSAGES, openFeed } from './feed.ts';
import { startSample, type Sample } from './start.ts';

const NOW = new Date('2026-11-20T18:00:00Z');
let folder: string;
let sample: Sample;

const start = () => startSample({ folder, port: 0, now: () => NOW });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-'));
  sample = await start();
});
afterEach(async () => {
  await sample.stop();
  await rm(folder, { recursive: true });
});

const read = async (path: string) =>
  (await fetch(sample.url + path)).json() as Promise<Record<string, unknown>>;

test('the shop is filled on the first start only, and its history stays the same', async () => {
  const first = [];
  for await (const row of sample.history()) first.push(row);
  expect(first).toHaveLength(2000);
  expect(sample.fresh).toBe(true);
  const found = first.find((row) => row.order_number !== '' && 'order' in row.facts);
  expect(await read(`/orders/${String(found?.order_number)}`)).toMatchObject({ id: found?.order_number });
  await sample.stop();
  sample = await startSample({ folder, port: 0, now: () => new Date(NOW.getTime() + 3_600_000) });
  expect(sample.fresh).toBe(false);
  const again = [];
  for await (const row of sample.history('returns')) again.push(row);
  expect(again).toEqual(first.filter((row) => row.workflow === 'returns'));
});

test('a new message is about an order that the shop knows, and none comes twice after a restart', async () => {
  const posted: { source_id: string; event: Record<string, unknown> }[] = [];
  const post = async (_: string, message: (typeof posted)[number]) => posted.push(message);
  sample.feed({ post, perMinute: 6_000 });
  await until(() => posted.length >= 12);
  await sample.stop();
  const before = posted.length;
  sample = await start();
  sample.feed({ post, perMinute: 6_000 });
  await until(() => posted.length >= before + 5);
  expect(new Set(posted.map((one) => one.source_id)).size).toBe(posted.length);
  const numbered = posted.filter((one) => /^WG-\d{5}$/.test(String(one.event.order_number)));
  expect(numbered.length).toBeGreaterThan(5);
  for (const { event } of numbered) {
    expect(await read(`/orders/${String(event.order_number)}`)).toMatchObject({ id: event.order_number });
  }
});

test('a message that Remit did not take is sent again, and none is left out', async () => {
  const taken: number[] = [];
  let refusals = 1;
  const feed = openFeed({
    sent: 0,
    perMinute: 6_000,
    send: async (index) => {
      if (index === 3 && refusals-- > 0) throw new Error('Remit is starting.');
      taken.push(index);
    },
  });
  await until(() => taken.length >= 6);
  await feed.stop();
  expect(taken).toEqual(taken.map((_, i) => i));
});

test('after the opening the feed rests until somebody sets a pace', async () => {
  const taken: number[] = [];
  const send = async (index: number) => void taken.push(index);
  const feed = openFeed({ sent: OPENING_MESSAGES - 1, send });
  await until(() => taken.length === 1);
  await until(() => feed.perMinute() === 0);
  feed.setPace(3_000);
  await until(() => taken.length > 5);
  feed.setPace(0);
  const still = taken.length;
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(taken.length).toBeLessThanOrEqual(still + 1);
  await feed.stop();
});

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 10) {
    if (waited > 8_000) throw new Error('That took too long.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
