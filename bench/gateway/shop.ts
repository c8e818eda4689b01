// The server behind the gateway: one read and one write that cost nothing, so that what the gateway adds is seen.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

function shopServer(): McpServer {
  const server = new McpServer({ name: 'shop', version: '1' }, { capabilities: { tools: {} } });
  server.registerTool(
    'order',
    { inputSchema: z.object({ order_id: z.string() }), annotations: { readOnlyHint: true } },
    ({ order_id }) => {
      const order = { id: order_id, total: 31, note: 'nothing' };
      return { content: [{ type: 'text', text: JSON.stringify(order) }], structuredContent: order };
    },
  );
  server.registerTool(
    'refund',
    { inputSchema: z.object({ order_id: z.string(), cents: z.number() }) },
    ({ order_id }) => {
      const refund = { id: `r-${order_id}` };
      return { content: [{ type: 'text', text: JSON.stringify(refund) }], structuredContent: refund };
    },
  );
  return server;
}

export async function startShop(): Promise<{ address: string; stop(): Promise<void> }> {
  const handler = createMcpHandler(shopServer);
  const handle = toNodeHandler(handler);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async stop() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

if (process.argv[2] === '--stdio') serveStdio(shopServer);
