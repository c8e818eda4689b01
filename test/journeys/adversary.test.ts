import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { advance, decide, handle, undo, type CaseState, type World } from '../../src/flow/index.ts';
import { streamOf } from '../../src/flow/world.ts';
import { wire } from '../../src/wire.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';
import { loadSample } from '../support/sample.ts';

const SLOW_MS = 400;
const HOUR_MS = 3_600_000;
/** Longer than a case waits for a system that is down before a person is asked. */
const DAY_AND_MORE_MS = 25 * HOUR_MS;
let business: Business;
let next = 0;

beforeAll(async () => {
  const now = new Date();
  const late = Array.from({ length: 30 }, (_, at) => shippedOrder(`WG-${at}`, 4, now));
  const onTime = Array.from({ length: 10 }, (_, at) => shippedOrder(`OK-${at}`, -2, now));
  business = await openBusiness({ seed: { orders: [...late, ...onTime] } });
});
afterAll(() => business.stop());
afterEach(async () => {
  await fetch(`${business.shop.url}/admin/faults`, { method: 'DELETE' });
  // A shop that was down in the story is found to be back.
  await business.wired.world.health?.probe('shop');
  await business.database.pool.query('delete from switches');
});

async function fault(played: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${business.shop.url}/admin/faults`, {
    method: 'POST',
    body: JSON.stringify(played),
  });
  expect(answer.ok).toBe(true);
}

const late = (order: string) => fromIda(order, { topic: 'parcel_is_late' });
const pathsOf = async (id: string) =>
  (await business.writes()).filter(({ key }) => key.startsWith(id)).map(({ path }) => path);

/** Lets `meanwhile` happen while a slow shop is at the write of this case, then waits for both. */
async function during(id: string, path: string, meanwhile: () => Promise<unknown>): Promise<CaseState> {
  await fault({ path, method: 'POST', delay_ms: SLOW_MS });
  const advancing = business.advance(id);
  await expect
    .poll(async () => (await business.read(id)).actions.some(({ status }) => status === 'intended'), {
      timeout: 10_000,
    })
    .toBe(true);
  await meanwhile();
  return advancing;
}

test('what was done in a case is not followed by more without a yes when a message comes in between', async () => {
  const order = `WG-${next++}`;
  const id = await business.message(late(order));
  const after = await during(id, '/replies', () =>
    business.message(fromIda(order, { topic: 'invoice', message: 'And an invoice, please.' })),
  );
  expect(after.status).toBe('held');
  expect(after.review).toMatchObject({ effect: 'approve' });
  expect(after.review?.says).toContain('done in this case');
  expect(await pathsOf(id)).toEqual(['POST /refunds', 'POST /replies']);
});

test('an edit after the second action failed does what is left and repeats nothing', async () => {
  const id = await business.message(late(`WG-${next++}`));
  await fault({ path: '/replies', status: 422 });
  const held = await business.advance(id);
  expect(held.actions.map(({ status }) => status)).toEqual(['done', 'failed']);
  await decide(business.wired.world, business.person('manager'), held.review?.id ?? '', {
    plan: held.plan?.digest ?? '',
    decision: 'edit',
    kind: 'late_delivery',
    play: 'refund_shipping',
    inputs: { text: 'Sorry. Your shipping is on its way back.' },
  });
  const closed = await business.advance(id);
  expect(closed.status).toBe('closed');
  expect(await pathsOf(id)).toEqual(['POST /refunds', 'POST /replies']);
});

test('a refund that was taken back counts as taken back though a message came in between', async () => {
  const order = `WG-${next++}`;
  const id = await business.message(late(order));
  const done = await business.advance(id);
  const refund = done.actions[0]?.key ?? '';
  await undo(business.wired.world, business.person('manager'), id, refund);
  const after = await during(id, '/refunds', () => business.message(fromIda(order, { message: 'Hello?' })));
  expect(after.actions.find(({ key }) => key === refund)?.status).toBe('undone');
});

test('a message that comes before an undo is done does not make it vanish unsaid', async () => {
  const order = `WG-${next++}`;
  const id = await business.message(late(order));
  const done = await business.advance(id);
  await undo(business.wired.world, business.person('manager'), id, done.actions[0]?.key ?? '');
  await business.message(fromIda(order, { message: 'Hello?' }));
  const held = await business.advance(id);
  expect(held.notes.map(({ says }) => says).join(' ')).toContain('was not taken back');
});

test('a case whose action is not known says so though a message came in between', async () => {
  const order = `OK-9`;
  const id = await business.message(fromIda(order));
  await fault({ path: '/replies', drop_after_write: true, times: 100 });
  await fault({ path: '/writes', status: 503, times: 100 });
  await business.advance(id);
  business.wait(DAY_AND_MORE_MS);
  expect((await business.advance(id)).status).toBe('unknown');
  await business.message(fromIda(order, { message: 'Hello?' }));
  const { rows } = await business.database.pool.query('select status from cases where id = $1', [id]);
  expect(rows).toEqual([{ status: 'unknown' }]);
});

test('who approved stays in the books though another person takes the case over', async () => {
  const { world } = business.wired;
  const id = await business.message(late('WG-20'));
  await business.advance(id);
  const again = await business.message(fromIda('WG-20', { topic: 'invoice', message: 'An invoice, please' }));
  expect(again).toBe(id);
  const held = await business.advance(id);
  const tomas = business.workspace.people.find(({ id }) => id === 'tomas');
  if (!tomas) throw new Error('the sample has no Tomás');
  const review = held.review?.id ?? '';
  await decide(world, tomas, review, { plan: held.plan?.digest ?? '', decision: 'approve' });
  await handle(world, business.person('manager'), id, { kind: 'invoice', play: null, outcome: 'solved' });
  const { rows } = await business.database.pool.query(
    'select decision, decided_by from reviews where id = $1',
    [review],
  );
  expect(rows).toEqual([{ decision: 'approve', decided_by: tomas.name }]);
});

/** The sample in another version, in a world of its own on the same database. */
async function worldOf(change: (world: World) => World | void, workspace = business.workspace) {
  const { pool, url } = business.database;
  const wired = await wire({ pool, url, workspace: () => workspace, workers: 0, now: business.now });
  const world = Object.create(wired.world) as World;
  change(world);
  return { world, close: () => wired.close() };
}

test('a stage that is taken back between the yes of the rules and the act holds the case', async () => {
  const workspace = await loadSample(business.shop.url, false);
  const workflow = workspace.workflows['late-delivery'];
  if (!workflow) throw new Error('no late deliveries');
  let current = workspace;
  const { pool, url } = business.database;
  const wired = await wire({ pool, url, workspace: () => current, workers: 0, now: business.now });
  const world = Object.create(wired.world) as World;
  // The stage is taken back while the facts are being read, after the step was chosen.
  Object.defineProperty(world, 'used', {
    value: (scope: Parameters<World['used']>[0]) => {
      current = {
        ...workspace,
        workflows: { ...workspace.workflows, 'late-delivery': { ...workflow, stage: 'draft' } },
      };
      return wired.world.used(scope);
    },
  });
  const id = await business.message(fromIda('OK-1'));
  const held = await advance(world, id);
  expect(held.status).toBe('held');
  expect(held.review?.effect).toBe('approve');
  expect(await pathsOf(id)).toEqual([]);
  await wired.close();
});

test('a thrown switch stops a write that is to be sent again', async () => {
  const id = await business.message(fromIda('OK-2'));
  await fault({ path: '/replies', status: 503, times: 2 });
  const waits = await business.advance(id);
  expect(waits.actions.map(({ status }) => status)).toEqual(['intended']);
  await business.database.pool.query("insert into switches (name, thrown_at) values ('all', now())");
  business.wait(HOUR_MS);
  await business.advance(id);
  expect(await pathsOf(id)).toEqual([]);
  await business.database.pool.query('delete from switches');
  business.wait(HOUR_MS);
  const done = await business.advance(id);
  expect(done.status).toBe('closed');
  expect(await pathsOf(id)).toEqual(['POST /replies']);
});

test('a switch that stays thrown for a day does not fill the log', async () => {
  const id = await business.message(fromIda('OK-3'));
  await business.database.pool.query("insert into switches (name, thrown_at) values ('all', now())");
  for (let at = 0; at < 20; at++) {
    await business.advance(id);
    business.wait(3_000);
  }
  const entries = await business.wired.world.log.read(streamOf(id));
  expect(entries.filter(({ kind }) => kind === 'noted').length).toBeLessThan(8);
  await business.database.pool.query('delete from switches');
  business.wait(HOUR_MS);
  expect((await business.advance(id)).status).toBe('closed');
});

test('an end state that cannot be read back for a moment is read again before the case closes', async () => {
  const id = await business.message(late('WG-21'));
  const after = await during(id, '/replies', () => fault({ path: '/orders', status: 503, times: 50 }));
  expect(after.status).not.toBe('closed');
  await fetch(`${business.shop.url}/admin/faults`, { method: 'DELETE' });
  business.wait(HOUR_MS);
  const closed = await business.advance(id);
  expect(closed.end).toMatchObject({ holds: true });
});

test('a case that cannot go on says so, is tried later and later, and holds up nobody', async () => {
  const id = await business.message(fromIda('OK-4'));
  const { world, close } = await worldOf((broken) => {
    Object.defineProperty(broken, 'agents', {
      value: () => {
        throw new Error('the table has a hole');
      },
    });
  });
  await expect(advance(world, id)).rejects.toThrow('hole');
  const said = await business.read(id);
  expect(said.notes.at(-1)?.says).toContain('the table has a hole');
  expect(said.waitUntil?.getTime()).toBeGreaterThan(business.now().getTime());
  await close();
});

test('a broken case among those that a worker claims does not keep it from the others', async () => {
  const { world } = business.wired;
  await world.log.append({
    stream: streamOf('broken'),
    expected: 0,
    entries: [
      { kind: 'from.the.future', kindVersion: 1, at: business.now(), actor: { type: 'remit' }, body: {} },
    ],
    head: { workflow: 'late-delivery', dueAt: new Date(0) },
  });
  const faults: string[] = [];
  const id = await business.message(fromIda('OK-5'));
  const { pool, url } = business.database;
  const wired = await wire({
    pool,
    url,
    workspace: () => business.workspace,
    workers: 2,
    now: business.now,
    leaseMs: 300,
    onFault: (caseId) => void faults.push(caseId),
  });
  await expect.poll(async () => (await business.read(id)).status, { timeout: 5_000 }).toBe('closed');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await wired.close();
  expect(faults).toContain('broken');
  expect(faults.length).toBeLessThan(6);
  await pool.query("delete from heads where stream = 'case/broken'");
  await pool.query("delete from entries where stream = 'case/broken'");
});
