import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { openSystems } from '../../systems/index.ts';
import { checkWorkspace } from '../../workspace/load.ts';
import { newKey, setSecret } from '../secrets/index.ts';
import { readSettings } from '../settings.ts';
import { examine, type Finding } from './index.ts';

let database: FreshDatabase;
let home: string;
let status = 200;
const shop = createServer((_, response) => response.writeHead(status).end('{}'));

beforeAll(async () => {
  database = await freshDatabase();
  home = mkdtempSync(join(tmpdir(), 'remit-doctor-'));
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  shop.close();
  await database.drop();
});

async function findings(files: Record<string, string> = {}): Promise<Finding[]> {
  const env = { SHOP_URL: `http://127.0.0.1:${(shop.address() as AddressInfo).port}` };
  const all = new Map(Object.entries({ ...FILES, ...files }));
  const loaded = checkWorkspace('/acme', all, env);
  const systems = loaded.ok ? openSystems(loaded.workspace) : {};
  const { settings, warnings } = readSettings({
    REMIT_HOME: home,
    REMIT_SECRETS_KEY: key,
    REMIT_WORKSPCE: 'x',
  });
  const found: Finding[] = [];
  const patient = {
    settings,
    warnings,
    node: '20.19.0',
    load: async () => ({ texts: all.values(), loaded }),
    open: async () => database.pool,
    probe: (name: string) => systems[name]?.probe({ signal: new AbortController().signal }) ?? never(),
  };
  for await (const finding of examine(patient)) found.push(finding);
  return found;
}

const key = newKey();
const never = () => Promise.reject(new Error('no such system'));
const levels = (found: Finding[], area: string) =>
  found.filter((one) => one.area === area).map(({ level }) => level);

test('a workspace that is well is said to be, part by part', async () => {
  const found = await findings();
  // The server of the tests runs without fsync, which the doctor rightly finds wrong.
  const failing = found.filter(({ level }) => level === 'fail');
  expect(failing.filter(({ says }) => !says.includes('fsync'))).toEqual([]);
  const areas = new Set(found.map(({ area }) => area));
  for (const area of ['settings', 'disk', 'secrets', 'workspace', 'system shop', 'mail', 'database', 'work'])
    expect(areas).toContain(area);
  expect(found.find(({ area, level }) => area === 'settings' && level === 'warn')?.says).toContain(
    'REMIT_WORKSPACE',
  );
});

test('a shop that turns us away, or is broken, fails and says what to do', async () => {
  status = 401;
  const found = await findings();
  expect(levels(found, 'system shop')).toContain('fail');
  expect(found.find(({ area }) => area === 'system shop')).toMatchObject({
    says: expect.stringContaining('401'),
    todo: expect.stringContaining('systems/shop.yaml'),
  });
  status = 500;
  expect(levels(await findings(), 'system shop')).toContain('fail');
  status = 200;
});

test('files that do not load fail with their lines, and the database is looked at all the same', async () => {
  const found = await findings({ 'remit.yaml': 'name: Acme\ncurrency: Euro\n' });
  expect(found.find(({ area }) => area === 'workspace')).toMatchObject({
    level: 'fail',
    says: expect.stringContaining('remit.yaml:1'),
  });
  expect(levels(found, 'database')).toContain('ok');
});

test('a secret that no file names is worth a look, and is not shown', async () => {
  setSecret({ home, secrets: undefined, secretsKey: key }, 'OLD_TOKEN', 's3cret-value', new Date());
  const found = await findings();
  expect(found.find(({ area, level }) => area === 'secrets' && level === 'warn')?.says).toContain(
    'OLD_TOKEN',
  );
  expect(JSON.stringify(found)).not.toContain('s3cret-value');
});

test('what nobody knows is said to stand still', async () => {
  await database.pool.query(
    "insert into switches (name, thrown_at, by, because, drill) values ('all', now(), 'x', 'x', false)",
  );
  const found = await findings();
  expect(found.find(({ area }) => area === 'work')?.says).toContain('1 switch is thrown');
  await database.pool.query('delete from switches');
});
