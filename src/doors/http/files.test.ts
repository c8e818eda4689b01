import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { serveAcme } from '../../../test/support/acme_server.ts';

import { openConsoleFiles } from './serve/files.ts';

const acme = serveAcme();

test('pages are checked again, files with a hash in their name are kept for ever, and both come compressed', async () => {
  const page = await fetch(`${acme.url}/cases/17`, { headers: { accept: 'text/html' } });
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(await page.text()).toContain('<title>Remit</title>');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(page.headers.get('strict-transport-security')).toBeNull();

  const file = await fetch(`${acme.url}/assets/main-3fA9_x-Q.js`, {
    headers: { 'accept-encoding': 'br' },
  });
  expect(file.headers.get('cache-control')).toContain('immutable');
  expect(file.headers.get('content-encoding')).toBe('br');
  expect(await file.text()).toContain('desk desk');
  const again = await fetch(`${acme.url}/`, {
    headers: { 'if-none-match': page.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

test('a file that is not there is no page, and nothing outside the folder is served', async () => {
  expect((await fetch(`${acme.url}/assets/old-12345678.js`)).status).toBe(404);
  expect((await fetch(`${acme.url}/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
  expect((await fetch(`${acme.url}/%2e%2e/package.json`)).status).toBe(404);
});

test('a console that is built again under a running server answers for what is gone as for any missing file', async () => {
  const own = await mkdtemp(join(tmpdir(), 'remit-console-'));
  writeFileSync(join(own, 'index.html'), '<title>Remit</title>');
  writeFileSync(join(own, 'gone.js'), '1');
  const files = openConsoleFiles(own);
  rmSync(join(own, 'gone.js'));
  expect(await files.answer('/gone.js', new Headers())).toBeNull();
  expect((await files.answer('/', new Headers()))?.status).toBe(200);
});
