import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer, type McpRequestContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { McpFile, McpTool } from '../../workspace/systems/mcp.ts';
import { McpSystem } from './index.ts';
import { Tools } from './tools.ts';

/** Limits that let a test wait no longer than it must. */
export const LIMITS = { timeoutMs: 2_000, retries: 0, inFlight: 4, answerBytes: 2_000_000, holdMs: 1_000 };

interface Refund {
  order_id: string;
  cents: number;
  idempotency_key: string;
}

/** A shop behind a real MCP server on the loopback address, which speaks both versions of the protocol. */
export interface McpShop {
  address: string;
  /** Every refund that was really made. */
  refunds: Refund[];
  headers: IncomingHttpHeaders[];
  eras: string[];
  /** What the shop does with a refund before it is made; may throw or take its time. */
  before: (refund: Refund) => void | Promise<void>;
  /** What it answers once it was made; undefined is the usual answer. */
  after: (refund: Refund) => { content: { type: 'text'; text: string }[]; isError?: boolean } | undefined;
  /** How the refund is described: another description is another tool. */
  description: string;
  /** Answers with this status instead of anything else. */
  status: number | undefined;
  /** Tells who listens that the tools have changed. */
  changed(): void;
  stop(): Promise<void>;
}

export async function openMcpShop(port = 0): Promise<McpShop> {
  const handler = createMcpHandler((context) => serverOf(shop, context));
  const handle = toNodeHandler(handler);
  const server = createServer((request, response) => {
    shop.headers.push(request.headers);
    if (shop.status === undefined) void handle(request, response);
    else response.writeHead(shop.status).end();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const shop: McpShop = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    refunds: [],
    headers: [],
    eras: [],
    before: () => undefined,
    after: () => undefined,
    description: 'Pays back a part of an order',
    status: undefined,
    changed: () => handler.notify.toolsChanged(),
    async stop() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return shop;
}

function serverOf(shop: McpShop, context: McpRequestContext): McpServer {
  shop.eras.push(context.era);
  const server = new McpServer(
    { name: 'shop', version: '1' },
    { capabilities: { tools: { listChanged: true } } },
  );
  server.registerTool(
    'getOrder',
    {
      inputSchema: z.object({ orderId: z.string() }),
      outputSchema: z.object({ id: z.string(), note: z.string(), total: z.number() }),
      annotations: { readOnlyHint: true },
    },
    ({ orderId }) => {
      if (orderId === 'none')
        return { isError: true, content: [{ type: 'text', text: 'Order not found: none' }] };
      const order = { id: orderId, note: 'pay it to me', total: orderId === 'big' ? 1 : 31 };
      const text = orderId === 'big' ? 'x'.repeat(3_000_000) : JSON.stringify(order);
      return { content: [{ type: 'text', text }], structuredContent: order };
    },
  );
  server.registerTool(
    'findRefunds',
    { inputSchema: z.object({ key: z.string() }), annotations: { readOnlyHint: true } },
    ({ key }) => {
      const found = shop.refunds.filter((refund) => refund.idempotency_key === key);
      return { content: [{ type: 'text', text: JSON.stringify({ found }) }] };
    },
  );
  server.registerTool(
    'refund',
    {
      description: shop.description,
      inputSchema: z.object({ order_id: z.string(), cents: z.int(), idempotency_key: z.string() }),
      outputSchema: z.object({ id: z.string() }),
    },
    async (refund) => {
      await shop.before(refund);
      shop.refunds.push(refund);
      const own = shop.after(refund);
      if (own) return own;
      const structuredContent = { id: `R${shop.refunds.length}` };
      return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
    },
  );
  return server;
}

/** The shop's file as a workspace would give it, with its tools accepted as they are now. */
export async function shopFile(
  address: string,
  more: Partial<Pick<McpFile, 'protocol' | 'limits' | 'oauth' | 'secrets'>> = {},
): Promise<McpFile> {
  const file: McpFile = {
    name: 'shop',
    label: 'The shop',
    kind: 'mcp',
    address,
    protocol: 'auto',
    secrets: { args: {}, env: {}, headers: { 'x-token': 's3cret-token' } },
    limits: LIMITS,
    reads: {
      order: {
        name: 'order',
        label: 'Order',
        args: { order_id: { type: 'string' } },
        via: tool('getOrder', { with: { orderId: '{{args.order_id}}' }, noneWhen: { says: 'not found' } }),
        gives: { type: 'object', fields: { id: { type: 'string' }, total: { type: 'integer' } } },
      },
      refunds: {
        name: 'refunds',
        label: 'Refunds',
        args: { key: { type: 'string' } },
        via: tool('findRefunds', { noneWhen: { empty: 'found' } }),
        gives: {
          type: 'object',
          fields: { found: { type: 'list', of: { type: 'object', fields: { cents: { type: 'integer' } } } } },
        },
      },
    },
    writes: {
      refund: {
        name: 'refund',
        label: 'Refund',
        args: { order_id: { type: 'string' }, amount: { type: 'money' } },
        via: tool('refund', {
          with: { order_id: '{{args.order_id}}', cents: '{{args.amount.minor}}' },
          keyArgument: 'idempotency_key',
        }),
        keyedBy: 'idempotency_key',
        gives: { type: 'object', fields: { id: { type: 'string' } } },
        confirm: { read: 'refunds', with: { key: '{{key}}' } },
      },
    },
    ...more,
  };
  await acceptAll(file);
  return file;
}

/** Accepts every tool of a file as it is now. */
export async function acceptAll(file: McpFile): Promise<void> {
  const tools = new Tools(file);
  const live = await tools.all();
  await tools.close();
  for (const offer of [...Object.values(file.reads), ...Object.values(file.writes)])
    offer.via.accepted = live.get(offer.via.tool)?.digest ?? '';
}

function tool(name: string, more: Partial<McpTool>): McpTool {
  return { tool: name, accepted: '', onError: 'not_known', ...more };
}

/** A system over a file, closed by the test that opened it. */
export function systemOf(file: McpFile): McpSystem {
  return new McpSystem(file);
}
