import { PassThrough } from 'node:stream';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test as anyTest, vi } from 'vitest';
import { statement } from '../../src/boundary/index.ts';
import { run } from '../../src/doors/cli/index.ts';
import { openHooks } from '../../src/doors/hooks/index.ts';
import { TriggerDoors } from '../../src/doors/triggers/index.ts';
import { advance, decide, load, undo, type World } from '../../src/flow/index.ts';
import type { Received } from '../../src/flow/receive.ts';
import { arrivalShelf } from '../../src/runtime/arrivals.ts';
import { openSystems, type GuardedSystem } from '../../src/systems/index.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { openWorld } from '../support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { hasDovecot } from '../support/dovecot.ts';
import { openAfternoon, type Afternoon } from './afternoon.ts';

// docs/an-afternoon.md, followed to its end: what its reader saves, in real servers of every kind.

const test = hasDovecot() ? anyTest : anyTest.skip;
const WAIT = { timeout: 20_000, interval: 25 };
const signal = new AbortController().signal;

let afternoon: Afternoon;
let database: FreshDatabase;
let workspace: Workspace;
let systems: Record<string, GuardedSystem>;
let world: World;
let doors: TriggerDoors;

beforeAll(async () => {
  if (!hasDovecot()) return;
  [afternoon, database] = await Promise.all([openAfternoon(), freshDatabase()]);
  const loaded = await loadWorkspace(afternoon.folder, { env: afternoon.env });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  expect(loaded.warnings).toEqual([]);
  workspace = loaded.workspace;
  systems = openSystems(workspace);
  world = { ...openWorld(database.pool, workspace), systems };
  doors = new TriggerDoors(world, database.pool, (error) => {
    throw error;
  });
}, 60_000);

afterAll(async () => {
  if (!hasDovecot()) return;
  await doors.stop();
  for (const system of Object.values(systems)) await system.close();
  await Promise.all([afternoon.close(), database.drop()]);
});

/** What the carrier posts in step 6, signed as the page signs it. */
async function carrier(id: string, change: (body: string) => string = (body) => body): Promise<Received> {
  const shown = /^body='(.+)'$/m.exec(afternoon.page)?.[1] ?? '';
  const body = change(shown);
  const at = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(afternoon.env['CARRIER_WEBHOOK_SECRET'] ?? '').sign(id, at, body),
  };
  const hooks = openHooks({ world, shelf: arrivalShelf(database.pool), log: () => undefined });
  const request = new Request('http://localhost/hooks/damaged/carrier', { method: 'POST', headers, body });
  const answer = (await (await hooks.answer(request)).json()) as { received: [Received] };
  return answer.received[0];
}

const person = (id: string) => {
  const found = workspace.people.find((one) => one.id === id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
};
const given = () => afternoon.rows('select email, amount_cents from goodwill order by id');
const refunded = async (email: string) => {
  const answer = await systems['shop']?.read('newest_order', { email }, { signal });
  return answer?.ok ? (answer.value as { refunded: { minor: number } }).refunded.minor : answer;
};

test('the shop describes itself as the page says, and the statement and the systems are as shown', async () => {
  const stdout = new PassThrough();
  const never = () => {
    throw new Error('this command needs a folder only');
  };
  const code = await run(
    ['connect', 'openapi', `${afternoon.shop.url}/openapi.json`, '--name', 'shop', '--force'],
    {
      version: '0.0.0',
      env: {},
      stdout,
      stderr: new PassThrough(),
      workspaceFolder: () => afternoon.folder,
      settingRows: never,
      openWorld: never,
      startAll: never,
      startWorker: never,
    },
  );
  expect(code).toBe(0);
  const [, ...told] = String(stdout.read()).trim().split('\n');
  for (const line of told) expect(afternoon.page).toContain(line);

  const boundary = workspace.workflows['damaged']?.boundary;
  const shown = [...afternoon.page.matchAll(/^> (.+)$/gm)].map((match) => match[1]);
  const said = boundary && statement(boundary).filter(({ write }) => write === 'shop.create_refund');
  expect(said?.map(({ text }) => text)).toEqual(shown);
  for (const system of Object.values(systems)) {
    const probed = await system.probe({ signal });
    expect(probed).toMatchObject({ ok: true });
    if (probed.ok) expect(afternoon.page).toContain(probed.says.replace(/\.$/, ''));
  }
});

test('what the carrier damaged is paid back, noted and answered, once', async () => {
  const first = await carrier('msg_1');
  if (first.status !== 'opened') throw new Error(JSON.stringify(first));
  await advance(world, first.case);
  const state = await load(world, first.case);
  expect(state).toMatchObject({ closedAt: expect.any(Date) });
  expect(state.outcome).toBe('solved');
  expect(await refunded('ida@example.org')).toBe(1890);
  expect(await given()).toEqual([{ email: 'ida@example.org', amount_cents: 1890 }]);
  expect(afternoon.sent.taken.map(({ to, subject }) => [to, subject])).toEqual([
    [['ida@example.org'], 'Your order 1042'],
  ]);
  expect(await carrier('msg_1')).toEqual({ status: 'duplicate', case: first.case });
  expect(await carrier('msg_9', (body) => body.replace(',"says":"The box was crushed."', ''))).toMatchObject({
    status: 'undelivered',
    says: 'payload.data.says is not in what came.',
  });
});

test('what a customer writes waits for a person, is done after a yes, and can be taken back', async () => {
  doors.start();
  const mail =
    'From: Emil <emil@example.org>\nTo: help@wool.example\nSubject: A hole\nMessage-ID: <m-1@example.org>\n';
  // The trigger leaves alone what lay there before its first look.
  const cursor = "select 1 from cursors where name like '%inbox%' and value is not null";
  await vi.waitFor(async () => expect((await database.pool.query(cursor)).rowCount).toBe(1), WAIT);
  await afternoon.inbox.deliver(`${mail}Date: ${new Date().toUTCString()}\n\nMy blanket came with a hole.\n`);
  const found = "select id from cases where subject = 'emil@example.org'";
  const id = await vi.waitFor(async () => {
    const { rows } = await database.pool.query<{ id: string }>(found);
    return rows[0]?.id ?? Promise.reject(new Error('no case yet'));
  }, WAIT);
  await doors.stop();
  await advance(world, id);
  const held = await load(world, id);
  expect(held.review).toMatchObject({ role: 'clerk' });
  expect(await refunded('emil@example.org')).toBe(0);

  await decide(world, person('ben'), held.review?.id ?? '', {
    plan: held.plan?.digest ?? '',
    decision: 'approve',
  });
  await advance(world, id);
  expect(await refunded('emil@example.org')).toBe(8900);
  expect(await given()).toHaveLength(2);
  expect(afternoon.sent.taken.at(-1)).toMatchObject({ to: ['emil@example.org'] });

  await undo(world, person('ana'), id, `${id}.a1`, {});
  await advance(world, id);
  expect(await refunded('emil@example.org')).toBe(0);
});

test('while the shop is away a case waits, and it goes on when the shop is back', async () => {
  await afternoon.shop.stop();
  const came = await carrier('msg_2', (body) => body.replace('ida@', 'emil@'));
  if (!('case' in came)) throw new Error(JSON.stringify(came));
  const before = await given();
  await advance(world, came.case);
  expect((await load(world, came.case)).closedAt).toBeNull();
  expect(await given()).toEqual(before);
  await afternoon.shop.restart();
  await vi.waitFor(async () => {
    await advance(world, came.case);
    expect((await load(world, came.case)).review).toMatchObject({ status: 'open', role: 'clerk' });
  }, WAIT);
});
