import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpSystem } from '../index.ts';
import { httpFile, json, openTestShop, type TestShop } from '../story.ts';
import { awsHeaders } from './aws.ts';

const signal = new AbortController().signal;
const ENV = { ID: 'remit', SECRET: 'a:b c', TOKEN: 'tok-1234567' };
let shop: TestShop;
let opened: HttpSystem[];
let nowMs: number;

beforeEach(async () => {
  shop = await openTestShop();
  [opened, nowMs] = [[], Date.parse('2026-11-20T10:00:00Z')];
  shop.answer = (response) => json(response, 200, { id: 'A1' });
});
afterEach(async () => {
  for (const system of opened) system.close();
  await shop.stop();
});

/** The shop's system with this sign-in. */
function signedIn(auth: string): HttpSystem {
  const text = `
address: ${shop.address}
auth: ${auth.replaceAll('TOKENS', `${shop.address}/token`)}
reads:
  order: {get: "/orders/{id}", args: {id: string}, gives: {id: string}}
writes:
  refund: {post: "/refunds?a=1", args: {id: string}, gives: {id: string}, idempotency_header: Idempotency-Key}
`;
  const system = new HttpSystem(httpFile(text, ENV), () => nowMs);
  opened.push(system);
  return system;
}

const OAUTH = '{oauth2: {token_url: TOKENS, client_id: "${ID}", client_secret: "${SECRET}", scope: orders}}';
const order = (system: HttpSystem) => system.read('order', { id: 'A1' }, { signal });
const refund = (system: HttpSystem) => system.write('refund', { id: 'A1' }, { key: 'k1', signal });

/** A shop with a token server, which knows only the newest token. */
function giveTokens(lasts?: number): { given: () => number; forget: () => void } {
  let [given, known] = [0, ''];
  shop.answer = (response, { url, headers }) => {
    if (url.endsWith('/token')) {
      known = `token-number-${++given}`;
      return json(response, 200, { access_token: known, token_type: 'Bearer', expires_in: lasts });
    }
    const isKnown = headers.authorization === `Bearer ${known}`;
    return json(
      response,
      isKnown ? 200 : 401,
      isKnown ? { id: 'A1' } : { error: `bad ${headers.authorization}` },
    );
  };
  return { given: () => given, forget: () => (known = 'none') };
}

test.each([
  ['{basic: {user: "${ID}", password: "${SECRET}"}}', 'authorization', `Basic ${btoa('remit:a:b c')}`],
  ['{bearer: "${TOKEN}"}', 'authorization', 'Bearer tok-1234567'],
  ['{header: {name: X-Api-Key, value: "${TOKEN}"}}', 'x-api-key', 'tok-1234567'],
])('%s is sent with every request', async (auth, header, value) => {
  expect(await order(signedIn(auth))).toMatchObject({ ok: true });
  expect(shop.seen[0]?.headers[header]).toBe(value);
});

test('a token is fetched once for all who need it, and again before it ends', async () => {
  const tokens = giveTokens(3600);
  const system = signedIn(OAUTH);
  const answers = await Promise.all([order(system), order(system), refund(system)]);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(tokens.given()).toBe(1);
  const [asked] = shop.seen;
  expect(asked?.headers['authorization']).toBe(`Basic ${btoa('remit:a%3Ab+c')}`);
  expect(asked?.body).toBe('grant_type=client_credentials&scope=orders');
  nowMs += 3_580_000;
  await order(system);
  expect(tokens.given()).toBe(2);
});

test('a token that the system does not know any more is renewed once, and the write is done once', async () => {
  const tokens = giveTokens();
  const system = signedIn(OAUTH);
  await order(system);
  tokens.forget();
  expect(await refund(system)).toMatchObject({ ok: true });
  expect(tokens.given()).toBe(2);
  expect(shop.seen.filter(({ method, url }) => method === 'POST' && url.includes('refunds'))).toHaveLength(2);
});

