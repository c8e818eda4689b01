import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { boundedFetch } from './bounded.ts';

let server: Server;
let address: string;
/** What the server writes, again and again, for as long as it is listened to. */
let piece = '';
const line = boundedFetch(10_000);

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    pour(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  line.close();
  server.closeAllConnections();
  server.close();
});

function pour(response: ServerResponse): void {
  while (!response.destroyed && response.write(piece));
  if (!response.destroyed) response.once('drain', () => pour(response));
}

/** Reads until so many bytes came, or the line is given up. */
async function read(init: { method: string; body?: string }, most: number): Promise<number> {
  const reader = ((await line.fetch(address, init)).body as ReadableStream<Uint8Array>).getReader();
  let bytes = 0;
  while (bytes < most) bytes += (await reader.read()).value?.byteLength ?? 0;
  await reader.cancel();
  return bytes;
}

const ARGUMENT = JSON.stringify({
  method: 'tools/call',
  params: { arguments: { id: 'subscriptions/listen' } },
});

test('a stream of notices goes on for ever, as long as each is small', async () => {
  piece = `data: ${'x'.repeat(100)}\r\n\r\n`;
  expect(await read({ method: 'GET' }, 200_000)).toBeGreaterThanOrEqual(200_000);
});

test.each([
  ['GET', {}],
  ['POST', { body: ARGUMENT }],
])('a notice without an end is given up, on %s too', async (method, more) => {
  piece = `data: ${'x'.repeat(100)}\n`;
  await expect(read({ method, ...more }, 500_000)).rejects.toThrow('more than 10000 bytes');
});
