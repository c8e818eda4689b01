import { expect, test } from 'vitest';
import { serveOutside } from '../../../test/support/outside.ts';
import { withdrawToken } from '../../people/tokens/index.ts';

const acme = serveOutside();

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const stream = async (path: string, token: string) => {
  const response = await fetch(acme.url + path, { headers: bearer(token) });
  expect(response.status).toBe(200);
  return (response.body as ReadableStream<Uint8Array>).getReader();
};

/** Reads until the stream ends; what came. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read())
    text += decoder.decode(part.value, { stream: true });
  return text;
}

test('a stream of events ends when its token is withdrawn', async () => {
  const token = await acme.token({ name: 'listener' });
  const reader = await stream('/api/events?types=case', token);
  const id = /^remit_([^_]+)_/.exec(token)?.[1] ?? '';
  await withdrawToken(acme.world, acme.person('mara'), { id, because: 'It leaked.' });
  expect(await drain(reader)).not.toContain('data:');
});

test('the pages’ stream of changes is not for programs', async () => {
  const token = await acme.token({ name: 'reader' });
  const response = await fetch(`${acme.url}/api/live`, { headers: bearer(token) });
  expect(response.status).toBe(403);
});

const post = (path: string, token: string, body: object, headers: Record<string, string> = {}) =>
  fetch(acme.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(token), ...headers },
    body: JSON.stringify(body),
  });
const late = (order: string) => ({ order, email: `o${order}@example.org`, message: 'It is late.' });

test('the same key of two programs names two events, and none is lost', async () => {
  const [shop, desk] = [
    await acme.token({ name: 'shop', rights: ['events'], agent: null }),
    await acme.token({ name: 'desk', rights: ['events'], agent: null }),
  ];
  const send = async (token: string, order: string) => {
    const answer = await post('/events/refunds', token, late(order), { 'idempotency-key': 'first' });
    return ((await answer.json()) as { status: string }).status;
  };
  expect(await send(shop, '801')).toBe('opened');
  expect(await send(desk, '802')).toBe('opened');
  expect(await send(shop, '801')).toBe('duplicate');
});

test.each(['webhook:shop', 'agent:shop-bot', 'a2a:local', 'mail:inbox', 'clock:daily', 'files:orders'])(
  'nobody posts an event as if it came by %s, and takes its ids away',
  async (source) => {
    const token = await acme.token({ name: 'poster', rights: ['events'], agent: null });
    const answer = await post(`/events/refunds?source=${source}&source_id=1`, token, late('803'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ path: 'source' });
  },
);

test('a token for one workflow opens nothing else', async () => {
  const token = await acme.token({ name: 'one', rights: ['read', 'metrics', 'events'] });
  const statusOf = async (path: string) => (await fetch(acme.url + path, { headers: bearer(token) })).status;
  for (const path of ['/api/log', '/api/queue', '/api/desk', '/api/tokens', '/api/systems', '/api/arrivals'])
    expect([path, await statusOf(path)]).toEqual([path, 403]);
  expect(await statusOf('/api/workflows/refunds')).toBe(200);
  expect(await statusOf('/api/events?workflow=nothing')).toBe(404);
  for (const path of ['/api/brake/throw', '/api/tokens', '/api/cases/x/undo', '/api/workflows/refunds/stage'])
    expect([path, (await post(path, token, {})).status >= 400]).toEqual([path, true]);
  expect((await post('/events/returns', token, late('804'))).status).toBe(403);
  expect((await fetch(`${acme.url}/mcp/refunds`, { method: 'POST', headers: bearer(token) })).status).toBe(
    403,
  );
});