test('a system that never knows our token refuses after one renewal, and says nothing of the token', async () => {
  const tokens = giveTokens();
  const answers = shop.answer;
  shop.answer = (response, seen) => {
    answers(response, seen);
    tokens.forget();
  };
  const answer = await refund(signedIn(OAUTH));
  expect(answer).toMatchObject({ ok: false, why: 'rejected', says: expect.stringContaining('(401)') });
  expect(JSON.stringify(answer)).not.toContain('token-number-2');
  expect(tokens.given()).toBe(2);
});

test('a token server that is down or busy is worth another try, one that refuses us is not', async () => {
  shop.answer = (response) => json(response, 503, {}, { 'retry-after': '7' });
  expect(await order(signedIn(OAUTH))).toMatchObject({ why: 'unreachable', retry: true, retryAfterMs: 7000 });
  expect(await refund(signedIn(OAUTH))).toMatchObject({ why: 'not_sent', retryAfterMs: 7000 });
  shop.answer = (response) => json(response, 401, { error: 'invalid_client', error_description: 'a:b c?' });
  expect(await order(signedIn(OAUTH))).toMatchObject({
    why: 'refused',
    retry: false,
    says: 'Shop cannot be signed in to: its token server refuses us (401): invalid_client',
  });
  expect(await refund(signedIn(OAUTH))).toMatchObject({ why: 'rejected' });
  expect(shop.seen.every(({ url }) => url.endsWith('/token'))).toBe(true);
});

test('id and secret go into the form where the token server wants them there', async () => {
  giveTokens();
  await order(signedIn(OAUTH.replace('scope: orders', 'send_in: body, audience: shop')));
  expect(shop.seen[0]?.body).toBe(
    'grant_type=client_credentials&audience=shop&client_id=remit&client_secret=a%3Ab+c',
  );
  expect(shop.seen[0]?.headers['authorization']).toBeUndefined();
});

test('a signature is over exactly what is sent', async () => {
  const auth = `
  hmac:
    secret: "\${SECRET}"
    signs: "{{timestamp}}.{{method}}.{{target}}.{{body}}"
    encoding: base64
    headers: {X-Signature: "v1={{signature}}", X-Time: "{{timestamp}}", X-Key: "\${ID}"}`;
  await refund(signedIn(auth));
  const text = '1795168800.POST./api/refunds?a=1.{"id":"A1"}';
  const signature = createHmac('sha256', ENV.SECRET).update(text).digest('base64');
  expect(shop.seen[0]).toMatchObject({
    body: '{"id":"A1"}',
    headers: { 'x-signature': `v1=${signature}`, 'x-time': '1795168800', 'x-key': 'remit' },
  });
});

test("a request to Amazon is signed as Amazon's own example is", () => {
  const { authorization } = awsHeaders(
    {
      kind: 'aws',
      accessKey: 'AKIDEXAMPLE',
      secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
      service: 'iam',
    },
    {
      method: 'GET',
      host: 'iam.amazonaws.com',
      path: '/?Action=ListUsers&Version=2010-05-08',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: undefined,
    },
    Date.parse('2015-08-30T12:36:00Z'),
  );
  expect(authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  );
});

test('no secret of a sign-in shows where the file of a system is written down', () => {
  const file = httpFile(
    `{address: ${shop.address}, auth: {basic: {user: "\${ID}", password: "\${SECRET}"}}}`,
    ENV,
  );
  expect(JSON.stringify({ ...file })).not.toContain(ENV.SECRET);
});

test.each([
  ['{basic: {user: "${ID}", password: "${SECRET}"}}', btoa('remit:a:b c')],
  ['{oauth2: {token_url: TOKENS, client_id: "${ID}", client_secret: "${SECRET}"}}', 'token-number-1'],
])('a system that repeats what %s sends brings it nowhere', async (auth, sent) => {
  shop.answer = (response, { url, headers }) => {
    if (url.endsWith('/token'))
      return json(response, 200, { access_token: 'token-number-1', token_type: 'Bearer' });
    return json(response, 200, { id: `A1 ${headers.authorization}` });
  };
  const system = signedIn(auth);
  const [read, written] = [await order(system), await refund(system)];
  expect(read).toMatchObject({ ok: true });
  expect(JSON.stringify([read, written])).not.toContain(sent);
});
