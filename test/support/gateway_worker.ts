import { openDatabase } from '../../src/runtime/database.ts';
import { wire } from '../../src/wire.ts';
import { acme } from './acme.ts';
import { serveGateway } from './gateway_door.ts';
import { withGateway } from './proposing.ts';

/** A process with the gateway that tests may kill at any moment: DATABASE_URL, SHOP_URL and LEASE_MS come from outside. */
const { DATABASE_URL: url = '', SHOP_URL = '', LEASE_MS = '700' } = process.env;
const workspace = acme(SHOP_URL, withGateway());
const pool = openDatabase(url, { max: 6, name: 'remit test gateway' });
const wired = await wire({ pool, url, workspace: () => workspace, workers: 8, leaseMs: Number(LEASE_MS) });
const { address } = await serveGateway(wired.world, 'refunds');
process.stdout.write(`${address}\n`);
