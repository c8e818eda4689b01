import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, openShop, openWorld, type Shop } from '../../../test/support/acme.ts';
import { command } from '../../../test/support/command.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import type { World } from '../../flow/index.ts';
import { EXIT } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-hostile-'));
let database: FreshDatabase;
let shop: Shop;
let world: World;

beforeAll(async () => {
  database = await freshDatabase();
  shop = await openShop();
  world = openWorld(database.pool, acme(shop.address));
});
afterAll(async () => {
  await shop.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const written = (name: string, text: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Calls with one thing in them that nobody means, in the place of `?`. */
const CALLS = [
  'standing ?',
  'policy-changed ? --because x --as mara',
  'policy-changed refunds --because x --as mara --kinds ?',
  'policy-changed refunds --because x --as ?',
  'metrics ?',
  'metrics refunds --from ?',
  'metrics refunds --to ?',
  'attention --as ?',
  'audits ?',
  'updates ?',
  'updates --workflow ?',
  'updates ? --accept --as mara',
  'updates ? --decline --because x --as mara',
  'replay ? --agent rules',
  'replay refunds --agent ?',
  'replay refunds --agent rules --boundary ?',
  'replay refunds --agent rules --since ?',
  'replay refunds --agent rules --until ?',
  'replay refunds --agent rules --kind ?',
  'replay refunds --agent rules --spend ?',
  'replay refunds --agent rules --dry-run --cases ?',
  'assess ?',
  'card ?',
  'card refunds ?',
  'report ?',
  'report week --date ?',
  'report week --workflow ?',
  'report week --to ? --as mara',
  'return ?',
  'return --currency ?',
  'return --locale ?',
  'return --setup-hours ?',
].map((call) => call.split(' '));

test.each([
  ['a quote', `'; drop table entries; --`],
  ['a name of every object', '__proto__'],
  ['a day long after all others', '+275760-09-13'],
  ['a number beyond all numbers', '1e999'],
  ['nothing', ''],
])('a call with %s in it is a mistake of the caller and never a fault', async (_, nasty) => {
  const faults: string[] = [];
  for (const call of CALLS) {
    const argv = call.map((part) => (part === '?' ? nasty : part));
    const { code, err } = await command({ world, pool: database.pool }, argv);
    if (code === EXIT.failed || /\n\s+at /.test(err) || (code === EXIT.usage && err.trim() === ''))
      faults.push(`${argv.join(' ')}: ${err.slice(0, 200)}`);
  }
  expect(faults).toEqual([]);
});

test('a file of tickets that is none is a mistake of the caller and never a fault', async () => {
  const files = [
    written('empty.csv', ''),
    written('zeroes.csv', Buffer.alloc(5_000)),
    written('open.csv', 'number,subject,decision\n1,"a,b\n'),
    written('proto.json', '[{"__proto__": {"number": 1}, "decision": null}]'),
    written('deep.json', '['.repeat(20_000)),
    written('none.csv.gz', 'not packed'),
    folder,
  ];
  const faults: string[] = [];
  for (const path of files) {
    const { code, err } = await command({ world, pool: database.pool }, ['assess', path]);
    if (code !== EXIT.usage) faults.push(`${path}: ${code} ${err.slice(0, 200)}`);
  }
  expect(faults).toEqual([]);
});
