import { expect, test } from 'vitest';
import { serveAcme, MARA, problemIn } from '../../../test/support/acme_server.ts';
import type { AnswerOf } from '../../doors/http/contract.ts';
import { Holders, KEPT_MS } from './index.ts';

const acme = serveAcme();

const asked = { name: 'the bot', agent: { name: 'bot', version: '2' }, workflows: ['refunds'] };

async function made(body: object, headers: Record<string, string> = MARA): Promise<AnswerOf<'make_token'>> {
  const answer = await acme.post('/api/tokens', { ...asked, rights: ['propose', 'read'], ...body }, headers);
  expect(answer.status, await answer.clone().text()).toBe(201);
  return (await answer.json()) as AnswerOf<'make_token'>;
}
const bearer = (text: string) => ({ authorization: `Bearer ${text}` });

async function refused(body: object, headers = MARA): Promise<string> {
  const answer = await acme.post('/api/tokens', { ...asked, rights: ['propose'], ...body }, headers);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  return (await problemIn(answer)).detail;
}

test('a token is shown once, and nothing that is kept gives its secret away', async () => {
  const { text, token } = await made({});
  expect(text).toMatch(/^remit_[0-9a-z]{16}_[0-9a-f]{64}$/);
  expect(token).toMatchObject({ state: 'good', made_by: 'mara', rights: ['propose', 'read'] });
  const secret = text.split('_')[2] ?? '';
  const { rows } = await acme.database.pool.query<{ text: string }>('select body as text from entries');
  expect(rows.map((row) => row.text).join('')).not.toContain(secret);
  expect(JSON.stringify(await acme.get('/api/tokens', MARA))).not.toContain(secret);
  const holder = await new Holders(acme.world.log, () => acme.world.now()).holderOf(text);
  expect(holder).toMatchObject({
    how: 'token',
    agent: { name: 'bot', version: '2' },
    workflows: ['refunds'],
  });
});

test('people see when a token was used last, so that they find those that nobody uses', async () => {
  const { text, token } = await made({});
  const usedAt = async () => {
    const { tokens } = await acme.get<AnswerOf<'tokens'>>('/api/tokens', MARA);
    return tokens.find(({ id }) => id === token.id)?.used_at;
  };
  expect(token.used_at).toBe(null);
  expect(await usedAt()).toBe(null);
  await acme.get('/api/queue?workflow=refunds', bearer(text));
  await expect.poll(usedAt).toMatch(/^20/);
  // A text that opens nothing is no use of it.
  const { token: other, text: otherText } = await made({});
  await fetch(`${acme.url}/api/queue`, { headers: bearer(`${otherText.slice(0, -4)}0000`) });
  await acme.post(`/api/tokens/${other.id}/withdraw`, {}, MARA);
  const { tokens } = await acme.get<AnswerOf<'tokens'>>('/api/tokens', MARA);
  expect(tokens.find(({ id }) => id === other.id)?.used_at).toBe(null);
});

test('a program with a token may what the token says, and no more', async () => {
  const { text } = await made({});
  await acme.get('/api/workflows/refunds', bearer(text));
  const wide = await fetch(`${acme.url}/api/queue`, { headers: bearer(text) });
  expect((await problemIn(wide)).suggestion).toContain('workflow=refunds');
  await acme.get('/api/queue?workflow=refunds', bearer(text));
  for (const [path, body] of [
    ['/api/brake/throw', { switch: 'all', because: 'x' }],
    ['/api/tokens', { ...asked, rights: ['read'] }],
    ['/api/reviews/1/claim', {}],
    ['/events/refunds', {}],
  ] as const) {
    const answer = await acme.post(path, body, { ...bearer(text), ...MARA });
    expect([path, answer.status]).toEqual([path, 403]);
  }
});

test('a token that is none, was changed or was withdrawn opens nothing, also where no token is asked for', async () => {
  const { text, token } = await made({});
  const status = async (authorization: string) => {
    const answer = await fetch(`${acme.url}/api/desk`, { headers: { authorization } });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    return answer.status;
  };
  expect(await status('Basic bWFyYTo=')).toBe(401);
  expect(await status('Bearer remit_1_2')).toBe(401);
  expect(await status(`Bearer ${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`)).toBe(401);
  await acme.get('/api/queue?workflow=refunds', bearer(text));
  await acme.post(`/api/tokens/${token.id}/withdraw`, { because: 'it leaked' }, MARA);
  await expect.poll(() => status(`Bearer ${text}`)).toBe(401);
});

test('where no notice is heard, a withdrawal holds within seconds, and an expiry at once', async () => {
  let now = acme.world.now();
  const holders = new Holders(acme.world.log, () => now);
  const { text, token } = await made({ days: 1 });
  expect(await holders.holderOf(text)).toMatchObject({ name: 'the bot' });
  now = new Date(token.expires_at ?? '');
  expect(await holders.holderOf(text)).toBe('expired');
  now = new Date(now.getTime() - 86_400_000);
  expect(await holders.holderOf(text)).toMatchObject({ name: 'the bot' });
  await acme.post(`/api/tokens/${token.id}/withdraw`, {}, MARA);
  now = new Date(now.getTime() + KEPT_MS);
  expect(await holders.holderOf(text)).toBe('withdrawn');
});

test('only who may give tokens makes them, and each is held against the workspace', async () => {
  expect(await refused({}, { 'x-remit-person': 'finn' })).toContain('may not give a program a token');
  expect(await refused({ workflows: ['refund'] })).toContain('no workflow "refund"');
  expect(await refused({ agent: null })).toContain('name the agent');
  expect(await refused({ agent: { name: 'a b', version: '1' } })).toContain('agent');
  expect(await refused({ rights: ['review'], person: null })).toContain('in whose name');
  expect(await refused({ rights: ['review'], person: 'finn' })).toContain('who makes it');
  expect(await refused({ rights: ['review', 'propose'], person: 'mara' })).toContain(
    'both propose and decide',
  );
});

test('an outside program cannot take the name of an agent that Remit runs', async () => {
  const [own] = acme.world.workspace().workflows['refunds']?.agents ?? [];
  const says = await refused({ agent: { name: own?.name ?? '', version: '1' } });
  expect(says).toContain(`runs an agent of its own with the name ${own?.name ?? ''}`);
});

test('a token with the right to review decides in the name of who made it, whatever the header says', async () => {
  const { text } = await made({ agent: null, rights: ['review', 'read'], person: 'mara' });
  const id = await acme.arrive('30');
  const shown = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`, bearer(text));
  const forged = { ...bearer(text), 'x-remit-person': 'finn' };
  const claim = await acme.post(`/api/reviews/${shown.review?.id ?? ''}/claim`, {}, forged);
  expect(await claim.json()).toMatchObject({ by: 'Mara Holm' });
});

test('tokens, notices and rollbacks are read page by page, and nothing is left out or shown twice', async () => {
  for (let count = 0; count < 5; count++) await made({});
  const all = (await acme.get<AnswerOf<'tokens'>>('/api/tokens')).tokens.map(({ id }) => id);
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: AnswerOf<'tokens'> = await acme.get(`/api/tokens?limit=2${cursor}`);
    seen.push(...page.tokens.map(({ id }) => id));
    next = page.next;
  }
  expect(seen).toEqual(all);
  const broken = await fetch(`${acme.url}/api/notices?cursor=abc`);
  expect((await problemIn(broken)).path).toBe('cursor');
  expect((await acme.get<AnswerOf<'rollbacks'>>('/api/rollbacks?limit=1')).next).toBeNull();
});
