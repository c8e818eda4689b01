// What the gateway adds to a call, against a direct call of the same MCP server, with 20 rules and the log on; and
// whether 10,000 calls leave anything behind: `npm run bench -- gateway`.
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getRequestListener } from '@hono/node-server';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { needTokenRight, openAuth } from '../src/doors/http/serve/auth.ts';
import { McpHttp } from '../src/doors/mcp/index.ts';
import { makeToken } from '../src/people/tokens/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { wire, type Wired } from '../src/wire.ts';
import { startShop } from './gateway/shop.ts';
import { benchWorkspace } from './gateway/workspace.ts';

const CALLS = Number(process.env['BENCH_CALLS'] ?? 400);
const LEAK_CALLS = Number(process.env['BENCH_LEAK_CALLS'] ?? 10_000);
const IN_FLIGHT = 16;
const WARM_UP = 60;
const SHOP = ['--import', 'tsx', fileURLToPath(new URL('./gateway/shop.ts', import.meta.url)), '--stdio'];
const CHILD = ['--import', 'tsx', fileURLToPath(new URL('./gateway/child.ts', import.meta.url))];

type Call = (index: number) => { name: string; arguments: Record<string, unknown> };

const home = mkdtempSync(join(tmpdir(), 'remit-bench-gateway-'));
chmodSync(home, 0o755); // as root, Postgres runs as somebody else, who must be able to walk in
const postgres = await startPostgres({ home, log: () => undefined });
const pool = openDatabase(postgres.url, { max: 12 });
const warnings: string[] = [];
process.on('warning', ({ message }) => warnings.push(message));
try {
  await migrate(pool, inPackage('migrations'));
  await pool.query('create table bench_commits (at timestamptz)');
  await overHttp();
} finally {
  await pool.end();
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}

async function overHttp(): Promise<void> {
  const shop = await startShop();
  const direct = await connect(shop.address);
  const workspace = await benchWorkspace(direct, [`address: ${shop.address}`]);
  const wired = await wire({ pool, url: postgres.url, workspace: () => workspace, workers: 32 });
  const { text: token } = await makeToken(wired.world, workspace.people[0]!, {
    name: 'bot',
    agent: { name: 'bot', version: '1' },
    person: null,
    workflows: null,
    rights: ['propose'],
    days: 1,
  });
  const gateway = await serve(wired);
  const through = await connect(gateway.address, token);
  await compare('HTTP', direct, through);
  await leaks(through, wired);
  await overStdio(token);
  await through.close();
  await direct.close();
  await gateway.stop();
  await wired.close();
  await shop.stop();
}

async function overStdio(token: string): Promise<void> {
  const direct = new Client(
    { name: 'bench', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await direct.connect(new StdioClientTransport({ command: process.execPath, args: SHOP }));
  const env = { ...process.env, DATABASE: postgres.url, TOKEN: token, SHOP: JSON.stringify(SHOP) } as Record<
    string,
    string
  >;
  const through = new Client(
    { name: 'bench', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await through.connect(new StdioClientTransport({ command: process.execPath, args: CHILD, env }));
  await compare('stdio', direct, through);
  await through.close();
  await direct.close();
}

/** Calls of both ways in turn, so that what the machine does besides falls on both alike. */
async function compare(way: string, direct: Client, through: Client): Promise<void> {
  const read =
    (tool: string): Call =>
    (index) => ({ name: tool, arguments: { order_id: `o${index % 50}` } });
  const write =
    (tool: string): Call =>
    (index) => ({ name: tool, arguments: { order_id: `${way}${index}`, cents: 500 } });
  for (const [what, there, here] of [
    ['read', read('order'), read('shop_order')],
    ['write', write('refund'), write('shop_refund')],
  ] as const) {
    const times: Record<'direct' | 'through' | 'commit', number[]> = { direct: [], through: [], commit: [] };
    for (let index = 0; index < CALLS + WARM_UP; index++) {
      const bare = await timed(direct, there(index));
      const held = await timed(through, here(index));
      const commit = what === 'write' ? await bareCommit() : 0;
      if (index < WARM_UP) continue;
      times.commit.push(commit);
      times.direct.push(bare);
      times.through.push(held);
    }
    const [bare, held] = [percentiles(times.direct), percentiles(times.through)];
    const beside = what === 'write' ? `; a bare commit of one row ${ms(percentiles(times.commit).p50)}` : '';
    console.log(
      `${way.padEnd(6)}${what.padEnd(6)}direct p50 ${ms(bare.p50)} p99 ${ms(bare.p99)}, through the gateway p50 ${ms(held.p50)} p99 ${ms(held.p99)}: ${ms(held.p50 - bare.p50)} added at p50${beside}`,
    );
  }
}

/** The least that a durable write costs on this disk: one row, flushed. */
async function bareCommit(): Promise<number> {
  const began = performance.now();
  await pool.query({ name: 'bench-commit', text: 'insert into bench_commits (at) values (now())' });
  return performance.now() - began;
}

async function timed(client: Client, call: ReturnType<Call>): Promise<number> {
  const began = performance.now();
  const result = await client.callTool(call);
  const took = performance.now() - began;
  if (result.isError === true) throw new Error(JSON.stringify(result));
  return took;
}

/** Memory and open resources after a tenth of the calls, and after all of them. */
async function leaks(client: Client, wired: Wired): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const measured: { heap: number; resources: number }[] = [];
  const parts = 5;
  for (let part = 0; part < parts; part++) {
    await many(client, part * (LEAK_CALLS / parts), LEAK_CALLS / parts);
    await wired.standings.catchUp();
    collect();
    await new Promise((done) => setTimeout(done, 200));
    collect();
    measured.push({
      heap: process.memoryUsage().heapUsed / 1e6,
      resources: process.getActiveResourcesInfo().length,
    });
    console.log(
      `${((part + 1) * LEAK_CALLS) / parts} calls: ${measured.at(-1)!.heap.toFixed(1)} MB of heap, ${measured.at(-1)!.resources} active resources`,
    );
  }
  console.log(`warnings of Node: ${warnings.length === 0 ? 'none' : warnings.join('; ')}`);
}

/** Of ten calls nine read and one writes, some in flight at once. */
async function many(client: Client, from: number, count: number): Promise<void> {
  let next = from;
  const hand = async () => {
    while (next < from + count) {
      const index = next++;
      const call =
        index % 10 === 0
          ? { name: 'shop_refund', arguments: { order_id: `leak${index}`, cents: 500 } }
          : { name: 'shop_order', arguments: { order_id: `o${index % 50}` } };
      await timed(client, call);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, hand));
}

async function connect(address: string, token?: string): Promise<Client> {
  const client = new Client(
    { name: 'bench', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(address), { requestInit: { headers } }));
  return client;
}

async function serve({ world }: Wired): Promise<{ address: string; stop(): Promise<void> }> {
  const mcp = new McpHttp({ world, version: '0', auth: openAuth(world), need: needTokenRight });
  const listener = getRequestListener((request: Request) => mcp.answer(request));
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp/refunds`,
    async stop() {
      await mcp.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function percentiles(values: number[]): { p50: number; p99: number } {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}
