// The gateway over standard input and output, as `remit mcp` opens it: DATABASE, TOKEN and SHOP say what with.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { serveStdio } from '../../src/doors/mcp/index.ts';
import { openDatabase } from '../../src/runtime/database.ts';
import { wire } from '../../src/wire.ts';
import { benchWorkspace } from './workspace.ts';

const { DATABASE = '', TOKEN = '', SHOP = '' } = process.env;
const shop = { command: process.execPath, args: JSON.parse(SHOP) as string[] };
const looking = new Client({ name: 'bench', version: '1' }, { versionNegotiation: { mode: 'auto' } });
await looking.connect(new StdioClientTransport(shop));
const way = [`command: ${JSON.stringify(shop.command)}`, `args: ${JSON.stringify(shop.args)}`];
const workspace = await benchWorkspace(looking, way);
await looking.close();
const pool = openDatabase(DATABASE, { max: 8 });
const wired = await wire({ pool, url: DATABASE, workspace: () => workspace, workers: 16 });
const pipe = { stdin: process.stdin, stdout: process.stdout };
const door = await serveStdio({
  world: wired.world,
  version: '0',
  workflow: 'refunds',
  token: TOKEN,
  ...pipe,
});
await door.ended;
await door.close();
await wired.close();
await pool.end();
process.exit(0);
