import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeBoundary } from '../../src/authority/changes/index.ts';
import { workflowStream } from '../../src/authority/schema.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { publish } from '../../src/runtime/publish.ts';
import { boundaryPath, pathOf } from '../../src/workspace/overlay.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const NAME = 'late-delivery';
const WORKERS = 2;
const CHANGES = 2;
/** Intents that are waited for between two changes, and cases that are kept under way. */
const BETWEEN = 10;
const OPEN = 24;
const ORDERS = 1_000;
const PATIENCE = { timeout: 30_000, interval: 100 };
const SCRIPT = fileURLToPath(new URL('../support/folder_worker.ts', import.meta.url));

let business: Business;
const folders: string[] = [];
const children = new Set<ChildProcess>();
let sent = 0;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: ORDERS }, (_, at) => shippedOrder(`OK-${at}`, -2, now));
  business = await openBusiness({ seed: { orders }, wide: true });
  await publish(business.wired.world.log, business.workspace, () => new Date());
  await Promise.all(Array.from({ length: WORKERS }, () => start()));
}, 60_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await business.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A worker with a folder of its own, as on a machine of its own; resolves when it is at work. */
async function start(): Promise<ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'remit-own-'));
  folders.push(folder);
  await cp(inPackage('examples', 'shop', 'workspace'), folder, { recursive: true });
  const { files } = business.workspace.workflows[NAME]!;
  await writeFile(join(folder, boundaryPath(NAME)), files['boundary.yaml']!);
  await writeFile(join(folder, pathOf(NAME, 'workflow.yaml')), files['workflow.yaml']!);
  const env = {
    ...process.env,
    DATABASE_URL: business.database.url,
    SHOP_URL: business.shop.url,
    REMIT_HOME: join(folder, '.remit'),
    REMIT_WORKSPACE: folder,
    REMIT_WORKERS: '8',
  };
  const stdio = ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'];
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], { env, stdio });
  children.add(child);
  child.once('exit', () => children.delete(child));
  await new Promise((ready) => child.stdout.once('data', ready));
  return child;
}

async function count(sql: string, ...values: unknown[]): Promise<number> {
  const { rows } = await business.database.pool.query<{ n: number }>(sql, values);
  return rows[0]?.n ?? 0;
}
const intents = () => count("select count(*)::int as n from entries where kind = 'action.intended'");
const underWay = () => count("select count(*)::int as n from cases where status not in ('closed', 'held')");

/** Sends messages until it is told to end, each about another order, so that some cases are always under way. */
function load(): () => Promise<void> {
  const ending = new AbortController();
  const all = (async () => {
    while (!ending.signal.aborted && sent < ORDERS) {
      for (let more = await underWay(); more < OPEN && sent < ORDERS; more++) {
        await business.message(fromIda(`OK-${sent}`, { message: `Message ${sent}` }), `load-${sent++}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  return async () => {
    ending.abort();
    await all;
  };
}

/** Puts another text in force, made from the one that is. */
async function change(make: (text: string) => string): Promise<void> {
  const { world } = business.wired;
  const workflow = business.workspace.workflows[NAME]!;
  const entries = await world.log.read(workflowStream(NAME));
  const last = entries.findLast(({ kind }) => kind === 'boundary.changed')?.body;
  const base = (last?.['boundary'] as string | undefined) ?? workflow.boundary.version;
  const text = make((last?.['text'] as string | undefined) ?? workflow.boundary.text);
  const given = { text, base, because: 'We try it.', ticked: [] };
  await changeBoundary(world, business.database.pool, business.person('owner'), workflow, given);
}

/** Every intent with the boundary in force when it was recorded, the one that it names, and that of its last ruling. */
async function held(): Promise<{ in_force: string; named: string | null; ruled: string }[]> {
  const { rows } = await business.database.pool.query<{ in_force: string; named: string; ruled: string }>(
    `select
       (select c.body::json->>'boundary' from entries c where c.stream = $1 and c.position < e.position
         and c.kind in ('published', 'boundary.changed') order by c.position desc limit 1) as in_force,
       e.body::json->>'boundary' as named,
       (select r.body::json->>'boundary' from entries r where r.stream = e.stream and r.kind = 'ruled'
         and r.version < e.version order by r.version desc limit 1) as ruled
     from entries e where e.kind = 'action.intended'`,
    [workflowStream(NAME)],
  );
  return rows;
}

test('from the moment when another boundary is in force, no process acts under the one before', async () => {
  const end = load();
  const [victim] = children;
  try {
    for (let round = 0; round < CHANGES; round++) {
      const before = await intents();
      await expect.poll(intents, PATIENCE).toBeGreaterThan(before + BETWEEN);
      const changed = change((text) =>
        text.replace(/refunds_hour: +\{count: \d+/, `refunds_hour: {count: ${9_000 - round}`),
      );
      // One worker dies in the middle of it, and what it had in hand goes on with the other.
      if (round === 1) victim?.kill('SIGKILL');
      await changed;
    }
    const before = await intents();
    await expect.poll(intents, PATIENCE).toBeGreaterThan(before + BETWEEN);
    await change((text) =>
      text.replace(
        'rules:\n',
        'rules:\n  - {id: asked, on: shop.reply, effect: approve, because: we look at all of them}\n',
      ),
    );
    const last = await intents();
    await expect
      .poll(() => count("select count(*)::int as n from cases where status = 'held'"), PATIENCE)
      .toBeGreaterThan(BETWEEN);
    expect(await intents()).toBe(last);
  } finally {
    await end();
  }
  const found = await held();
  expect(found.filter(({ in_force, ruled }) => ruled !== in_force)).toEqual([]);
  expect(found.filter(({ in_force, named }) => named !== in_force)).toEqual([]);
  expect(new Set(found.map(({ in_force }) => in_force)).size).toBe(CHANGES + 1);
  await expect.poll(underWay, { ...PATIENCE, timeout: 60_000 }).toBe(0);
  expect(await count('select count(*)::int as n from cases')).toBe(sent);
  expect((await business.writes()).filter((write) => write.count > 1)).toEqual([]);
}, 150_000);
