import { expect, test } from 'vitest';
import { MARA, problemIn, serveAcme } from '../../../../test/support/acme_server.ts';

const acme = serveAcme();
const read = (path: string, headers: Record<string, string> = {}) => fetch(acme.url + path, { headers });

test('what a program has already is not sent again', async () => {
  const first = await read('/api/workflows/refunds/stage');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]+"$/);
  const again = await read('/api/workflows/refunds/stage', { 'if-none-match': `"x", W/${etag}` });
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  expect((await read('/api/workflows/refunds/stage', { 'if-none-match': '"x"' })).status).toBe(200);
});

test('who would change what has changed meanwhile is told to read again', async () => {
  const away = await read('/api/away');
  const etag = away.headers.get('etag') ?? '';
  const until = new Date(acme.world.now().getTime() + 86_400_000).toISOString();
  const leave = (match: string) =>
    acme.post('/api/away', { until, deputy: 'finn' }, { ...MARA, 'if-match': match });
  expect((await leave('"another"')).status).toBe(412);
  expect((await leave(etag)).status).toBe(200);
  const stale = await leave(etag);
  expect((await problemIn(stale)).code).toBe('stale');
});

test('a change of a case is held against the case', async () => {
  const id = await acme.arrive('30');
  const etag = (await read(`/api/cases/${id}`)).headers.get('etag') ?? '';
  const handle = (match: string) =>
    acme.post(
      `/api/cases/${id}/handle`,
      { kind: 'late', play: null, outcome: 'solved', note: 'by hand' },
      { ...MARA, 'if-match': match },
    );
  expect((await handle('"another"')).status).toBe(412);
  expect((await handle(etag)).status).toBe(200);
  const nowhere = await acme.post('/api/sample/pace', { per_minute: 3 }, { ...MARA, 'if-match': etag });
  expect(nowhere.status).toBe(400);
});
