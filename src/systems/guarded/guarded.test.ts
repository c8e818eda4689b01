import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { confide } from '../../workspace/systems/confide.ts';
import type { HttpFile } from '../../workspace/systems/schema.ts';
import { shopFile } from '../http/story.ts';
import type { System } from '../schema.ts';
import { FAULTS_IN_A_ROW } from './breaker.ts';
import { GuardedSystem, type Called } from './index.ts';
import { Pace } from './rate.ts';

const signal = new AbortController().signal;
const ARGS = { order_id: 'A1' };
const AWAY: ReadAnswer = { ok: false, why: 'unreachable', says: 'The shop refuses connections', retry: true };
const found = (value: unknown): ReadAnswer => ({ ok: true, value, at: new Date() });

let answer: (signal: AbortSignal) => Promise<ReadAnswer>;
let probes: boolean[];
let calls: Called[];
let told: string[];
let asked: number;
let opened: GuardedSystem[];

beforeEach(() => {
  answer = () => Promise.resolve(found({ id: 'A1' }));
  probes = [];
  [calls, told, opened] = [[], [], []];
  asked = 0;
});
afterEach(() => {
  vi.useRealTimers();
  for (const system of opened) void system.close();
});

function guard(
  limits: Partial<HttpFile['limits']> = {},
  file = shopFile('http://127.0.0.1:1', { retries: 0, ...limits }),
) {
  const system: System = {
    read: (_name, _args, options) => {
      asked += 1;
      return answer(options.signal);
    },
    write: () => Promise.resolve({ ok: true, result: { id: 'x'.repeat(3_000) }, replayed: false }),
    confirm: () => Promise.resolve({ known: false, says: 'nobody knows' }),
    probe: () =>
      Promise.resolve(
        probes.shift() ? { ok: true, says: 'It answers.' } : { ok: false, says: 'It is away.' },
      ),
    close: () => undefined,
  };
  const guarded = new GuardedSystem(file, system, {
    called: (call) => calls.push(call),
    down: (name) => told.push(`down ${name}`),
    up: (name) => told.push(`up ${name}`),
  });
  opened.push(guarded);
  return guarded;
}

const read = (system: GuardedSystem) => system.read('order', ARGS, { signal });

test('a system that answers nothing is asked no more, and everybody is told once', async () => {
  const system = guard();
  answer = () => Promise.resolve(AWAY);
  for (let tries = 0; tries < FAULTS_IN_A_ROW + 3; tries++) await read(system);
  expect(asked).toBe(FAULTS_IN_A_ROW);
  expect(told).toEqual(['down shop']);
  expect(system.down()).toMatchObject({ says: 'The shop refuses connections' });
  const write = await system.write('refund', ARGS, { key: 'k', signal });
  expect(write).toMatchObject({ ok: false, why: 'not_sent', says: expect.stringContaining('is down since') });
});

test('answers that say no are answers: a shop that refuses everything is not down', async () => {
  const system = guard();
  for (const why of ['not_found', 'refused', 'bad_answer'] as const) {
    answer = () => Promise.resolve({ ok: false, why, says: 'no', retry: false });
    for (let tries = 0; tries <= FAULTS_IN_A_ROW; tries++) await read(system);
  }
  expect(system.down()).toBeNull();
  expect(calls.filter(({ ok }) => ok)).toHaveLength(FAULTS_IN_A_ROW + 1);
});

test('it is looked at later and later, and takes calls again when the read that failed works', async () => {
  vi.useFakeTimers();
  const system = guard();
  answer = () => Promise.resolve(AWAY);
  for (let tries = 0; tries < FAULTS_IN_A_ROW; tries++) await read(system);
  probes = [false, true, true, true];
  // With chance at its least and its most the second look is over by 940 ms, and the third comes after 1,310.
  await vi.advanceTimersByTimeAsync(1_100);
  // The front page answers again, the read does not.
  expect(told).toEqual(['down shop']);
  answer = () => Promise.resolve(found({ id: 'A1' }));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual(['down shop', 'up shop']);
  expect(await read(system)).toMatchObject({ ok: true });
});

