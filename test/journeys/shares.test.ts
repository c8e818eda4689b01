import { beforeEach, expect, test } from 'vitest';
import type { Rollout } from '../../src/authority/schema.ts';
import type { AnswerOf } from '../../src/doors/http/contract.ts';
import { advance, load } from '../../src/flow/index.ts';
import { MARA, problemIn, serveAcme } from '../support/acme_server.ts';

const acme = serveAcme();
const ACT: Rollout = { stage: 'act', share: 100, kinds: null, version: 0, since: null };

function under(rollout: Partial<Rollout>): void {
  acme.world.rollout = () => ({ ...ACT, ...rollout });
}

beforeEach(() => under({}));

const read = (id: string) => acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
const euros = (amount: number) => ({ minor: amount * 100, currency: 'EUR' });

async function handle(id: string, body: object) {
  return acme.post(
    `/api/cases/${id}/handle`,
    { kind: 'late', play: 'give_back', outcome: 'solved', ...body },
    MARA,
  );
}

async function decisionOf(id: string) {
  const { rows } = await acme.database.pool.query('select * from decisions where case_id = $1 order by id', [
    id,
  ]);
  return rows as Record<string, unknown>[];
}

async function itemOf(id: string) {
  const { items } = await acme.get<AnswerOf<'queue'>>('/api/queue?limit=500');
  return items.find((item) => item.case === id);
}

test('in the record stage no agent is asked, nothing can be run, and what a person did is recorded', async () => {
  under({ stage: 'record' });
  const paid = acme.shop.refunds.size;
  const id = await acme.arrive('3');
  const shown = await read(id);
  expect(shown.plan).toMatchObject({ play: null, agent: { name: 'nobody' }, kind: 'unclear' });
  expect(shown).toMatchObject({ status: 'held', rollout: { stage: 'record', cohort: 'agent' } });
  expect(shown.review).toMatchObject({ runs: false, says: 'In the record stage people do the work.' });
  const edit = { plan: shown.plan?.digest, decision: 'edit', play: 'give_back', inputs: {} };
  expect((await acme.post(`/api/reviews/${shown.review?.id}/decide`, edit, MARA)).status).toBe(403);
  expect((await handle(id, {})).status).toBe(200);
  expect(acme.shop.refunds.size).toBe(paid);
  expect(await decisionOf(id)).toMatchObject([
    {
      stage: 'record',
      agent: 'nobody',
      planned: null,
      decided: 'give_back',
      how: 'handled',
      agreed: null,
      kind: 'late',
    },
  ]);
});

test('in shadow the plan is in no answer before the person has decided, and beside theirs after', async () => {
  under({ stage: 'shadow' });
  const id = await acme.arrive('4', 'shadow@example.org');
  const before = await read(id);
  expect(before).toMatchObject({ plan: null, kind: null, kind_label: null, revealed: null });
  expect(before.review).toMatchObject({ sealed: true, runs: false });
  const item = await itemOf(id);
  expect(item).toMatchObject({
    play_label: 'Sealed until you decide',
    kind: null,
    sealed: true,
    confidence: 0,
  });
  const story = await acme.get<AnswerOf<'story'>>(`/api/cases/${id}/story`);
  const log = await acme.get<AnswerOf<'log'>>('/api/log?q=shadow');
  expect(log.rows.map((row) => row.case)).toEqual([id]);
  const told = JSON.stringify([before.review, item, story.entries, log.rows]);
  expect(told).not.toMatch(/give_back|Give it back|Later than promised|order is late\./);
  expect(story).toMatchObject({ verified: true });
  expect(story.entries.filter(({ says }) => says.startsWith('Sealed until you decide'))).toHaveLength(1);

  expect((await handle(id, { inputs: { amount: '3.00 EUR' } })).status).toBe(200);
  const after = await read(id);
  expect(after.revealed).toEqual({
    play: 'give_back',
    play_label: 'Give it back',
    kind: 'late',
    reason: 'The order is late.',
    agreed: false,
    differences: [{ what: 'Amount', agent: '€4.00', person: '€3.00' }],
  });
  expect(after.plan).toMatchObject({ play: 'give_back' });
  expect(await decisionOf(id)).toMatchObject([
    { stage: 'shadow', cohort: 'agent', agreed: false, changed: '["inputs.amount"]', planned: 'give_back' },
  ]);
  const { rows } = await acme.database.pool.query('select labels from labels where case_id = $1', [id]);
  expect(JSON.parse((rows[0] as { labels: string }).labels)).toMatchObject({
    kind: 'late',
    play: 'give_back',
  });
});

test('who does in shadow what the agent had planned agrees with it', async () => {
  under({ stage: 'shadow' });
  const id = await acme.arrive('5');
  await handle(id, { inputs: { amount: euros(5) } });
  expect((await read(id)).revealed).toMatchObject({ agreed: true, differences: [] });
  expect(await decisionOf(id)).toMatchObject([{ agreed: true, how: 'handled' }]);
});

