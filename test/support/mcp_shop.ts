import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** A shop behind an MCP server: every order is late and costs as many euros as its number says. */
export interface McpRefunds {
  address: string;
  /** What was paid: a refund under a key that was used before is the refund of before. */
  paid: { key: string; cents: number }[];
  close(): Promise<void>;
}

export async function openMcpRefunds(): Promise<McpRefunds> {
  const paid: McpRefunds['paid'] = [];
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'refunds', version: '1' });
    const say = (value: unknown) => ({ content: [{ type: 'text' as const, text: JSON.stringify(value) }] });
    const readOnly = { annotations: { readOnlyHint: true } };
    server.registerTool('order', { inputSchema: z.object({ id: z.string() }), ...readOnly }, ({ id }) =>
      say({ id, total: { minor: Number(id) * 100, currency: 'EUR' }, late: true }),
    );
    server.registerTool('refunded', { inputSchema: z.object({ key: z.string() }), ...readOnly }, ({ key }) =>
      say({ found: paid.filter((one) => one.key === key) }),
    );
    const refund = z.object({ order: z.string(), cents: z.int(), key: z.string() });
    server.registerTool('refund', { inputSchema: refund }, ({ cents, key }) => {
      if (!paid.some((one) => one.key === key)) paid.push({ key, cents });
      return say({ id: `R-${key}` });
    });
    return server;
  });
  const handle = toNodeHandler(handler);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paid,
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The file of the shop, as a person wrote it who knows what the server does with keys. */
export function mcpShopFile(protocol: string): string {
  return `label: The shop
kind: mcp
address: \${SHOP_URL}/mcp
protocol: ${protocol}
trusted: true
limits: {timeout: 1s, retries: 2}
reads:
  order:
    label: Order
    args: {order_id: string}
    with: {id: '{{args.order_id}}'}
    fresh: 10m
    gives: {id: string, total: money, late: boolean}
  refunded:
    args: {key: string}
    none_when: {empty: found}
    gives: {found: {list: {key: string}}}
writes:
  refund:
    label: Refund
    args: {order_id: string, amount: money}
    with: {order: '{{args.order_id}}', cents: '{{args.amount.minor}}'}
    key: {argument: key}
    gives: {id: string}
    money: amount
    confirm: {read: refunded, with: {key: '{{key}}'}}
`;
}
