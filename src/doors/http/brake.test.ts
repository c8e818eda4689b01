import { expect, test } from 'vitest';
import { MARA, serveAcme } from '../../../test/support/acme_server.ts';
import { revokeLink, linksOf } from '../../authority/brake/links.ts';
import { SWITCHES_STREAM } from '../../authority/schema.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();
const FINN = { 'x-remit-person': 'finn' };

type Report = AnswerOf<'throw'>;
const stopAll = (headers = FINN) =>
  acme.post('/api/brake/throw', { switch: 'all', because: 'look' }, headers);
const releaseAll = (headers = MARA) => acme.post('/api/brake/release', { switch: 'all' }, headers);
const brake = () => acme.get<AnswerOf<'brake'>>('/api/brake');

async function makeLink(name = 'all'): Promise<string> {
  const made = await acme.post('/api/brake/links', { switch: name, days: 7 }, MARA);
  return ((await made.json()) as AnswerOf<'brake_link'>).url;
}

test('whoever works here stops everything, every page says so, and an owner releases it', async () => {
  const told = (await (await stopAll()).json()) as Report;
  expect(told.says).toMatch(
    /^Everything is stopped: \d+ open cases? (waits once it comes|wait once they come) to the next action\./,
  );
  expect((await acme.get<AnswerOf<'desk'>>('/api/desk')).stopped).toEqual([
    { switch: 'all', label: 'Everything' },
  ]);
  expect((await brake()).thrown).toMatchObject([
    { switch: 'all', by: 'Finn Berg', because: 'look', drill: false },
  ]);
  const id = await acme.arrive('5');
  expect(await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`)).toMatchObject({ status: 'stopped' });
  expect((await brake()).thrown[0]?.waiting).toBe(1);
  expect((await acme.get<AnswerOf<'desk'>>('/api/desk')).workflows[0]?.open).toBeGreaterThan(0);
  expect((await releaseAll(FINN)).status).toBe(403);
  const released = (await (await releaseAll()).json()) as AnswerOf<'release'>;
  expect(released.woken).toBe(1);
  expect((await brake()).thrown).toEqual([]);
});

test('what can be stopped is listed, most general first, and what cannot be is refused with the nearest name', async () => {
  const { offers } = await brake();
  expect(offers.map((offer) => offer.switch)).toEqual([
    'all',
    'workflow:refunds',
    'agent:rules',
    'system:shop',
    'write:shop.refund',
    'write:shop.void_refund',
  ]);
  const wrong = await acme.post('/api/brake/throw', { switch: 'workflow:refund' }, FINN);
  expect(wrong.status).toBe(404);
  expect(await wrong.json()).toMatchObject({ suggestion: 'Did you mean "workflow:refunds"?' });
});

test('a drill over HTTP stops nothing', async () => {
  const looked = await acme.get<Report>('/api/brake/drill?switch=workflow:refunds');
  expect(looked.says).toMatch(/^Nothing was stopped\./);
  const thrown = { switch: 'workflow:refunds', drill: true };
  expect((await acme.post('/api/brake/throw', thrown, FINN)).status).toBe(200);
  expect((await acme.get<AnswerOf<'desk'>>('/api/desk')).stopped).toEqual([]);
  expect((await brake()).thrown).toMatchObject([{ switch: 'drill:workflow:refunds', drill: true }]);
  const over = await acme.post('/api/brake/release', { switch: 'drill:workflow:refunds' }, FINN);
  expect(over.status).toBe(200);
});

test('opening a signed link stops nothing; its button does, without a person', async () => {
  const url = await makeLink('workflow:refunds');
  const page = await fetch(url);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
  const html = await page.text();
  expect(html).toContain('Stop “Refunds”?');
  expect(html).not.toContain('<script');
  expect((await brake()).thrown).toEqual([]);
  const pressed = await fetch(url, { method: 'POST' });
  expect(await pressed.text()).toContain('“Refunds” is stopped');
  expect((await brake()).thrown).toMatchObject([
    { switch: 'workflow:refunds', by: 'A signed link', because: 'The link that Mara Holm made was used' },
  ]);
  expect(await (await fetch(url, { method: 'POST' })).text()).toContain('was stopped already');
  await acme.post('/api/brake/release', { switch: 'workflow:refunds' }, MARA);
});

test('a link that was changed, has expired or was revoked says so and stops nothing', async () => {
  const url = await makeLink();
  const [claims = '', mac = ''] = (url.split('/').at(-1) ?? '').split('.');
  const other = Buffer.from(JSON.stringify({ id: 'x', switch: 'all', expires: 9e15 })).toString('base64url');
  for (const token of [`${claims}.${mac.slice(0, -2)}AA`, `${other}.${mac}`, claims, `${claims}.`, 'x']) {
    const forged = await fetch(`${acme.url}/brake/${token}`, { method: 'POST' });
    expect(forged.status).toBe(403);
    expect(await forged.text()).toContain('This link stops nothing');
  }
  const [link] = linksOf(await acme.world.log.read(SWITCHES_STREAM)).slice(-1);
  const now = acme.world.now.bind(acme.world);
  acme.world.now = () => new Date(Date.now() + 8 * 86_400_000);
  expect((await fetch(url)).status).toBe(410);
  acme.world.now = now;
  expect((await fetch(url)).status).toBe(200);
  const [mara] = acme.world.workspace().people.filter(({ id }) => id === 'mara');
  if (!mara || !link) throw new Error('nobody to revoke it');
  await revokeLink(acme.world, mara, link.id);
  const revoked = await fetch(url, { method: 'POST' });
  expect([revoked.status, await revoked.text()]).toEqual([410, expect.stringContaining('was revoked')]);
  expect((await brake()).thrown).toEqual([]);
});

test('a page of another site cannot press the button', async () => {
  const url = await makeLink();
  const foreign = { origin: 'https://example.org', 'sec-fetch-site': 'cross-site' };
  expect((await fetch(url, { method: 'POST', headers: foreign })).status).toBe(403);
  expect((await brake()).thrown).toEqual([]);
});

test('the front page counts changes that wait for somebody and rollbacks that are not over', async () => {
  const { pool } = acme.database;
  const rollback = `insert into rollbacks (id, state, title, slice, counts, by, at, changed_at)
    values ($1, $2, 't', '{}', '{}', 'mara', now(), now())`;
  for (const state of ['running', 'paused', 'done', 'planned']) await pool.query(rollback, [state, state]);
  await pool.query(
    `insert into changes (id, workflow, state, because, base, text, by, at)
     values ('one', 'refunds', 'proposed', '', 'b', '', 'finn', now()), ('two', 'refunds', 'accepted', '', 'b', '', 'finn', now())`,
  );
  const { waiting } = await acme.get<AnswerOf<'desk'>>('/api/desk');
  expect(waiting).toMatchObject({ changes: 1, rollbacks: 2 });
});
