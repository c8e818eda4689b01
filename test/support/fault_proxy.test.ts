import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openFaultProxy, type FaultProxy } from './fault_proxy.ts';
import { listening } from './listening.ts';
import { openTcpFaultProxy } from './tcp_fault_proxy.ts';

const heard: string[] = [];
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    heard.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    response.end('{"fine":true}');
  });
});
const line = listening(server);
let port = 0;
let proxy: FaultProxy;

beforeAll(async () => {
  port = await line.open(0);
  proxy = await openFaultProxy({ to: `http://127.0.0.1:${port}` });
});
afterEach(() => {
  proxy.faults(null);
  heard.length = 0;
});
afterAll(async () => {
  await proxy.close();
  server.closeAllConnections();
  await line.shut();
});

const ask = async (path = '/a') => {
  const answer = await fetch(proxy.address + path);
  return { status: answer.status, text: await answer.text(), after: answer.headers.get('retry-after') };
};

test('what nothing happens to comes through as it was', async () => {
  expect(await ask()).toEqual({ status: 200, text: '{"fine":true}', after: null });
});

test('a system that is busy is played without asking it', async () => {
  proxy.next({ kind: 'status', status: 429, retryAfter: 7 });
  expect(await ask()).toMatchObject({ status: 429, after: '7' });
  expect(heard).toEqual([]);
  expect(await ask()).toMatchObject({ status: 200 });
});

test('an answer that breaks off was given all the same', async () => {
  proxy.next({ kind: 'cut' });
  await expect(ask()).rejects.toThrow();
  proxy.next({ kind: 'cut_before' });
  await expect(ask()).rejects.toThrow();
  expect(heard).toEqual(['/a']);
});

test('nonsense, doubles and another order come as they are told to', async () => {
  proxy.next({ kind: 'nonsense' }, { kind: 'twice' });
  expect((await ask()).text).toBe('{"half": ');
  await ask('/twice');
  expect(heard).toEqual(['/a', '/twice', '/twice']);
  heard.length = 0;
  proxy.faults((passing) => (passing.path === '/first' ? { kind: 'after_next' } : undefined));
  const first = ask('/first');
  while (!proxy.seen.some(({ path }) => path === '/first')) await new Promise(setImmediate);
  await ask('/second');
  await first;
  expect(heard).toEqual(['/second', '/first']);
});

test('a system that is down refuses, and is found at the same place when it is back', async () => {
  await proxy.down();
  await expect(ask()).rejects.toThrow();
  await proxy.up();
  expect(await ask()).toMatchObject({ status: 200 });
});

test('anything over TCP can be cut in the middle of its answer', async () => {
  const tcp = await openTcpFaultProxy({ to: { host: '127.0.0.1', port } });
  const through = () => fetch(`http://127.0.0.1:${tcp.port}/tcp`, { headers: { connection: 'close' } });
  expect((await through()).status).toBe(200);
  tcp.faults({ cutAfterBytes: 20 });
  await expect(through().then((answer) => answer.text())).rejects.toThrow();
  expect(tcp.connections()).toBe(2);
  await tcp.close();
});
