import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSystems } from '../index.ts';
import { openMcpShop, shopFile, type McpShop } from './story.ts';

const signal = new AbortController().signal;
const SECRET = 'client-secret-1';
let shop: McpShop;
let door: Server;
let address: string;
/** Tokens that are good now, and how often one was asked for. */
let good: Set<string>;
let asked: string[];

/** A door in front of the shop that wants a token, and the authorization server that it names. */
beforeEach(async () => {
  shop = await openMcpShop();
  good = new Set();
  asked = [];
  door = createServer((incoming, answer) => {
    const path = incoming.url ?? '';
    const say = (value: object, status = 200, headers = {}) =>
      void answer
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(value));
    if (path.startsWith('/.well-known/oauth-protected-resource'))
      return say({ resource: `${address}/mcp`, authorization_servers: [address] });
    if (path.startsWith('/.well-known/'))
      return say({
        issuer: address,
        authorization_endpoint: `${address}/authorize`,
        token_endpoint: `${address}/token`,
        response_types_supported: ['code'],
        grant_types_supported: ['client_credentials'],
        token_endpoint_auth_methods_supported: ['client_secret_basic'],
      });
    if (path === '/token') {
      const given = Buffer.from(
        (incoming.headers.authorization ?? '').replace('Basic ', ''),
        'base64',
      ).toString();
      asked.push(given);
      if (given !== `remit:${SECRET}`) return say({ error: 'invalid_client' }, 401);
      const token = `t${asked.length}`;
      good.add(token);
      return say({ access_token: token, token_type: 'Bearer', expires_in: 3600 });
    }
    if (!good.has((incoming.headers.authorization ?? '').replace('Bearer ', ''))) {
      const challenge = `Bearer resource_metadata="${address}/.well-known/oauth-protected-resource/mcp"`;
      return say({ error: 'unauthorized' }, 401, { 'www-authenticate': challenge });
    }
    const passing = request(
      shop.address,
      { method: incoming.method, headers: incoming.headers },
      (replied) => {
        answer.writeHead(replied.statusCode ?? 502, replied.headers);
        replied.pipe(answer);
      },
    );
    incoming.pipe(passing);
    return undefined;
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});
afterEach(async () => {
  door.closeAllConnections();
  await new Promise((resolve) => door.close(resolve));
  await shop.stop();
});

async function open(secret: string, issuer = address) {
  const file = await shopFile(shop.address, { oauth: { clientId: 'remit', issuer } });
  file.address = `${address}/mcp`;
  Object.defineProperty(file, 'secrets', {
    enumerable: false,
    value: { args: {}, env: {}, headers: {}, clientSecret: secret },
  });
  const system = openSystems({ systems: { shop: file } })['shop'];
  if (!system) throw new Error('no system');
  return system;
}

test('Remit signs in by client credentials, and once more when its token is no longer good', async () => {
  const system = await open(SECRET);
  const read = () => system.read('order', { order_id: 'A1' }, { signal });
  expect(await read()).toMatchObject({ ok: true });
  expect(await read()).toMatchObject({ ok: true });
  expect(asked).toHaveLength(1);
  good.clear();
  expect(await read()).toMatchObject({ ok: true });
  expect(asked).toHaveLength(2);
  await system.close();
});

test('a wrong secret is said, and stands in no sentence', async () => {
  const system = await open('another-secret');
  const answer = await system.read('order', { order_id: 'A1' }, { signal });
  expect(answer).toMatchObject({
    why: 'refused',
    says: 'The shop does not accept how we sign in (invalid_client)',
  });
  expect(JSON.stringify(answer)).not.toContain('another-secret');
  await system.close();
});

test('our secret goes to no other authorization server than the one that the file names', async () => {
  const system = await open(SECRET, 'https://login.acme.example');
  expect(await system.read('order', { order_id: 'A1' }, { signal })).toMatchObject({
    why: 'refused',
    says: 'The shop names another authorization server than the one in its file',
  });
  expect(asked).toEqual([]);
  await system.close();
});
