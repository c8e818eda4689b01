import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuthSettings } from '../../workspace/auth.ts';
import { SignIn } from './index.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const SECONDS = NOW.getTime() / 1_000;
const RESOURCE = 'https://remit.example/mcp/returns';
const ISSUER = 'https://login.example';

let server: Server;
let settings: AuthSettings;
let key: CryptoKey;
let other: CryptoKey;
let publicText = '';

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  [key, other] = [pair.privateKey, (await generateKeyPair('RS256')).privateKey];
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1' };
  publicText = JSON.stringify({ keys: [jwk] });
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(publicText);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  settings = {
    address: 'https://remit.example',
    issuer: ISSUER,
    jwks: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    programs: {
      bot: {
        name: 'bot',
        agent: { name: 'bot', version: '1' },
        person: null,
        workflows: ['returns'],
        rights: ['propose', 'read'],
      },
    },
  };
});
afterAll(() => void server.close());

const good = { iss: ISSUER, aud: RESOURCE, sub: 'bot', client_id: 'bot', exp: SECONDS + 60 };
const sign = (payload: JWTPayload, by = key, header: object = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(by);
const holder = (text: string) => new SignIn(() => NOW).holderOf(text, settings, RESOURCE);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token that the issuer made for this address opens it', async () => {
  expect(await holder(await sign(good))).toMatchObject({ how: 'oauth', agent: { name: 'bot' } });
});

test.each<[string, () => Promise<string> | string]>([
  ['without a signature', () => `${part({ alg: 'none' })}.${part(good)}.`],
  ['of another key', () => sign(good, other)],
  ['for another resource', () => sign({ ...good, aud: 'https://remit.example/mcp/other' })],
  [
    'for another address that begins like ours',
    () => sign({ ...good, aud: 'https://remit.example.evil.example' }),
  ],
  ['for nobody', () => sign({ ...good, aud: undefined })],
  ['of another issuer', () => sign({ ...good, iss: 'https://login.example/' })],
  ['that never ends', () => sign({ iss: ISSUER, aud: RESOURCE, sub: 'bot', client_id: 'bot' })],
  ['that has ended', () => sign({ ...good, exp: SECONDS - 60 })],
  ['that is not good yet', () => sign({ ...good, nbf: SECONDS + 600 })],
  ['of a program that nobody named', () => sign({ ...good, sub: 'x', client_id: 'toString' })],
  ['that is bound to a key', () => sign({ ...good, cnf: { jkt: 'x' } })],
  ['that is longer than any', () => 'x'.repeat(20_000)],
])('a token %s opens nothing', async (_, make) => {
  const said = await Promise.resolve()
    .then(make)
    .then(holder)
    .catch(() => 'could not even be made');
  expect(typeof said).toBe('string');
});

test('the public key is no shared secret', async () => {
  const text = `${part({ alg: 'HS256', kid: 'k1' })}.${part(good)}`;
  for (const secret of [publicText, JSON.stringify(JSON.parse(publicText).keys[0])]) {
    const mac = createHmac('sha256', secret).update(text).digest('base64url');
    expect(typeof (await holder(`${text}.${mac}`))).toBe('string');
  }
});

test('scopes narrow what a program may and never widen it', async () => {
  expect(await holder(await sign({ ...good, scope: 'propose review metrics' }))).toMatchObject({
    rights: ['propose'],
  });
});
