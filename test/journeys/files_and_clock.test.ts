import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TriggerDoors } from '../../src/doors/triggers/index.ts';
import type { World } from '../../src/flow/index.ts';
import { openLog } from '../../src/log/index.ts';
import { openCursors } from '../../src/runtime/cursors.ts';
import { checkWorkspace } from '../../src/workspace/load.ts';
import { FILES, openWorld } from '../support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

const WAIT = { timeout: 8_000, interval: 20 };

let database: FreshDatabase;
let folder: string;
let doors: TriggerDoors | null;
let faults: string[];

beforeEach(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'remit-files-'));
  doors = null;
  faults = [];
});

afterEach(async () => {
  await doors?.stop();
  rmSync(folder, { recursive: true });
  await database.drop();
});

function worldWith(trigger: string, env: Record<string, string> = {}): World {
  const workflow = FILES['workflows/refunds/workflow.yaml']?.replace(
    'writes: [shop.refund]',
    `triggers:\n  - ${trigger}\nwrites: [shop.refund]`,
  );
  const files = new Map(Object.entries({ ...FILES, 'workflows/refunds/workflow.yaml': workflow ?? '' }));
  const loaded = checkWorkspace('/acme', files, { SHOP_URL: 'http://127.0.0.1:1', DROP: folder, ...env });
  if (!loaded.ok) throw new Error(loaded.faults.map(({ path, says }) => `${path}: ${says}`).join('\n'));
  return openWorld(database.pool, loaded.workspace);
}

function open(world: World): TriggerDoors {
  doors = new TriggerDoors(world, database.pool, (error) => void faults.push(String(error)));
  doors.start();
  return doors;
}

interface Heard {
  event: Record<string, unknown>;
  text: string;
}

/** What the log has heard, in the order in which it came. */
async function heard(): Promise<(Heard & { source: unknown })[]> {
  const log = openLog({ pool: database.pool, now: () => new Date() });
  const { rows } = await database.pool.query<{ stream: string }>(
    "select stream from entries where kind in ('opened', 'joined', 'reopened') order by position",
  );
  const streams = [...new Set(rows.map(({ stream }) => stream))];
  const entries = (await Promise.all(streams.map((stream) => log.read(stream)))).flat();
  return entries.flatMap((entry) => {
    const { event, text } = (entry.private ?? {}) as Partial<Heard>;
    return event && text !== undefined ? [{ event, text, source: entry.body['source'] }] : [];
  });
}

const orders = async () => (await heard()).map(({ event }) => event['order']);
const messages = async () => (await heard()).map(({ text }) => text);
const inOrder = (a: string, b: string) => a.localeCompare(b);
const come = (wanted: string[]) =>
  vi.waitFor(async () => expect((await orders()).map(String).toSorted(inOrder)).toEqual(wanted), WAIT);
const waiting = async () =>
  (
    await database.pool.query<{ says: string }>(
      "select says from arrivals where state = 'waiting' order by says",
    )
  ).rows.map(({ says }) => says);

const FOLDER = '{kind: files, name: drop, folder: "${DROP}", every: 1s, settle: 50ms}';

test('a table that is put into a folder becomes events, and what is added to it later as well', async () => {
  writeFileSync(
    join(folder, 'orders.csv'),
    'Order,E-mail,Message,Wanted\n1,a@example.org,Late,12.50\n2,b@example.org,Lost,\n',
  );
  const trigger = `{kind: files, name: drop, folder: "\${DROP}", every: 1s, settle: 50ms, fields: {email: "{{payload.row.e_mail}}"}}`;
  open(worldWith(trigger));
  await come(['1', '2']);
  appendFileSync(join(folder, 'orders.csv'), '3,c@example.org,Broken,\n');
  await come(['1', '2', '3']);
  const [first] = (await heard()).filter(({ event }) => event['order'] === '1');
  expect(first).toMatchObject({ source: 'files:drop', event: { wanted: { minor: 1250, currency: 'EUR' } } });
  expect(faults).toEqual([]);
});

test('a file that is still being written is left alone until it is whole', async () => {
  writeFileSync(join(folder, 'late.csv.part'), 'order,email,message\n9,a@example.org,Cut off in the mid');
  writeFileSync(
    join(folder, 'rows.jsonl'),
    '{"order": "1", "email": "a@example.org", "message": "x"}\n{"order": "2", "em',
  );
  open(worldWith(FOLDER.replace('50ms', '1h')));
  await come(['1']);
  appendFileSync(join(folder, 'rows.jsonl'), 'ail": "b@example.org", "message": "y"}\n');
  await come(['1', '2']);
  expect(await waiting()).toEqual([]);
});

test('rows that cannot be read wait with their line, and everything else comes in', async () => {
  writeFileSync(
    join(folder, 'orders.csv'),
    'order,email,message,wanted\n1,a@example.org,Late,\n2,b@example.org\n3,c@example.org,x,much\n',
  );
  writeFileSync(join(folder, 'sheet.csv'), Buffer.from([0x50, 0x4b, 0, 0]));
  open(worldWith(FOLDER));
  await come(['1']);
  await vi.waitFor(async () => expect(await waiting()).toHaveLength(3), WAIT);
  const [line, wanted, whole] = await waiting();
  expect(line).toBe('orders.csv, line 3 has 2 cells, and there are 4 columns.');
  expect(whole).toContain('wanted');
  expect(wanted).toContain('sheet.csv is not text');
});

