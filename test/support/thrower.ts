import { releaseSwitch, throwSwitch } from '../../src/authority/brake/switches.ts';
import { openDatabase } from '../../src/runtime/database.ts';
import { wire } from '../../src/wire.ts';
import { loadSample } from './sample.ts';

/** A process that throws and releases one switch as fast as it can, until it is killed in the middle of it. */
const { DATABASE_URL: url = '', SHOP_URL = '', SWITCH = 'all' } = process.env;
const workspace = await loadSample(SHOP_URL, true);
const pool = openDatabase(url, { max: 4, name: 'remit test thrower' });
const { world } = await wire({ pool, url, workspace: () => workspace, workers: 0 });
const owner = workspace.people.find(({ roles }) => roles.includes('owner'));
if (!owner) throw new Error('nobody is owner');
process.stdout.write('ready\n');
for (;;) {
  const by = { type: 'person' as const, id: owner.id };
  await throwSwitch(world, by, { switch: SWITCH, because: 'a test', how: 'cli' });
  await releaseSwitch(world, pool, owner, { switch: SWITCH, because: 'a test' });
}
