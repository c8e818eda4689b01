import { openDatabase } from '../../src/runtime/database.ts';
import { wire } from '../../src/wire.ts';
import { loadSample } from './sample.ts';

/** A worker process that tests may kill at any moment: DATABASE_URL, SHOP_URL and LEASE_MS come from outside. */
const { DATABASE_URL: url = '', SHOP_URL = '', LEASE_MS = '1000', CHAINED = '' } = process.env;
const workspace = await loadSample(SHOP_URL, true, CHAINED !== '');
const pool = openDatabase(url, { max: 4, name: 'remit test worker' });
const onFault = (id: string, error: unknown) => process.stderr.write(`${id} ${String(error)}\n`);
await wire({ pool, url, workspace: () => workspace, workers: 8, leaseMs: Number(LEASE_MS), onFault });
process.stdout.write('ready\n');
