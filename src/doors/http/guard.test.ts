import { request } from 'node:http';
import { expect, test } from 'vitest';
import { MARA, problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import { openHttp } from './index.ts';

const acme = serveAcme();

/** As fetch does not let a caller choose Host or Origin, these go through a bare request. */
function raw(method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((done, fail) => {
    const sent = request(acme.url + path, { method, headers }, (answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    });
    sent.on('error', fail).end();
  });
}

test('a name that was pointed at this machine is refused', async () => {
  expect(await raw('GET', '/api/desk', { host: 'evil.example' })).toBe(403);
  expect(await raw('GET', '/', { host: 'localhost.evil.example:80' })).toBe(403);
  expect(await raw('GET', '/api/desk', { host: 'localhost:1234' })).toBe(200);
  expect(await raw('GET', '/api/desk', { host: '[::1]:1234' })).toBe(200);
});

test('a page of another origin may not post, not even from another port of this machine', async () => {
  const { host } = new URL(acme.url);
  const from = (origin: string) => raw('POST', '/api/sample/pace', { host, origin, ...MARA });
  expect(await from('https://evil.example')).toBe(403);
  expect(await from('http://localhost:1')).toBe(403);
  expect(await from('null')).toBe(403);
  expect(await from(`http://${host}`)).toBe(400); // let in, and then misses its body
  expect(await raw('POST', '/api/sample/pace', { host, 'sec-fetch-site': 'cross-site', ...MARA })).toBe(403);
});

test('another site may link to the console but not read through it', async () => {
  const { host } = new URL(acme.url);
  const visit = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  expect(await raw('GET', '/cases/1', visit)).toBe(200);
  expect(await raw('GET', '/api/desk', visit)).toBe(403);
  expect(
    await raw('GET', '/api/live', { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }),
  ).toBe(403);
});

test('who acts must be somebody of the workspace', async () => {
  const nobody = await acme.post('/api/sample/pace', { per_minute: 3 });
  expect(nobody.status).toBe(403);
  expect((await problemIn(nobody)).suggestion).toContain('mara, finn');
  const stranger = await acme.post('/api/sample/pace', { per_minute: 3 }, { 'x-remit-person': 'eve' });
  expect((await problemIn(stranger)).detail).toBe('Nobody in this workspace is called "eve".');
  expect(await (await acme.post('/api/sample/pace', { per_minute: 3 }, MARA)).json()).toEqual({
    per_minute: 3,
  });
});

test('Remit does not listen beyond this machine, and says who holds a busy port', async () => {
  await expect(openHttp({ ...acme.options, host: '0.0.0.0' })).rejects.toThrow('it has no sign-in yet');
  const port = Number(new URL(acme.url).port);
  await expect(openHttp({ ...acme.options, port })).rejects.toThrow(
    `Remit is running already, for Acme: http://127.0.0.1:${port}`,
  );
  const shopPort = Number(new URL(acme.shop.address).port);
  await expect(openHttp({ ...acme.options, port: shopPort })).rejects.toThrow(
    `Port ${shopPort} is taken by another program.`,
  );
});
