import { expect, test } from 'vitest';
import { acme as loadAcme } from '../../../test/support/acme.ts';
import { serveAcme } from '../../../test/support/acme_server.ts';
import { chainFiles } from '../../../test/support/chain_desk.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();
const as = (id: string) => ({ 'x-remit-person': id });

/** Puts a chain in force in the running server. */
function use(steps: string[]): void {
  const workspace = loadAcme(acme.shop.address, chainFiles(steps));
  acme.world.workspace = () => workspace;
}

test('a case shows its chain, how far it is, and who may decide now', async () => {
  use(['{role: support, within: 4h, remind: 1h}', '{any: [finance, director], not: [earlier]}']);
  const id = await acme.arrive('30');
  const first = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(first.review).toMatchObject({
    step: 0,
    deciders: ['mara', 'finn'],
    chain: [
      {
        says: 'Someone from support approves within 4 hours, reminded after 1 hour',
        state: 'now',
        approvals: [],
      },
      { says: 'Someone from finance or a director approves', state: 'later', approvals: [] },
    ],
  });
  expect(first.review?.remind_at).not.toBeNull();
  const given = { plan: first.plan?.digest, decision: 'approve' };
  const answer = await acme.post(`/api/reviews/${first.review?.id}/decide`, given, as('mara'));
  expect(await answer.json()).toMatchObject({ says: 'Approved. Step 2 of 2 is asked now.' });

  const second = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(second.review).toMatchObject({ step: 1, deciders: ['lea', 'leo', 'dora'] });
  expect(second.review?.chain[0]).toMatchObject({ state: 'done', approvals: [{ by: 'mara', for: null }] });
  const queue = await acme.get<AnswerOf<'queue'>>('/api/queue');
  expect(queue.items.find((one) => one.case === id)).toMatchObject({ step: 2, steps: 2, role: 'finance' });

  const late = await acme.post(`/api/reviews/${first.review?.id}/decide`, given, as('finn'));
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('Mara Holm was first and decided approve');
});

test('who took a review may let go of it, and another takes it at once', async () => {
  use(['{role: support}']);
  const id = await acme.arrive('31');
  const shown = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  const path = (verb: string) => `/api/reviews/${shown.review?.id}/${verb}`;
  await acme.post(path('claim'), '', as('mara'));
  expect(await (await acme.post(path('unclaim'), '', as('finn'))).json()).toEqual({ released: false });
  expect(await (await acme.post(path('unclaim'), '', as('mara'))).json()).toEqual({ released: true });
  const claimed = await (await acme.post(path('claim'), '', as('finn'))).json();
  expect(claimed).toMatchObject({ claimed: true, by: 'Finn Berg' });
});

test('somebody says that they are away and who decides for them, and that they are back', async () => {
  use(['{role: director}']);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const set = (body: object) => acme.post('/api/away', body, as('dora'));
  expect(await (await set({ until, deputy: 'lea' })).json()).toEqual({
    says: "Lea Wolf decides in Dora Lutz's place.",
  });
  expect(await acme.get('/api/away')).toEqual({ away: [{ person: 'dora', until, deputy: 'lea' }] });
  const wrong = await set({ until: '2020-01-01T00:00:00.000Z', deputy: 'lea' });
  expect(wrong.status).toBe(400);
  expect(await (await set({ until: null, deputy: null })).json()).toEqual({ says: 'Dora Lutz is back.' });
  expect(await acme.get('/api/away')).toEqual({ away: [] });
});
