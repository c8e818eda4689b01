import { expect, test } from 'vitest';
import { problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import { openHttp } from './index.ts';

const acme = serveAcme();

test('a broken body says what is broken', async () => {
  const response = await acme.post('/events/refunds', '{"order": ');
  expect(response.status).toBe(400);
  expect((await problemIn(response)).detail).toContain('not JSON');
});

test('a body of another type is not read', async () => {
  const response = await acme.post('/events/refunds', 'order=5', {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(response.status).toBe(400);
  expect((await problemIn(response)).suggestion).toContain('content-type: application/json');
});

test('a body beyond the limit is refused, with and without a declared length', async () => {
  const huge = JSON.stringify({ message: 'x'.repeat(1_100_000) });
  expect((await acme.post('/events/refunds', huge)).status).toBe(413);
  const chunked = await fetch(`${acme.url}/events/refunds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: new Blob([huge]).stream(),
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(413);
});

test('what cannot be stored is refused at the door', async () => {
  const send = (message: string) =>
    acme.post('/events/refunds', `{"source_id":"1","order":"5","email":"a@b.c","message":${message}}`);
  for (const message of ['"a\\u0000b"', '"\\ud800"', '1e999', '['.repeat(40) + ']'.repeat(40)]) {
    const response = await send(message);
    expect([message, response.status]).toEqual([message, 400]);
  }
  expect((await fetch(`${acme.url}/api/cases/%00`)).status).toBe(404);
  expect((await fetch(`${acme.url}/api/log?q=%00`)).status).toBe(400);
});

test('a query that is not right names its parameter', async () => {
  const response = await fetch(`${acme.url}/api/queue?limit=9000`);
  expect(response.status).toBe(400);
  expect((await problemIn(response)).path).toBe('limit');
  const mistyped = await fetch(`${acme.url}/api/queue?worklow=refunds`);
  expect((await problemIn(mistyped)).suggestion).toBe('did you mean "workflow"?');
  const wrongCursor = await fetch(`${acme.url}/api/queue?cursor=abc`);
  expect((await problemIn(wrongCursor)).suggestion).toBe('Ask again without a cursor.');
});

test('what is not there is not found, and the wrong method is named', async () => {
  expect((await fetch(`${acme.url}/api/nothing`)).status).toBe(404);
  expect((await fetch(`${acme.url}/api/cases/none`)).status).toBe(404);
  const wrong = await fetch(`${acme.url}/api/queue`, { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
});

test('an error that nobody foresaw tells a number and nothing else', async () => {
  const broken = await openHttp({
    ...acme.options,
    faults: () => {
      throw new Error('secret path /srv/x');
    },
  });
  const response = await fetch(`${broken.url}/api/workflows/refunds`);
  const text = await response.text();
  await broken.close();
  expect(response.status).toBe(500);
  expect(text).not.toContain('secret');
  const number = /under ([0-9a-f]{12})\./.exec(text)?.[1];
  expect(acme.logged.some((line) => line.includes(`${number}`) && line.includes('secret path'))).toBe(true);
});
