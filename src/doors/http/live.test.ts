import { expect, test } from 'vitest';
import { serveAcme } from '../../../test/support/acme_server.ts';
import { openHttp } from './index.ts';

const acme = serveAcme();

test('a page hears of a case that changed, in few messages, and the stream ends with the server', async () => {
  const own = await openHttp(acme.options);
  const response = await fetch(`${own.url}/api/live`);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let heard = '';
  const until = async (text: string) => {
    while (!heard.includes(text)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`the stream ended before it said ${text}: ${heard}`);
      heard += new TextDecoder().decode(value);
    }
  };
  await until('event: hello');
  const ids = await Promise.all(['1', '2', '3', '4'].map((order) => acme.arrive(order)));
  for (const id of ids) await until(id);
  expect(heard.split('event: changed').length - 1).toBeLessThan(15);
  await own.close();
  // What was sent before may still be on its way; a stream that did not end would keep the test waiting.
  while (!(await reader.read()).done);
});
