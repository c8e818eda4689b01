import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { World } from '../../src/flow/index.ts';
import { needTokenRight, openAuth } from '../../src/doors/http/serve/auth.ts';
import { problemOf, problemResponse } from '../../src/doors/http/serve/problem.ts';
import { McpHttp } from '../../src/doors/mcp/index.ts';
import { makeToken } from '../../src/people/tokens/index.ts';
import { BOT, Proposals } from './proposing.ts';

/** The MCP door alone, over real HTTP; `heldMs`: how long a held call is waited for. */
export async function serveGateway(world: World, workflow: string, heldMs?: number) {
  const door = { world, version: '0', auth: openAuth(world), need: needTokenRight };
  const mcp = new McpHttp(door, heldMs === undefined ? {} : { heldMs });
  const answer = (request: Request) =>
    mcp.answer(request).catch((error: unknown) => problemResponse(problemOf(error, () => undefined)));
  const listener = getRequestListener(answer);
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp/${workflow}`,
    async close() {
      await mcp.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Acme's refunds behind the MCP door alone, over real HTTP. */
export class GatewayDoor extends Proposals {
  private served!: Awaited<ReturnType<typeof serveGateway>>;
  private readonly clients: Client[] = [];

  /** `heldMs`: how long a held call is waited for. */
  async serve(heldMs: number, files?: Record<string, string>): Promise<void> {
    await this.open(files);
    this.served = await serveGateway(this.world, 'refunds', heldMs);
  }

  /** Where the workflow's tools are. */
  address(): string {
    return this.served.address;
  }

  async token(agent = BOT): Promise<string> {
    const given = { agent, person: null, workflows: ['refunds'], rights: ['propose' as const], days: 1 };
    return (await makeToken(this.world, this.person('mara'), { name: agent.name, ...given })).text;
  }

  /** A client that nobody here wrote, of one of the two protocols. */
  async client(mode: 'legacy' | { pin: string }, agent = BOT): Promise<Client> {
    const headers = { authorization: `Bearer ${await this.token(agent)}` };
    const client = new Client({ name: 'a client', version: '1' }, { versionNegotiation: { mode } });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(this.address()), { requestInit: { headers } }),
    );
    this.clients.push(client);
    return client;
  }

  override async close(): Promise<void> {
    for (const client of this.clients) await client.close();
    await this.served.close();
    await super.close();
  }
}
