import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLive } from './live.ts';

const FLUSH_MS = 100;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Reads what lies ready in a stream, and no more. */
async function readyIn(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let text = '';
  for (;;) {
    const next = await Promise.race([reader.read(), vi.advanceTimersByTimeAsync(1).then(() => null)]);
    if (next === null || next.done) return text;
    text += new TextDecoder().decode(next.value);
  }
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  return (response.body as ReadableStream<Uint8Array>).getReader();
}

test('changes that come close together are told once, and a case twice changed once', async () => {
  const live = openLive('1');
  const reader = readerOf(live.open());
  live.notice('["case/a","case/b"]');
  live.notice('["case/a"]');
  await vi.advanceTimersByTimeAsync(FLUSH_MS);
  const heard = await readyIn(reader);
  live.close();
  expect(heard).toContain('data: {"type":"changed","cases":["a","b"]}');
  expect(heard.match(/event: changed/g)).toHaveLength(1);
});

test('what concerns more than cases, or may have been missed, is told as many', async () => {
  for (const payload of ['many', '', '["workflow/refunds"]']) {
    const live = openLive('1');
    const reader = readerOf(live.open());
    live.notice(payload);
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    expect(await readyIn(reader)).toContain('event: many');
    live.close();
  }
});

test('a page that does not read costs a few messages of memory, and is told many when it reads again', async () => {
  const live = openLive('1');
  const reader = readerOf(live.open());
  for (let round = 0; round < 200; round += 1) {
    live.notice(`["case/${round}"]`);
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
  }
  const heard = await readyIn(reader);
  live.close();
  expect((heard.match(/event: changed/g) ?? []).length).toBeLessThan(20);
  expect(heard.trimEnd().endsWith('data: {"type":"many"}')).toBe(true);
});
