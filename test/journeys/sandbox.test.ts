import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startShop, type RunningShop } from '../../examples/shop/service/index.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { intake, load } from '../../src/flow/index.ts';
import { playAgain } from '../../src/sandbox.ts';
import { recordFromLog, sandboxed, type Recording } from '../../src/runtime/sandbox/record.ts';
import { Answers, DoubleSystem } from '../../src/systems/double/index.ts';
import { wire, type Wired } from '../../src/wire.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { fromIda, seed, shippedOrder } from '../support/business.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { openFaultProxy, type FaultProxy } from '../support/fault_proxy.ts';
import { loadSample } from '../support/sample.ts';

const CASES = 8;
const SOON = { timeout: 15_000, interval: 50 };

let folder: string;
let shop: RunningShop;
let proxy: FaultProxy;
let databases: FreshDatabase[];
let real: Wired;
let sandbox: Wired;
let workspace: Workspace;
let recording: Recording;
let played: string[];

/** Waits until all of these cases are closed. */
const closed = (wired: Wired, ids: string[]) =>
  vi.waitFor(async () => {
    const states = await Promise.all(ids.map((id) => load(wired.world, id)));
    expect(states.map(({ status }) => status)).toEqual(ids.map(() => 'closed'));
  }, SOON);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remit-sandbox-'));
  shop = await startShop({ port: 0, folder });
  const now = new Date();
  const orders = Array.from({ length: CASES }, (_, at) => shippedOrder(`WG-${at}`, at % 2 ? 4 : -2, now));
  await shop.plant({ ...seed(), orders });
  proxy = await openFaultProxy({ to: shop.url });
  workspace = await loadSample(proxy.address, true);
  databases = [await freshDatabase(), await freshDatabase()];
  const [one, other] = databases as [FreshDatabase, FreshDatabase];
  real = await wire({ pool: one.pool, url: one.url, workspace: () => workspace, workers: 8 });
  played = [];
  for (let at = 0; at < CASES; at++) {
    const topic = at % 2 ? 'parcel_is_late' : 'where_is_my_order';
    const event = {
      source: 'web',
      source_id: `m-${at}`,
      received_at: now,
      fields: fromIda(`WG-${at}`, { topic }),
    };
    played.push((await intake(real.world, 'late-delivery', event)).case);
  }
  await closed(real, played);
  recording = await recordFromLog(one.pool, real.world.log, workspace, CASES);
  const answers = new Answers(recording);
  const inSandbox = sandboxed(workspace);
  sandbox = await wire({
    pool: other.pool,
    url: other.url,
    workspace: () => inSandbox,
    open: (file) => new DoubleSystem(file, answers),
    workers: 8,
  });
});
afterAll(async () => {
  await real.close();
  await sandbox.close();
  for (const database of databases) await database.drop();
  await proxy.close();
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the log is the recording: events, answers and results', () => {
  expect(recording.events).toHaveLength(CASES);
  expect(recording.events[0]?.fields).toMatchObject({ order_number: 'WG-0' });
  expect(recording.reads.some(({ read, isAfter }) => read === 'shop.order' && isAfter)).toBe(true);
  expect(recording.writes.filter(({ write }) => write === 'shop.refund')).toHaveLength(CASES / 2);
});

test('the same cases end in the sandbox as they really did, and the shop hears nothing of it', async () => {
  const before = proxy.seen.length;
  const ids: string[] = [];
  for (const { workflow, sourceId, fields } of recording.events) {
    const event = { source: 'sandbox', source_id: sourceId, received_at: new Date(), fields };
    ids.push((await intake(sandbox.world, workflow, event)).case);
  }
  await closed(sandbox, ids);
  const states = await Promise.all(ids.map((id) => load(sandbox.world, id)));
  const really = await Promise.all(played.map((id) => load(real.world, id)));
  expect(states.map(({ end }) => end)).toEqual(really.map(({ end }) => end));
  expect(states.flatMap(({ actions }) => actions.map(({ status }) => status))).toHaveLength(CASES * 1.5);
  expect(proxy.seen.length).toBe(before);
});

test('an event that does not fit what is tried is left out and said, and the others are played', async () => {
  const [event] = recording.events;
  if (!event) throw new Error('nothing was recorded');
  const strange = { ...event, sourceId: 'strange', fields: { note: 'a field of long ago' } };
  const left = await playAgain(sandbox.world, [
    strange,
    { ...strange, sourceId: 'stranger' },
    { ...event, workflow: 'gone' },
    event,
  ]);
  expect(left).toHaveLength(2);
  expect(left[0]).toMatch(/^Left out: 2 events do not fit \(late-delivery: .*missing/);
  expect(left[1]).toMatch(/^Left out: an event does not fit \(gone: There is no workflow gone/);
});

test('what was never read is said to have no answer, and a person is asked', async () => {
  const event = { source: 'sandbox', source_id: 'new', received_at: new Date(), fields: fromIda('WG-777') };
  const id = (await intake(sandbox.world, 'late-delivery', event)).case;
  await expect.poll(async () => (await load(sandbox.world, id)).status, SOON).toBe('held');
  expect((await load(sandbox.world, id)).facts?.['order']?.missing).toContain('no answer to it');
});

test('nothing goes out of a sandbox, and nothing comes into it by itself', () => {
  const { mail, slack, hooks, workflows, name } = sandboxed({
    ...workspace,
    mail: { host: 'mail.example.org' } as Workspace['mail'],
  });
  expect({ mail, slack, hooks }).toEqual({ mail: null, slack: null, hooks: [] });
  expect(Object.values(workflows).flatMap(({ triggers }) => triggers)).toEqual([]);
  expect(name).toContain('sandbox');
});
