import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Remit, RemitError } from '../clients/typescript/src/index.ts';
import { serveOutside } from './support/outside.ts';

const run = promisify(execFile);
const acme = serveOutside();
let orders = 600;
const refund = (euros: number) => ({
  actions: [
    {
      write: 'shop.refund',
      args: { order_id: String((orders += 1)), amount: { minor: euros * 100, currency: 'EUR' } },
    },
  ],
});
const remit = async (more: object = {}) => new Remit({ url: acme.url, token: await acme.token(), ...more });

test('a program proposes in three lines, and hears that it is done', async () => {
  const client = await remit();
  const answer = await client.propose('refunds', refund(5));
  expect(answer).toMatchObject({ status: 'done', says: 'Done.' });
});

test('what is held is waited for over as many calls as it takes', async () => {
  const client = await remit();
  const held = await client.propose('refunds', refund(30));
  expect(held.status).toBe('waiting');
  const waiting = client.wait(held.handle, { pollSeconds: 1 });
  await acme.approve(held.case);
  expect(await waiting).toMatchObject({ status: 'done', handle: held.handle });
});

test('waiting can be given up, and the proposal taken back', async () => {
  const client = await remit();
  const held = await client.propose('refunds', refund(30));
  const giveUp = new AbortController();
  const waiting = client.wait(held.handle, { signal: giveUp.signal });
  giveUp.abort();
  await expect(waiting).rejects.toThrow();
  expect(await client.wait(held.handle, { seconds: 0 })).toMatchObject({ status: 'waiting' });
  expect(await client.cancel(held.handle)).toMatchObject({ cancelled: true });
});

test('an answer that was lost on the way is asked for again under the same key, and nothing is done twice', async () => {
  let lost = 0;
  const losing: typeof fetch = async (address, init) => {
    const answer = await fetch(address, init);
    if (init?.method === 'POST' && lost++ < 2) throw new TypeError('the connection was reset');
    return answer;
  };
  const client = await remit({ fetch: losing, pauseMs: 1 });
  const paid = acme.shop.refunds.size;
  expect(await client.propose('refunds', refund(5))).toMatchObject({ status: 'done', joined: true });
  expect([lost, acme.shop.refunds.size]).toEqual([3, paid + 1]);
});

test('a server that is busy is asked again when it says so, and a mistake is not asked again', async () => {
  let asked = 0;
  const busy: typeof fetch = async (address, init) => {
    if (asked++ === 0) return new Response('', { status: 429, headers: { 'retry-after': '0' } });
    return fetch(address, init);
  };
  const client = await remit({ fetch: busy, pauseMs: 1 });
  expect((await client.offer('refunds')).label).toBe('Refunds');
  asked = 1;
  const wrong = client.propose('refunds', { play: 'give_bak', inputs: {} });
  await expect(wrong).rejects.toBeInstanceOf(RemitError);
  await expect(wrong).rejects.toMatchObject({
    status: 400,
    code: 'invalid',
    suggestion: expect.stringContaining('give_back'),
  });
  expect(asked).toBe(2);
});

test('a list is read to its end, page by page', async () => {
  const client = await remit();
  for (let count = 0; count < 5; count++) await client.propose('refunds', refund(30));
  const seen = new Set<string>();
  for await (const { items } of client.pages('queue', { query: { workflow: 'refunds', limit: 2 } }))
    for (const item of items) seen.add(item.case);
  expect(seen.size).toBeGreaterThanOrEqual(5);
});

test('the package as it is packed runs in plain Node and needs nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'remit-client-'));
  const root = join(import.meta.dirname, '..');
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  await run(tsc, ['-p', join(root, 'clients', 'typescript'), '--outDir', join(folder, 'dist')]);
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  await writeFile(
    join(folder, 'try.js'),
    `import { Remit } from './dist/src/index.js';
import { remitTools } from './dist/adapters/ai_sdk.js';
import './dist/adapters/langgraph.js';
import './dist/adapters/openai_agents.js';
const remit = new Remit({ url: process.env.URL, token: process.env.TOKEN });
console.log(Object.keys(await remitTools(remit, 'refunds', (schema) => schema)).join());`,
  );
  const env = { ...process.env, URL: acme.url, TOKEN: await acme.token() };
  const { stdout } = await run(process.execPath, [join(folder, 'try.js')], { env });
  expect(stdout).toBe('shop_refund\n');
  await rm(folder, { recursive: true });
});
