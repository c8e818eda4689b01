import { isCreateTaskResultV2, isDetailedTaskV2 } from '@modelcontextprotocol/ext-tasks/core/v2';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '../../src/flow/index.ts';
import { GatewayDoor } from '../support/gateway_door.ts';
import { mcpCall } from '../support/mcp_call.ts';

const HELD_MS = 200;
const door = new GatewayDoor();
beforeAll(() => door.serve(HELD_MS));
afterAll(() => door.close());

const euros = (amount: number) => ({ minor: amount * 100, currency: 'EUR' });

async function approve(caseId: string) {
  const { review, plan } = await door.read(caseId);
  return decide(door.world, door.person('mara'), review!.id, { decision: 'approve', plan: plan!.digest });
}

test('the reference client of version 1 calls, waits for a person, and hears that it was done', async () => {
  const client = new Client({ name: 'version 1', version: '1' });
  const headers = { authorization: `Bearer ${await door.token()}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(door.address()), { requestInit: { headers } }),
  );
  try {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('shop_refund');
    const small = { name: 'shop_refund', arguments: { order_id: '7', amount: euros(5) } };
    expect(await client.callTool(small)).toMatchObject({ structuredContent: { status: 'done' } });
    const big = { name: 'shop_refund', arguments: { order_id: '15', amount: euros(15) } };
    const held = (await client.callTool(big)) as CallToolResult;
    expect(held.isError).toBe(true);
    const { handle, case: caseId } = held.structuredContent as { handle: string; case: string };
    const status = client.callTool({ name: 'approval_status', arguments: { id: handle, wait_s: 20 } });
    await approve(caseId);
    expect(await status).toMatchObject({ structuredContent: { status: 'done' } });
    expect(door.shop.refunds.size).toBe(2);
  } finally {
    await client.close();
  }
});

test('tasks have the shape that the extension asks for', async () => {
  const token = await door.token();
  const call = { name: 'shop_refund', arguments: { order_id: '16', amount: euros(16) } };
  const task = await mcpCall(door.address(), token, 'tools/call', call);
  expect(isCreateTaskResultV2(task)).toBe(true);
  const { taskId } = task as { taskId: string };
  expect(isDetailedTaskV2(await mcpCall(door.address(), token, 'tasks/get', { taskId }))).toBe(true);
  await approve(taskId.replace(/\.p\d+$/, ''));
  const status = async () =>
    (await mcpCall(door.address(), token, 'tasks/get', { taskId })) as { status: string };
  await expect.poll(async () => (await status()).status).toBe('completed');
  expect(isDetailedTaskV2(await status())).toBe(true);
});
