import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemIn } from '../support/acme_server.ts';
import { serveOutside } from '../support/outside.ts';
import { Issuer } from './issuer.ts';

const acme = serveOutside();
const issuer = new Issuer();
const stranger = new Issuer();
const hasty = new Issuer();

const BOT = { name: 'shop-bot', version: '1' };
const programs = {
  'shop-bot': {
    name: 'shop-bot',
    agent: BOT,
    person: null,
    workflows: ['refunds'],
    rights: ['propose', 'read'] as ('propose' | 'read')[],
  },
};
const clients = { 'shop-bot': 'propose read', nobody: 'propose read' };

beforeAll(async () => {
  await Promise.all([issuer.open(clients), stranger.open(clients), hasty.open(clients, 1)]);
  signInWith(issuer);
});
afterAll(() => Promise.all([issuer, stranger, hasty].map((one) => one.close())));

function signInWith(one: Issuer, address = acme.url): void {
  acme.workspace = { ...acme.workspace, auth: { address, issuer: one.address, programs } };
}
const api = () => `${acme.url}/api`;
const ask = (path: string, token?: string) =>
  fetch(acme.url + path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

test('a client without a token is told where to sign in, and for what', async () => {
  const away = await ask('/api/workflows/refunds/offer');
  expect(away.status).toBe(401);
  const header = away.headers.get('www-authenticate') ?? '';
  const place = /resource_metadata="([^"]+)"/.exec(header)?.[1] ?? '';
  expect(place).toBe(`${acme.url}/.well-known/oauth-protected-resource/api`);
  expect(await (await fetch(place)).json()).toMatchObject({
    resource: api(),
    authorization_servers: [issuer.address],
    scopes_supported: expect.arrayContaining(['propose']),
  });
  const mcp = await fetch(`${acme.url}/.well-known/oauth-protected-resource/mcp/refunds`);
  expect(await mcp.json()).toMatchObject({ resource: `${acme.url}/mcp/refunds` });
  expect((await fetch(`${acme.url}/.well-known/oauth-protected-resource/mcp/nothing`)).status).toBe(404);
});

test('a program that signed in proposes as the agent that remit.yaml says', async () => {
  const token = await issuer.token('shop-bot', api());
  const answer = await fetch(`${api()}/workflows/refunds/proposals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      actions: [{ write: 'shop.refund', args: { order_id: '401', amount: { minor: 500, currency: 'EUR' } } }],
    }),
  });
  expect(await answer.json()).toMatchObject({ status: 'done' });
});

test('a token that was made for another resource, by another issuer or for nobody opens nothing', async () => {
  const says = async (token: string) => {
    const away = await ask('/api/workflows/refunds/offer', token);
    expect(away.status).toBe(401);
    expect(away.headers.get('www-authenticate')).toContain('error="invalid_token"');
    return (await problemIn(away)).detail;
  };
  expect(await says(await issuer.token('shop-bot', `${acme.url}/mcp/refunds`))).toContain('not made for');
  expect(await says(await issuer.token('shop-bot', 'https://elsewhere.example/'))).toContain('not made for');
  expect(await says(await stranger.token('shop-bot', api()))).toContain('not one that the issuer signed');
  expect(await says(await issuer.token('nobody', api()))).toContain('names no program');
  const [, payload] = (await issuer.token('shop-bot', api())).split('.');
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  expect(await says(unsigned)).toContain('not one that the issuer signed');
});

test('a token of the whole address opens every resource of it', async () => {
  const token = await issuer.token('shop-bot', acme.url);
  expect((await ask('/api/workflows/refunds/offer', token)).status).toBe(200);
});

test('the scope of a token narrows what remit.yaml lets the program do', async () => {
  const token = await issuer.token('shop-bot', api(), 'read');
  expect((await ask('/api/queue?workflow=refunds', token)).status).toBe(200);
  const away = await ask('/api/workflows/refunds/offer', token);
  expect(away.status).toBe(403);
  expect(away.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="propose"');
});

test('a token is good until it expires, with half a minute for clocks that differ', async () => {
  signInWith(hasty);
  const token = await hasty.token('shop-bot', api());
  expect((await ask('/api/workflows/refunds/offer', token)).status).toBe(200);
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    exp: number;
  };
  const { SignIn } = await import('../../src/people/signin/index.ts');
  const late = new SignIn(() => new Date((exp + 31) * 1_000));
  const settings = acme.workspace.auth;
  expect(settings && (await late.holderOf(token, settings, api()))).toBe('The access token has expired.');
  signInWith(issuer);
});

test('where the provider cannot be reached, a program is told so and tokens of Remit go on working', async () => {
  const gone = new Issuer();
  await gone.open(clients);
  const token = await gone.token('shop-bot', api());
  await gone.close();
  signInWith(gone);
  expect((await ask('/api/workflows/refunds/offer', token)).status).toBe(503);
  expect((await ask('/api/workflows/refunds/offer', await acme.token())).status).toBe(200);
  signInWith(issuer);
});

test('what comes from elsewhere must show who it is, and gets no pages', async () => {
  signInWith(issuer, 'https://remit.acme.example');
  const token = await acme.token();
  const from = (path: string, headers: Record<string, string>) =>
    new Promise<number>((done, fail) => {
      const sent = request(acme.url + path, { headers }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      });
      sent.on('error', fail).end();
    });
  const host = 'remit.acme.example';
  const authorization = `Bearer ${token}`;
  expect(await from('/api/queue?workflow=refunds', { host, authorization })).toBe(200);
  expect(await from('/api/queue?workflow=refunds', { host, 'x-remit-person': 'mara' })).toBe(401);
  expect(await from('/', { host, authorization })).toBe(403);
  expect(await from('/metrics', { host, authorization })).toBe(403);
  expect(await from('/.well-known/oauth-protected-resource/api', { host })).toBe(200);
  expect(await from('/api/desk', { host, authorization, origin: 'https://evil.example' })).toBe(403);
  // A proxy that hides the name by which it was asked is still a proxy.
  expect(await from('/api/desk', { 'x-forwarded-for': '203.0.113.7' })).toBe(401);
  expect(await from('/', { 'x-forwarded-for': '203.0.113.7' })).toBe(403);
  expect(await from('/api/desk', {})).toBe(200);
  signInWith(issuer, acme.url);
  expect(await from('/', { host: new URL(acme.url).host })).toBe(200);
  acme.workspace = { ...acme.workspace, auth: null };
  expect(await from('/api/desk', { 'x-forwarded-for': '203.0.113.7' })).toBe(403);
  expect(await from('/api/desk', { host, authorization })).toBe(403);
  signInWith(issuer);
});
