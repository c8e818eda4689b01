import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SWITCHES_STREAM, workflowStream } from '../../src/authority/schema.ts';
import { changeStage } from '../../src/authority/stage/change.ts';
import { thrownAfter } from '../../src/authority/brake/rows.ts';
import { releaseSwitch, throwSwitch } from '../../src/authority/brake/switches.ts';
import type { Entry } from '../../src/log/schema.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const WORKERS = 2;
const THROWS = 5;
const KILLS = 6;
/** Cases that are kept under way while switches are thrown. */
const OPEN = 40;
const ORDERS = 4_000;
const STOP_MS_MAX = 100;
/** Where the machine is so busy that a bare commit takes longer than this, the bound grows with it. */
const COMMIT_MS = 8;
const script = (name: string) => fileURLToPath(new URL(`../support/${name}.ts`, import.meta.url));

let business: Business;
const children = new Set<ChildProcess>();
let sent = 0;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: ORDERS }, (_, at) => shippedOrder(`OK-${at}`, -2, now));
  business = await openBusiness({ seed: { orders }, wide: true });
  await Promise.all(Array.from({ length: WORKERS }, () => start('worker')));
}, 60_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await business.stop();
});

/** Starts a process of its own; resolves when it is at work. */
async function start(name: string, more: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
  const env = {
    ...process.env,
    DATABASE_URL: business.database.url,
    SHOP_URL: business.shop.url,
    LEASE_MS: '5000',
    ...more,
  };
  const stdio = ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'];
  const child = spawn(process.execPath, ['--import', 'tsx', script(name)], { env, stdio });
  children.add(child);
  child.once('exit', () => children.delete(child));
  await new Promise((ready) => child.stdout.once('data', ready));
  return child;
}

/** Sends messages until it is told to end, each about another order, so that some cases are always under way. */
function load(): () => Promise<void> {
  const ending = new AbortController();
  const all = (async () => {
    while (!ending.signal.aborted && sent < ORDERS) {
      const open = await count("select count(*)::int as n from cases where status not in ('closed', 'held')");
      for (let more = open; more < OPEN && sent < ORDERS; more++) {
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

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function count(sql: string, ...values: unknown[]): Promise<number> {
  const { rows } = await business.database.pool.query<{ n: number }>(sql, values);
  return rows[0]?.n ?? 0;
}
const intents = (after: Entry | undefined) =>
  count(
    "select count(*)::int as n from entries where kind = 'action.intended' and position > $1",
    after?.position ?? 0,
  );
const lastOf = async (stream: string) => (await business.wired.world.log.read(stream)).at(-1);

test('under load no worker records an intent after a throw, and all of them have stopped within 100 ms', async () => {
  const { world } = business.wired;
  const owner = business.person('owner');
  const by = { type: 'person' as const, id: owner.id };
  const end = load();
  const took: number[] = [];
  const bare: number[] = [];
  await business.database.pool.query('create table bare (id int)');
  try {
    for (let round = 0; round < THROWS; round++) {
      const before = await intents(undefined);
      await expect.poll(() => intents(undefined), { timeout: 20_000 }).toBeGreaterThan(before + 5);
      bare.push(await timed(() => business.database.pool.query('insert into bare values (1)')));
      const given = { switch: 'all', because: `round ${round}`, how: 'api' as const };
      took.push(await timed(() => throwSwitch(world, by, given)));
      const thrown = await lastOf(SWITCHES_STREAM);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await intents(thrown)).toBe(0);
      await expect
        .poll(() => count("select count(*)::int as n from cases where status = 'stopped'"), {
          timeout: 20_000,
        })
        .toBeGreaterThan(0);
      await releaseSwitch(world, business.database.pool, owner, { switch: 'all', because: 'go on' });
    }
  } finally {
    await end();
  }
  // The throw returns when it is committed, and no intent is recorded from then on: so long it took to stop all of it.
  const slowness = Math.max(1, median(bare) / COMMIT_MS);
  expect(median(took)).toBeLessThan(STOP_MS_MAX * slowness);
  await expect
    .poll(() => count("select count(*)::int as n from cases where status <> 'closed'"), {
      timeout: 60_000,
      interval: 250,
    })
    .toBe(0);
  const twice = (await business.writes()).filter((write) => write.count > 1);
  expect(twice).toEqual([]);
}, 120_000);

test('a process that is killed in the middle of a throw or a release leaves the one or the other', async () => {
  // One statement sees the entries and the rows of the same moment, while others go on throwing.
  const seen = `select
    (select json_agg(name) from switches) as rows,
    (select json_agg(json_build_object('kind', kind, 'body', body) order by version) from entries
      where stream = '${SWITCHES_STREAM}') as entries,
    (select count(*)::int from notices where id like '${SWITCHES_STREAM}.%') as notices`;
  const names = ['all', 'workflow:returns', 'system:shop'];
  for (let kill = 0; kill < KILLS; kill++) {
    const name = names[kill % names.length] ?? 'all';
    const child = await start('thrower', { SWITCH: name });
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const { rows } = await business.database.pool.query<{
      rows: string[] | null;
      entries: { kind: string; body: string }[];
      notices: number;
    }>(seen);
    const [found] = rows;
    const entries = (found?.entries ?? []).map((entry) => ({
      ...entry,
      body: JSON.parse(entry.body) as Record<string, unknown>,
      actor: { type: 'remit' },
      at: new Date(),
    }));
    expect([...thrownAfter(entries as unknown as Entry[]).keys()].sort()).toEqual(
      [...(found?.rows ?? [])].sort(),
    );
    expect(found?.notices).toBe(entries.length);
  }
  const owner = business.person('owner');
  for (const name of (await business.database.pool.query<{ name: string }>('select name from switches')).rows)
    await releaseSwitch(business.wired.world, business.database.pool, owner, {
      switch: name.name,
      because: 'the end of the test',
    });
}, 120_000);

test('from the moment when a roll-out is narrowed under load, nothing runs without a person', async () => {
  const { world } = business.wired;
  const owner = business.person('owner');
  const workflow = business.workspace.workflows['late-delivery'];
  if (!workflow) throw new Error('the sample has late deliveries');
  const end = load();
  try {
    const before = await intents(undefined);
    await expect.poll(() => intents(undefined), { timeout: 20_000 }).toBeGreaterThan(before + OPEN);
    const to = { stage: 'draft' as const, share: 100, kinds: null };
    const { version } = world.rollout(workflow);
    await changeStage(world, business.database.pool, owner, workflow, { to, because: 'too fast', version });
    const narrowed = (await world.log.read(workflowStream(workflow.name))).findLast(
      ({ kind }) => kind === 'stage.changed',
    );
    expect(narrowed).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await intents(narrowed)).toBe(0);
  } finally {
    await end();
  }
  await expect
    .poll(() => count("select count(*)::int as n from cases where status not in ('closed', 'held')"), {
      timeout: 60_000,
      interval: 250,
    })
    .toBe(0);
}, 120_000);