test('an input that the play does not have, or of the wrong shape, is refused with its field', async () => {
  under({ stage: 'shadow' });
  const id = await acme.arrive('6');
  const wrong = await problemIn(await handle(id, { inputs: { amount: 'a lot' } }));
  expect(wrong).toMatchObject({ status: 400, path: 'inputs.amount' });
  const unknown = await problemIn(await handle(id, { inputs: { amout: '3.00 EUR' } }));
  expect(unknown).toMatchObject({ path: 'inputs.amout' });
  expect(unknown.suggestion).toContain('amount');
  const nothing = await problemIn(await handle(id, { play: null, inputs: { amount: '3.00 EUR' } }));
  expect(nothing.path).toBe('inputs.amount');
  expect((await read(id)).status).toBe('held');
});

test('a sealed plan can be put off without being seen', async () => {
  under({ stage: 'shadow' });
  const id = await acme.arrive('7');
  const { review } = await read(id);
  const later = { plan: '', decision: 'snooze', until: new Date(Date.now() + 60_000).toISOString() };
  expect((await acme.post(`/api/reviews/${review?.id}/decide`, later, MARA)).status).toBe(200);
  expect((await read(id)).plan).toBeNull();
});

test('what was planned unseen stays unseen when a message comes in between, until a person has decided', async () => {
  under({ stage: 'shadow' });
  const email = 'impatient@example.org';
  const id = await acme.arrive('3', email);
  const more = { source_id: 'again', order: '3', email, message: 'Hello? It is still not here.' };
  expect((await acme.post('/events/refunds', more)).status).toBe(202);
  expect((await read(id)).kind).toBeNull();
  const { rows } = await acme.database.pool.query('select kind from cases where id = $1', [id]);
  expect(rows).toEqual([{ kind: null }]);
  await advance(acme.world, id);
  const told = async () => {
    const { entries } = await acme.get<AnswerOf<'story'>>(`/api/cases/${id}/story`);
    return entries.filter(({ kind }) => kind === 'planned');
  };
  const unseen = await told();
  expect(unseen).toHaveLength(2);
  expect(unseen.map(({ body }) => body)).toEqual([null, null]);
  expect((await handle(id, {})).status).toBe(200);
  expect((await told()).map(({ body }) => body)).not.toContain(null);
});

test('a case outside the share stays with people, who may still let Remit do what they chose', async () => {
  under({ share: 0 });
  const paid = acme.shop.refunds.size;
  const id = await acme.arrive('8');
  const shown = await read(id);
  expect(shown.rollout).toEqual({ stage: 'act', cohort: 'control' });
  expect(shown.plan).toMatchObject({ play: null, agent: { name: 'nobody' } });
  expect(shown.review).toMatchObject({ effect: 'human', runs: true, sealed: false });
  expect(shown.review?.says).toContain('stay with people (share 0 %)');
  const edit = { plan: shown.plan?.digest, decision: 'edit', kind: 'late', play: 'give_back', inputs: {} };
  const decided = await acme.post(`/api/reviews/${shown.review?.id}/decide`, edit, MARA);
  expect(decided.status, await decided.clone().text()).toBe(200);
  await advance(acme.world, id);
  expect(acme.shop.refunds.size).toBe(paid + 1);
  expect(await decisionOf(id)).toMatchObject([
    { cohort: 'control', how: 'edited', agreed: null, failed: false },
  ]);
});

test('a kind outside the slice is planned unseen, and a person chooses', async () => {
  under({ kinds: ['unclear'] });
  const paid = acme.shop.refunds.size;
  const id = await acme.arrive('9');
  const shown = await read(id);
  expect(shown).toMatchObject({ plan: null, kind: null, review: { sealed: true, runs: true } });
  expect(JSON.stringify(shown.review)).not.toContain('Later than promised');
  const edit = { plan: '', decision: 'edit', kind: 'late', play: 'give_back', inputs: {} };
  const decided = await acme.post(`/api/reviews/${shown.review?.id}/decide`, edit, MARA);
  expect(decided.status, await decided.clone().text()).toBe(200);
  await advance(acme.world, id);
  expect(acme.shop.refunds.size).toBe(paid + 1);
  expect((await read(id)).revealed).toMatchObject({ agreed: true });
  expect(await decisionOf(id)).toMatchObject([{ how: 'edited', agreed: true }]);
});

test('a stage that is widened releases nothing that waits for people', async () => {
  under({ stage: 'draft' });
  const paid = acme.shop.refunds.size;
  const id = await acme.arrive('2');
  under({ stage: 'act' });
  await advance(acme.world, id);
  const state = await load(acme.world, id);
  expect(state).toMatchObject({ status: 'held', ruling: { rollout: { stage: 'draft' } } });
  expect(acme.shop.refunds.size).toBe(paid);
});

test('a customer is in the same part of the cases each time', async () => {
  under({ share: 50 });
  const workflow = acme.world.workspace().workflows['refunds'];
  if (!workflow) throw new Error('acme has no refunds');
  workflow.customer = '{{event.email}}';
  const named = new Set<string>();
  for (const order of ['4', '5', '6', '7']) {
    const shown = await read(await acme.arrive(order, 'Named@example.org'));
    named.add(shown.rollout?.cohort ?? '');
  }
  delete workflow.customer;
  expect(named.size).toBe(1);
});