test('a stop and a start in between read nothing twice, and a file under a new name is new', async () => {
  writeFileSync(join(folder, 'a.csv'), 'order,email,message\n1,a@example.org,Late\n');
  open(worldWith(FOLDER));
  await come(['1']);
  await doors?.stop();
  writeFileSync(join(folder, 'b.csv'), 'order,email,message\n2,a@example.org,Late\n');
  renameSync(join(folder, 'a.csv'), join(folder, 'z.csv'));
  open(worldWith(FOLDER));
  await come(['1', '1', '2']);
});

test('a folder that is not there is said once', async () => {
  open(worldWith(FOLDER.replace('${DROP}', '${DROP}/none')));
  await vi.waitFor(() => expect(faults).toHaveLength(1), WAIT);
  expect(faults[0]).toMatch(
    /^Trigger drop of refunds: the folder .* cannot be read: there is no such folder$/,
  );
});

interface Sheet {
  address: string;
  text: string;
  asked: IncomingMessage[];
  answer: ((response: ServerResponse) => void) | null;
  server: Server;
}

async function openSheet(): Promise<Sheet> {
  const sheet: Sheet = { address: '', text: '', asked: [], answer: null, server: createServer() };
  sheet.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    sheet.asked.push(request);
    if (sheet.answer) return sheet.answer(response);
    const etag = `"${Buffer.from(sheet.text).toString('base64url').slice(-20)}"`;
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    return response.writeHead(200, { 'content-type': 'text/csv', etag }).end(sheet.text);
  });
  await new Promise<void>((ready) => sheet.server.listen(0, '127.0.0.1', ready));
  sheet.address = `http://127.0.0.1:${(sheet.server.address() as AddressInfo).port}/secret-key/export?format=csv`;
  return sheet;
}

test('a table at an address is read as it grows; a row counts once nobody is typing it any more', async () => {
  const sheet = await openSheet();
  sheet.text = 'Order,Email,Message\n1,a@example.org,Late\n2,b@exam,\n';
  open(
    worldWith(
      '{kind: files, name: sheet, url: "${SHEET}", headers: {authorization: "Bearer ${KEY}"}, every: 1s, only: {payload.row.message: {exists: true}}}',
      { SHEET: sheet.address, KEY: 'k3y-k3y-k3y' },
    ),
  );
  await vi.waitFor(() => expect(sheet.asked).toHaveLength(1), WAIT);
  sheet.text = 'Order,Email,Message\n1,a@example.org,Late\n2,b@example.org,Lost\n';
  await come(['1', '2']);
  await vi.waitFor(() => expect(sheet.asked.at(-1)?.headers['if-none-match']).toBeDefined(), WAIT);
  expect(sheet.asked[0]?.headers.authorization).toBe('Bearer k3y-k3y-k3y');
  expect((await heard()).map(({ event }) => event['email'])).not.toContain('b@exam');
  sheet.answer = (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
  await vi.waitFor(() => expect(faults).toHaveLength(1), WAIT);
  expect(faults[0]).toContain('a page came and no table');
  expect(faults[0]).not.toContain('secret-key');
  sheet.server.closeAllConnections();
  sheet.server.close();
});

const CLOCK = `{kind: clock, name: mornings, cron: "0 7 * * *", fields: {order: "7", email: "clock@acme.test", message: "{{payload.weekday}} {{payload.day}}, {{payload.missed}} missed"}}`;

test('a clock ticks once a day, and what was missed during a stop runs once when it is back', async () => {
  let now = new Date('2026-11-16T12:00:00Z');
  const world = { ...worldWith(CLOCK), now: () => now };
  const cursor = () =>
    database.pool.query(
      "select value from cursors where name = 'clock/refunds/mornings' and value is not null",
    );
  const run = async (at: string, wanted: string[]) => {
    now = new Date(at);
    open(world);
    await vi.waitFor(async () => expect((await cursor()).rowCount).toBe(1), WAIT);
    await vi.waitFor(async () => expect(await messages()).toEqual(wanted), WAIT);
    await doors?.stop();
  };
  await run('2026-11-16T12:00:00Z', []);
  await run('2026-11-17T06:00:01Z', ['Tuesday 2026-11-17, 0 missed']);
  await run('2026-11-17T06:00:01Z', ['Tuesday 2026-11-17, 0 missed']);
  await run('2026-11-20T09:00:00Z', ['Tuesday 2026-11-17, 0 missed', 'Friday 2026-11-20, 2 missed']);
});

test('a crash between a tick and its note ticks no second time', async () => {
  let now = new Date('2026-11-16T12:00:00Z');
  const world = { ...worldWith(CLOCK), now: () => now };
  const cursors = openCursors(database.pool, world.worker);
  open(world);
  const held = () =>
    database.pool.query<{ value: string }>('select value from cursors where value is not null');
  const { value } = await vi.waitFor(async () => {
    const [row] = (await held()).rows;
    if (!row) throw new Error('nothing was kept yet');
    return row;
  }, WAIT);
  await doors?.stop();
  now = new Date('2026-11-17T06:00:01Z');
  open(world);
  await vi.waitFor(async () => expect(await messages()).toHaveLength(1), WAIT);
  await doors?.stop();
  await cursors.take('clock/refunds/mornings', 1_000);
  await cursors.keep('clock/refunds/mornings', value);
  open(world);
  await vi.waitFor(async () => expect((await held()).rows[0]?.value).not.toBe(value), WAIT);
  expect(await messages()).toHaveLength(1);
});
