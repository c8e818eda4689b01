import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { needTokenRight, openAuth } from '../../src/doors/http/serve/auth.ts';
import { problemOf, problemResponse } from '../../src/doors/http/serve/problem.ts';
import { McpHttp } from '../../src/doors/mcp/index.ts';
import { makeToken } from '../../src/people/tokens/index.ts';
import { BOT, Proposals } from './proposing.ts';

/** Acme's refunds behind the MCP door alone, over real HTTP. */
export class GatewayDoor extends Proposals {
  mcp!: McpHttp;
  private server!: Server;
  private readonly clients: Client[] = [];

  /** `heldMs`: how long a held call is waited for. */
  async serve(heldMs: number, files?: Record<string, string>): Promise<void> {
    await this.open(files);
    const auth = openAuth(this.world);
    this.mcp = new McpHttp({ world: this.world, version: '0', auth, need: needTokenRight }, { heldMs });
    const answer = (request: Request) =>
      this.mcp.answer(request).catch((error: unknown) => problemResponse(problemOf(error, () => undefined)));
    this.server = createServer((request, response) => void getRequestListener(answer)(request, response));
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }

  /** Where the workflow's tools are. */
  address(workflow = 'refunds'): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mcp/${workflow}`;
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
    await this.mcp.close();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
    await super.close();
  }
}
