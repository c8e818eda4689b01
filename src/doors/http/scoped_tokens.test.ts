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
