import { readFile } from 'node:fs/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { openHttp, type HttpOptions, type HttpServer } from '../../src/doors/http/index.ts';
import { arrivalShelf } from '../../src/runtime/arrivals.ts';
import { listen } from '../../src/runtime/listen.ts';
import { inSpan } from '../../src/runtime/telemetry/spans.ts';
import { openTelemetry, type Telemetry } from '../../src/runtime/telemetry/index.ts';
import { openDatabase } from '../../src/runtime/database.ts';
import { openTestShop } from '../../src/systems/http/story.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';
import { openCollector } from '../support/collector.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

let collector: Awaited<ReturnType<typeof openCollector>>;
let telemetry: Telemetry;
let business: Business;
let door: HttpServer;
let isBegun = true;

beforeAll(async () => {
  collector = await openCollector();
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.env.OTEL_EXPORTER_OTLP_ENDPOINT);
  telemetry = await openTelemetry(process.env, '9.9.9');
  const { meters } = telemetry;
  business = await openBusiness({ meters, seed: { orders: [shippedOrder('WG-1', -2, new Date())] } });
  telemetry.watch(business.database.pool, () => ['shop', 'carrier']);
  await stumble(business);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Remit</title>');
  door = await openHttp(options());
});

/** A carrier that is down, an arrival that nobody can read, and a receiver that takes nothing. */
async function stumble({ database: { pool }, wired }: Business): Promise<void> {
  const at = new Date();
  const body = { label: 'The carrier', says: 'The carrier refuses connections.', since: at.toISOString() };
  const entry = { kind: 'system.down', kindVersion: 1, at, actor: { type: 'remit' as const }, body };
  await wired.world.log.append({ stream: 'system/carrier', expected: 0, entries: [entry] });
  const arrival = { id: 'a-1', at, payload: {} };
  const lost = { workflow: 'late-delivery', trigger: 'shop', arrival, says: 'It has no order.' };
  await arrivalShelf(pool).keep('a-1', lost, at);
  await pool.query("insert into outgoing (hook, tx, position, fails) values ('warehouse', '1', 0, 3)");
  await pool.query(
    "insert into outgoing_events (hook, id, stream, type, event) values ('warehouse', 'e-1', 'case/1', 'opened', '{}')",
  );
}

const folder = mkdtempSync(join(tmpdir(), 'remit-console-'));

function options(): HttpOptions {
  return {
    world: business.wired.world,
    pool: business.database.pool,
    version: '9.9.9',
    secret: 'a secret that only tests know, of 32 characters or more',
    sample: null,
    faults: () => [],
    checksAnswers: true,
    host: '127.0.0.1',
    port: 0,
    consoleFolder: folder,
    hear: (onNotice) => listen(business.database.url, 'remit', onNotice),
    log: () => undefined,
    telemetry,
    begun: () => isBegun,
  };
}
afterAll(async () => {
  await door.close();
  await business.stop();
  await collector.stop();
  vi.unstubAllEnvs();
});

async function get(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(door.url + path);
  return { status: answer.status, text: await answer.text() };
}

test('a system that speaks HTTP is told which trace it is asked in', async () => {
  const shop = await openTestShop();
  const { signal } = new AbortController();
  await inSpan('ask', { from: TRACEPARENT }, () => shop.system.read('order', { order_id: 'A1' }, { signal }));
  await shop.stop();
  expect(shop.seen[0]?.headers['traceparent']).toContain(TRACE);
});

test('a case goes on in the trace of the event that began it, and nothing that anybody wrote is in it', async () => {
  const answer = await fetch(`${door.url}/events/late-delivery`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: TRACEPARENT, 'idempotency-key': 'm-1' },
    body: JSON.stringify(fromIda('WG-1')),
  });
  const { case: id } = (await answer.json()) as { case: string };
  const state = await business.read(id);
  expect(state.trace).toContain(TRACE);
  await inSpan('advance', { from: state.trace }, () => business.advance(id));
  await telemetry.close();
  const ours = collector.spans().filter(({ traceId }) => traceId === TRACE);
  const names = ours.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['POST /events/:id', 'execute_tool shop.order', 'invoke_agent rules']),
  );
  const read = ours.find(({ name }) => name === 'execute_tool shop.order');
  const attributes = Object.fromEntries(
    read!.attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
  );
  expect(attributes).toMatchObject({
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'shop.order',
  });
  for (const hidden of ['Ida', 'ida@example.org', 'where is my order'])
    expect(collector.text()).not.toContain(hidden);
});

test('a collector of metrics finds what happened, what waits and how long things took', async () => {
  await business.message(fromIda('WG-1', { email: 'eva@example.org' }), 'm-2');
  const { status, text } = await get('/metrics');
  expect(status).toBe(200);
  expect(text).toMatch(/remit_info\{version="9\.9\.9"\} 1/);
  expect(text).toMatch(/remit_log_entries_total\{kind="opened",workflow="late-delivery"\} 2/);
  expect(text).toMatch(
    /remit_system_seconds_count\{system="shop",offer="order",mode="read",result="ok"\} [1-9]/,
  );
  expect(text).toMatch(/remit_http_seconds_count\{method="POST",route="\/events\/:id",status="202"\} 1/);
  expect(text).toMatch(/remit_cases\{workflow="late-delivery",status="open"\} 1/);
});

test('a collector of metrics hears of systems that are down, and of what waits on its way in and out', async () => {
  const { text } = await get('/metrics');
  expect(text).toMatch(/remit_system_up\{system="shop"\} 1/);
  expect(text).toMatch(/remit_system_up\{system="carrier"\} 0/);
  expect(text).toMatch(/remit_system_held_cases\{system="carrier"\} 0/);
  expect(text).toMatch(/remit_arrivals\{workflow="late-delivery"\} 1/);
  expect(text).toMatch(/remit_outgoing_events\{hook="warehouse"\} 1/);
  expect(text).toMatch(/remit_outgoing_up\{hook="warehouse"\} 0/);
});

test('the dashboard and the alarms ask for nothing that is not there', async () => {
  const { text } = await get('/metrics');
  const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1]));
  const files = ['grafana.json', 'alerts.yaml'].map((name) =>
    readFile(`examples/monitoring/${name}`, 'utf8'),
  );
  const [dashboard = '', alerts = ''] = await Promise.all(files);
  const { panels } = JSON.parse(dashboard) as { panels: { targets?: { expr: string }[] }[] };
  const { groups } = parse(alerts) as { groups: { rules: { expr: string }[] }[] };
  const asked = [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ].flatMap((expr) => expr.match(/\b(?:remit|process|nodejs)_\w+/g) ?? []);
  const bare = asked.map((name) => (known.has(name) ? name : name.replace(/_(bucket|count|sum)$/, '')));
  expect(asked.length).toBeGreaterThan(15);
  expect(bare.filter((name) => !known.has(name))).toEqual([]);
});

test('whoever looks after the machine is told whether it lives, and whether it can work', async () => {
  expect(await get('/healthz')).toMatchObject({
    status: 200,
    text: expect.stringContaining('"ok"') as string,
  });
  expect((await get('/readyz')).status).toBe(200);
  isBegun = false;
  const young = await get('/readyz');
  expect(young.status).toBe(503);
  expect(young.text).toContain('is being counted');
  isBegun = true;
});

test('a database that is gone is said to be gone, and the program says that it lives', async () => {
  const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
  const lonely = await openHttp({ ...options(), pool: gone });
  const answer = await fetch(`${lonely.url}/readyz`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('cannot be reached');
  expect((await fetch(`${lonely.url}/healthz`)).status).toBe(200);
  await lonely.close();
  await gone.end();
});
