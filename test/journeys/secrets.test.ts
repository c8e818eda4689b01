import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHttp, type HttpServer } from '../../src/doors/http/index.ts';
import { intake, load } from '../../src/flow/index.ts';
import { publish } from '../../src/runtime/publish.ts';
import { newKey, secretsFile, setSecret, withSecrets } from '../../src/runtime/secrets/index.ts';
import { listen } from '../../src/runtime/listen.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { checkWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { FILES } from '../support/acme.ts';
import { command } from '../support/command.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { listening } from '../support/listening.ts';

const SECRET = 's3cret-of-the-shop-4711';
const SOON = { timeout: 15_000, interval: 50 };
const SHOP = (FILES['systems/shop.yaml'] ?? '').replace(
  'reads:',
  'headers: {authorization: "Bearer ${SHOP_TOKEN}"}\nreads:',
);

let home: string;
let workspace: Workspace;
let database: FreshDatabase;
let remit: Wired;
let door: HttpServer;
const printed: string[] = [];
const given: string[] = [];

/** A shop that repeats what it is told in everything that it says. */
const shop = createServer((request, response) => {
  const token = request.headers.authorization ?? '';
  given.push(token);
  const order = /\/orders\/(\w+)/.exec(request.url ?? '')?.[1];
  const send = (status: number, body: object) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-seen': token })
      .end(JSON.stringify(body));
  if (order === '5')
    return send(200, { id: `5 ${token}`, total: { minor: 500, currency: 'EUR' }, late: true });
  if (order === '6') return send(500, { error: `who sent ${token}?` });
  if (order !== undefined) return send(403, { message: `not with ${token}` });
  if (order === undefined && request.method === 'GET') return send(503, { detail: `closed to ${token}` });
  return send(422, { error: { message: `${token} may not do that` } });
});
const line = listening(shop);

beforeAll(async () => {
  const port = await line.open(0);
  home = mkdtempSync(join(tmpdir(), 'remit-secrets-'));
  const where = { home, secrets: undefined, secretsKey: newKey() };
  setSecret(where, 'SHOP_TOKEN', SECRET, new Date());
  const env = withSecrets({ SHOP_URL: `http://127.0.0.1:${port}` }, where);
  const loaded = checkWorkspace(
    '/acme',
    new Map(Object.entries({ ...FILES, 'systems/shop.yaml': SHOP })),
    env,
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  workspace = loaded.workspace;
  database = await freshDatabase();
  remit = await wire({
    pool: database.pool,
    url: database.url,
    workspace: () => workspace,
    workers: 4,
    onFault: (_, error) => printed.push(String(error)),
  });
  await publish(remit.world.log, workspace, () => new Date());
  door = await openHttp({
    world: remit.world,
    pool: database.pool,
    version: 'test',
    secret: 'a secret that only tests know, of 32 characters or more',
    sample: null,
    faults: () => [],
    checksAnswers: true,
    host: '127.0.0.1',
    port: 0,
    consoleFolder: home,
    hear: (onNotice) => listen(database.url, 'remit', onNotice),
    log: (text) => printed.push(text),
  });
});
afterAll(async () => {
  await door.close();
  await remit.close();
  await database.drop();
  shop.closeAllConnections();
  await line.shut();
  rmSync(home, { recursive: true });
});

async function open(order: string): Promise<string> {
  const fields = { order, email: 'ida@example.org', message: 'Late!' };
  const event = { source: 'web', source_id: `o-${order}`, received_at: new Date(), fields };
  return (await intake(remit.world, 'refunds', event)).case;
}

/** Everything that stands in any table, as text. */
async function everythingStored(): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
  );
  const texts = rows.map(async ({ name }) => {
    const found = await database.pool.query<{ text: string }>(`select t::text as text from ${name} t`);
    return found.rows.map(({ text }) => text).join('\n');
  });
  return (await Promise.all(texts)).join('\n');
}

test('a shop that repeats our secret in everything that it says brings it nowhere', async () => {
  const [told, , refused] = await Promise.all(['5', '6', '7'].map(open));
  await expect.poll(async () => (await load(remit.world, told ?? '')).review?.status, SOON).toBe('open');
  await expect.poll(async () => (await load(remit.world, refused ?? '')).review?.status, SOON).toBe('open');
  const state = await load(remit.world, told ?? '');
  // It was sent, came back inside a fact and in complaints, and was cut out of them.
  expect(given).toContain(`Bearer ${SECRET}`);
  expect(state.facts?.['order']?.value).toMatchObject({ id: '5 …' });
  await remit.world.health?.probe('shop');
  // What the looks at it said is written down some seconds later.
  const looks = "select 1 from system_faults where verb = 'probe'";
  await expect.poll(async () => (await database.pool.query(looks)).rowCount, SOON).toBeGreaterThan(0);
  const pages = [
    '/api/desk',
    '/api/systems',
    '/api/systems/shop',
    '/api/queue',
    '/api/log',
    '/api/notices',
    '/api/workflows/refunds',
  ];
  for (const id of [told, refused]) pages.push(`/api/cases/${id}`, `/api/cases/${id}/story`);
  const answers = await Promise.all(
    pages.map(async (path) => {
      const answer = await fetch(door.url + path, { headers: { 'x-remit-person': 'mara' } });
      expect(answer.status, path).toBe(200);
      return answer.text();
    }),
  );
  const cli = await command({ world: remit.world, pool: database.pool }, ['case', told ?? '']);
  const all = {
    stored: await everythingStored(),
    answers: answers.join('\n'),
    printed: printed.join('\n') + cli.out + cli.err,
    systems: JSON.stringify(workspace.systems),
    spread: JSON.stringify({ ...workspace.systems['shop'] }),
  };
  expect(all.stored.length).toBeGreaterThan(2_000);
  for (const [where, text] of Object.entries(all)) expect(text.includes(SECRET), where).toBe(false);
  expect(secretsFile({ home, secrets: undefined })).toContain(home);
});
