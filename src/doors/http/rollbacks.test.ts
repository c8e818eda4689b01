import { advance } from '../../flow/index.ts';
import { advanceRollback } from '../../flow/rollback/index.ts';
import { expect, test } from 'vitest';
import { MARA, problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import { contract } from './contract.ts';

const acme = serveAcme();
const FINN = { 'x-remit-person': 'finn' };
const slice = { workflow: 'refunds' };

const post = async (path: string, body: object, who = MARA) => acme.post(path, body, who);
const get = (path: string, who = MARA) => acme.get(path, who);

test('a rollback is planned, looked at, run and listed over HTTP', async () => {
  for (const order of ['5', '6']) await acme.arrive(order);
  const made = await post('/api/rollbacks', { slice, because: 'paid by mistake' }, FINN);
  const { id } = contract.plan_rollback.answer.parse(await made.json());
  const planned = contract.rollback.answer.parse(await get(`/api/rollbacks/${id}`));
  expect(planned).toMatchObject({
    state: 'planned',
    counts: { can: 2 },
    money: [{ minor: 1_100, currency: 'EUR' }],
    because: 'paid by mistake',
    by: 'finn',
    may: true,
    reversible: false,
    says: 'Nothing was done yet. 2 actions: 2 can be taken back.',
  });
  expect(planned.items[0]).toMatchObject({ state: 'can', title: 'Order 6 is late', label: 'Refund' });
  expect(contract.rollback.answer.parse(await get(`/api/rollbacks/${id}`, FINN)).may).toBe(false);

  const barred = await post(`/api/rollbacks/${id}`, { verb: 'start' }, FINN);
  expect(await problemIn(barred)).toMatchObject({ code: 'forbidden' });
  const started = await post(`/api/rollbacks/${id}`, { verb: 'start' });
  expect(await started.json()).toEqual({ says: 'Started: 2 actions to take back.' });
  await advanceRollback(acme.world, id);
  const list = contract.rollbacks.answer.parse(await get('/api/rollbacks'));
  expect(list.rollbacks).toMatchObject([{ id, state: 'done', counts: { undone: 2 } }]);

  const again = await post('/api/rollbacks', { slice, because: 'once more' });
  expect(await problemIn(again)).toMatchObject({ code: 'not_found' });
});

test('a slice that narrows nothing, a time that is none and an unknown id are answered with what to do', async () => {
  const everything = await post('/api/rollbacks', { slice: {}, because: 'all' });
  expect(await problemIn(everything)).toMatchObject({ code: 'invalid', path: 'slice' });
  const noTime = await post('/api/rollbacks', { slice: { from: 'yesterday' }, because: 'x' });
  expect(await problemIn(noTime)).toMatchObject({ code: 'invalid', path: 'slice.from' });
  expect((await fetch(`${acme.url}/api/rollbacks/none`)).status).toBe(404);
});

test('what an undo would do is told before it is done', async () => {
  const id = await acme.arrive('7');
  const key = `${id}.a1`;
  const preview = contract.undo_preview.answer.parse(await get(`/api/cases/${id}/undo?key=${key}`));
  expect(preview).toMatchObject({ ok: true, label: 'Void a refund', conflict: null });
  expect(preview.until).not.toBeNull();
  await post(`/api/cases/${id}/undo`, { key, anyway: true });
  await advance(acme.world, id);
  expect(contract.undo_preview.answer.parse(await get(`/api/cases/${id}/undo?key=${key}`))).toMatchObject({
    ok: false,
    says: 'It was taken back already.',
  });
  expect((await fetch(`${acme.url}/api/cases/${id}/undo?key=no`)).status).toBe(404);
});
