import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../test/support/database.ts';
import { makeSeal, verify } from './log/index.ts';
import { readSettings } from './runtime/settings.ts';
import { createShutdown } from './runtime/shutdown.ts';
import { openWorld } from './start.ts';

test('the log can be verified and sealed while the workspace on disk does not load', async () => {
  const database = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'remit-broken-'));
  await writeFile(join(folder, 'remit.yaml'), 'name: [');
  const say = () => undefined;
  const env = { DATABASE_URL: database.url, REMIT_WORKSPACE: folder };
  const { settings } = readSettings(env);
  const open = await openWorld({ settings, env, version: '0', shutdown: createShutdown(say), say });
  expect((await verify(open.pool)).misfit).toBeNull();
  await expect(makeSeal(open.pool, open.world.log, { now: () => new Date() })).resolves.toBeUndefined();
  // Who needs the workspace hears what is wrong with it, and where.
  expect(() => open.world.workspace()).toThrow('remit.yaml');
  await open.close();
  await database.drop();
  await rm(folder, { recursive: true });
});
