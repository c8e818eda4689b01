import {
  Client,
  ClientCredentialsProvider,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveOutside } from '../support/outside.ts';
import { Issuer, SECRET } from './issuer.ts';

const acme = serveOutside();
const issuer = new Issuer();

beforeAll(async () => {
  await issuer.open({ 'shop-bot-client': 'propose', nobody: 'propose' });
  const agent = { name: 'shop-bot', version: '1' };
  const bot = { name: 'shop-bot-client', agent, person: null, workflows: ['refunds'] };
  const programs = { 'shop-bot-client': { ...bot, rights: ['propose' as const] } };
  acme.workspace = {
    ...acme.workspace,
    auth: { address: acme.url, issuer: issuer.address, programs },
  };
});
afterAll(() => issuer.close());

/** A client that nobody here wrote, which finds out by itself where it signs in. */
async function connected(clientId: string): Promise<Client> {
  const authProvider = new ClientCredentialsProvider({
    clientId,
    clientSecret: SECRET,
    scope: 'propose',
    expectedIssuer: issuer.address,
  });
  const client = new Client({ name: 'a client', version: '1' });
  const address = new URL(`${acme.url}/mcp/refunds`);
  await client.connect(new StreamableHTTPClientTransport(address, { authProvider }));
  return client;
}

test('the reference client of MCP finds the issuer, signs in for this gateway and acts as its agent', async () => {
  const client = await connected('shop-bot-client');
  const paid = acme.shop.refunds.size;
  const args = { order_id: '901', amount: '5.00 EUR' };
  const result = await client.callTool({ name: 'shop_refund', arguments: args });
  expect(JSON.stringify(result.content)).toContain('Done.');
  expect(acme.shop.refunds.size).toBe(paid + 1);
  await client.close();
});

test('a client that the issuer knows and remit.yaml does not stays out', async () => {
  await expect(connected('nobody')).rejects.toThrow();
});
