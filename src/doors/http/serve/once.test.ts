import { expect, test } from 'vitest';
import { MARA, problemIn, serveAcme } from '../../../../test/support/acme_server.ts';
import type { AnswerOf } from '../contract.ts';
import { KEPT_MS } from '../../../runtime/kept_answers.ts';

const acme = serveAcme();

const pace = (perMinute: number, key: string, headers = MARA) =>
  acme.post('/api/sample/pace', { per_minute: perMinute }, { ...headers, 'idempotency-key': key });
const current = () => acme.options.sample?.perMinute();

test('a request that is sent again under its key is done once, and answered alike', async () => {
  const first = await pace(3, 'k1');
  await pace(9, 'other');
  const again = await pace(3, 'k1');
  expect([again.status, await again.json()]).toEqual([first.status, await first.json()]);
  expect(current()).toBe(9);
});

test('of many at once one is done, and the others are told so or wait', async () => {
  const shown = await acme.get<AnswerOf<'case'>>(`/api/cases/${await acme.arrive('30')}`);
  const claim = () =>
    acme.post(`/api/reviews/${shown.review?.id ?? ''}/claim`, {}, { ...MARA, 'idempotency-key': 'k2' });
  const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await claim()).status));
  expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
  expect(statuses).toContain(200);
});

test('another request under the same key is refused, and the same key of somebody else is another key', async () => {
  await pace(3, 'k3');
  const other = await pace(4, 'k3');
  expect(other.status).toBe(422);
  expect((await problemIn(other)).path).toBe('idempotency-key');
  expect((await pace(4, 'k3', { 'x-remit-person': 'finn' })).status).toBe(200);
});

test('a mistake is not remembered: the key may be tried again', async () => {
  const key = { ...MARA, 'idempotency-key': 'k4' };
  const missing = () => acme.post('/api/brake/release', { switch: 'all', because: 'x' }, key);
  expect((await missing()).status).toBe(409);
  expect((await acme.post('/api/brake/throw', { switch: 'all', because: 'x' }, MARA)).status).toBe(200);
  expect((await missing()).status).toBe(200);
});

test('a secret that was shown once is not shown again, and is not kept', async () => {
  const make = () =>
    acme.post(
      '/api/tokens',
      { name: 'n', rights: ['read'], workflows: ['refunds'] },
      { ...MARA, 'idempotency-key': 'k5' },
    );
  const { text } = (await (await make()).json()) as AnswerOf<'make_token'>;
  const again = await make();
  expect(again.status).toBe(409);
  expect((await problemIn(again)).detail).toContain('holds a secret');
  const { rows } = await acme.database.pool.query<{ all: string }>('select body as all from answers_kept');
  expect(rows.map((row) => row.all).join()).not.toContain(text.split('_')[2] ?? 'nothing');
});

test('a key is forgotten after a day, and one that nobody finished after a minute', async () => {
  const { pool } = acme.database;
  await pace(3, 'k6');
  await pace(9, 'other2');
  await pool.query("update answers_kept set at = at - $1 * interval '1 ms' where key = 'k6'", [KEPT_MS + 1]);
  expect((await pace(3, 'k6')).status).toBe(200);
  expect(current()).toBe(3);
  await pool.query("update answers_kept set status = null where key = 'k6'");
  expect((await pace(3, 'k6')).status).toBe(409);
  await pool.query("update answers_kept set at = at - interval '61 s' where key = 'k6'");
  expect((await pace(3, 'k6')).status).toBe(200);
});