test('one that is back and goes at the first call is down again at once', async () => {
  const system = guard();
  answer = () => Promise.resolve(AWAY);
  for (let tries = 0; tries < FAULTS_IN_A_ROW; tries++) await read(system);
  system.mended();
  expect(system.down()).toBeNull();
  await read(system);
  expect(system.down()).not.toBeNull();
});

test('what another process found counts here as well', () => {
  const system = guard();
  system.tripped({ since: new Date(), says: 'found elsewhere' });
  expect(system.down()).toMatchObject({ says: 'found elsewhere' });
  system.mended();
  expect(system.down()).toBeNull();
  expect(told).toEqual([]);
});

test('a pause that it asks for is kept, without calling it down', async () => {
  const system = guard();
  answer = () => Promise.resolve({ ...AWAY, says: 'The shop is busy', retryAfterMs: 60_000 });
  await read(system);
  expect(await read(system)).toMatchObject({
    ok: false,
    retry: true,
    says: expect.stringContaining('pause'),
  });
  expect(asked).toBe(1);
  expect(system.down()?.until?.getTime()).toBeGreaterThan(Date.now() + 50_000);
  expect(told).toEqual([]);
});

test('a kind that never answers and does not hear that it should stop is left behind', async () => {
  const system = guard({ timeoutMs: 50 });
  answer = () => new Promise(() => undefined);
  expect(await read(system)).toMatchObject({
    ok: false,
    why: 'timeout',
    says: expect.stringContaining('within 0.05 s'),
  });
});

test('a kind that throws is a fault of the system, and not of Remit', async () => {
  answer = () => Promise.reject(new Error('undefined is not a function'));
  expect(await read(guard())).toMatchObject({ ok: false, why: 'timeout' });
});

test('who stops waiting early says nothing against the system', async () => {
  const system = guard({ timeoutMs: 10_000 });
  answer = (stop) =>
    new Promise((resolve) => stop.addEventListener('abort', () => resolve({ ...AWAY, why: 'timeout' })));
  for (let tries = 0; tries <= FAULTS_IN_A_ROW; tries++)
    await system.read('order', ARGS, { signal: AbortSignal.timeout(1) });
  expect(system.down()).toBeNull();
});

test('an answer that is too large is none, and a write that answers too much was done all the same', async () => {
  const system = guard({ answerBytes: 1_000 });
  answer = () => Promise.resolve(found({ text: 'x'.repeat(2_000) }));
  expect(await read(system)).toMatchObject({ ok: false, why: 'bad_answer' });
  const write = await system.write('refund', ARGS, { key: 'k', signal });
  expect(write).toEqual({ ok: true, result: null, replayed: false });
});

test('what was confided to its file is cut out of answers, however deep', async () => {
  const { headers: _, ...bare } = shopFile('http://127.0.0.1:1', { retries: 0 });
  const file = confide(bare, {
    headers: { authorization: 'Bearer t0ken-of-ours' },
    nested: { key: 'an0ther-one' },
  });
  answer = () =>
    Promise.resolve(found({ list: [{ note: 'seen: t0ken-of-ours and an0ther-one' }], id: 'A1' }));
  expect(await read(guard({}, file))).toMatchObject({
    value: { list: [{ note: 'seen: … and …' }], id: 'A1' },
  });
});

test('a pace is kept: no window of the vendor sees more calls than it allows', () => {
  const pace = new Pace({ count: 3, perMs: 1_000 });
  const starts: number[] = [];
  let now = 0;
  for (let call = 0; call < 10; call++) {
    const at = now + pace.waitMs(now);
    pace.take(at);
    starts.push(at);
    now = at + 100;
  }
  for (const [index, start] of starts.entries())
    expect(start - (starts[index - 3] ?? -1_000)).toBeGreaterThanOrEqual(1_000);
});

test('a call that would wait too long for its turn is given back to the queue of cases', async () => {
  const system = guard({ rate: { count: 1, perMs: 60_000 } });
  expect(await read(system)).toMatchObject({ ok: true });
  expect(await read(system)).toMatchObject({
    ok: false,
    retry: true,
    says: expect.stringContaining('as often as it allows'),
  });
  expect(system.down()).toBeNull();
});
