import { beforeAll, expect, test } from 'vitest';
import { serveAcme, MARA } from '../../../test/support/acme_server.ts';
import { readCases, faultsInStory } from '../../../test/support/invariants.ts';
import { shown } from '../../flow/case/check.ts';
import { advance, load } from '../../flow/index.ts';
import type { Entry } from '../../log/schema.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();
const euros = (minor: number) => ({ minor, currency: 'EUR' });

beforeAll(() => check(100));

function check(percent: number): void {
  const workflow = acme.world.workspace().workflows['refunds'];
  if (workflow) workflow.attention = { checks: percent, second: 0 };
}

/** A case with a check on it, as a reviewer sees it. */
async function planted(order = '30') {
  const id = await acme.arrive(order);
  const seen = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  const state = await load(acme.world, id);
  expect(state.check?.answered).toBeNull();
  return { id, seen, state, review: String(seen.review?.id), digest: String(seen.plan?.digest) };
}

/** A case like it without one. */
async function plain(order = '30') {
  check(0);
  const id = await acme.arrive(order);
  check(100);
  return { id, seen: await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`) };
}

async function decide(review: string, body: object) {
  const response = await acme.post(`/api/reviews/${review}/decide`, body, MARA);
  return { status: response.status, answer: (await response.json()) as AnswerOf<'decide'> };
}

async function paid(id: string): Promise<number> {
  await advance(acme.world, id);
  const known = await readCases(acme.world.log, [id]);
  expect(known.flatMap(faultsInStory)).toEqual([]);
  return known[0]?.state.actions.length ?? 0;
}

test('who approves a planted plan hears at once that it was a check, nothing is done, and the true plan waits', async () => {
  const { id, review, digest, seen } = await planted();
  expect(seen.plan?.actions[0]?.money).toEqual(euros(30_000));
  const { answer } = await decide(review, {
    plan: digest,
    decision: 'approve',
    seen: { ms: 700, opened: [] },
  });
  expect(answer.says).toContain('That was a check, and its mistake went by.');
  expect(answer.check).toMatchObject({
    caught: false,
    mistake: 'wrong_amount',
    says: 'Amount was ten times as much.',
    differences: [{ what: 'Amount', planted: '€300.00', true: '€30.00' }],
  });
  expect(await paid(id)).toBe(0);
  const after = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(after.plan?.actions[0]?.money).toEqual(euros(3_000));
  expect(after.checked?.caught).toBe(false);
  expect(after.review?.status).toBe('open');
  const again = await decide(review, { plan: after.plan?.digest, decision: 'approve' });
  expect(again.status).toBe(200);
  expect(again.answer.check).toBeUndefined();
  expect(await paid(id)).toBe(1);
});

test('who rejects it, or mends what was wrong, has noticed; who mends something else has not', async () => {
  const one = await planted();
  expect((await decide(one.review, { plan: one.digest, decision: 'reject' })).answer.check?.caught).toBe(
    true,
  );
  const other = await planted();
  const edit = { plan: other.digest, decision: 'edit', play: 'give_back' };
  const mended = await decide(other.review, { ...edit, inputs: { amount: euros(3_000) } });
  expect(mended.answer.check?.caught).toBe(true);
  const third = await planted();
  const kept = { ...edit, plan: third.digest, kind: 'unclear', inputs: { amount: euros(30_000) } };
  expect((await decide(third.review, kept)).answer.check?.caught).toBe(false);
  for (const { id } of [one, other, third]) expect(await paid(id)).toBe(0);
});

test('the true digest decides nothing while the check waits, and the planted one nothing afterwards', async () => {
  const { id, review, digest, state } = await planted();
  const early = await decide(review, { plan: state.plan?.digest, decision: 'approve' });
  expect(early.status).toBe(409);
  expect((await load(acme.world, id)).check?.answered).toBeNull();
  await decide(review, { plan: digest, decision: 'reject' });
  const late = await decide(review, { plan: digest, decision: 'approve' });
  expect(late.status).toBe(409);
  expect(await paid(id)).toBe(0);
});

test('of many decisions at once on a planted plan one answers it, and none is done', async () => {
  const { id, review, digest } = await planted();
  const given = { plan: digest, decision: 'approve' };
  const all = await Promise.all(Array.from({ length: 6 }, () => decide(review, given)));
  expect(all.filter(({ answer }) => answer.check).length).toBe(1);
  expect(all.filter(({ status }) => status === 409).length).toBe(5);
  expect(await paid(id)).toBe(0);
});

test('to put it off or hand it on answers no check: the next one still sees it', async () => {
  const { id, review, digest } = await planted();
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect((await decide(review, { plan: digest, decision: 'snooze', until })).answer.check).toBeUndefined();
  expect((await decide(review, { plan: digest, decision: 'escalate', role: 'owner' })).status).toBe(200);
  const seen = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(seen.plan?.digest).toBe(digest);
  expect((await decide(review, { plan: digest, decision: 'reject' })).answer.check?.caught).toBe(true);
});

test('work done by hand is recorded beside the check, and compared with neither plan', async () => {
  const { id } = await planted();
  const given = { kind: 'late', play: 'give_back', outcome: 'solved', inputs: { amount: euros(3_000) } };
  const response = await acme.post(`/api/cases/${id}/handle`, given, MARA);
  const answer = (await response.json()) as AnswerOf<'handle'>;
  expect(answer.check?.caught).toBe(true);
  const state = await load(acme.world, id);
  expect(state).toMatchObject({ status: 'closed', check: { answered: { decision: 'handled' } } });
  expect(state.handled[0]).not.toHaveProperty('agreed');
  expect(state.rounds.at(-1)?.agreed).toBeNull();
  expect(state.observations).toEqual([]);
  expect(await paid(id)).toBe(0);
});

test('a new message ends the check with its review, and what is planned then is true', async () => {
  const { id, digest } = await planted();
  const state = await load(acme.world, id);
  const again = { source_id: `again-${id}`, order: '30', email: state.event['email'], message: 'And?' };
  check(0);
  await acme.post('/events/refunds', again);
  await advance(acme.world, id);
  check(100);
  const seen = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(seen.plan?.actions[0]?.money).toEqual(euros(3_000));
  const refused = await decide(String(seen.review?.id), { plan: digest, decision: 'approve' });
  expect(refused.status).toBe(409);
});

/** Every name that an answer has, at every depth, without its values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shapeOf(part)]));
}

test('nothing that the API answers tells a check before it is answered', async () => {
  const one = await planted('33');
  const other = await plain('330');
  expect(shapeOf(one.seen)).toEqual(shapeOf(other.seen));
  expect(one.seen.version).toBe(other.seen.version);
  const stories = await Promise.all(
    [one, other].map(({ id }) => acme.get<AnswerOf<'story'>>(`/api/cases/${id}/story`)),
  );
  const [mine, theirs] = stories;
  expect(shapeOf(mine?.entries)).toEqual(shapeOf(theirs?.entries));
  expect(mine?.says).toBe(theirs?.says);
  expect(mine?.entries.map(({ kind, version }) => `${version} ${kind}`)).toEqual(
    theirs?.entries.map(({ kind, version }) => `${version} ${kind}`),
  );
  const { items } = await acme.get<AnswerOf<'queue'>>('/api/queue');
  const rows = [one, other].map(({ id }) => items.find((item) => item.case === id));
  expect(shapeOf(rows[0])).toEqual(shapeOf(rows[1]));
  expect(rows[0]?.money).toEqual(one.seen.plan?.actions[0]?.money);
  const log = await acme.get<AnswerOf<'log'>>(`/api/log?q=${one.id}`);
  const everything = JSON.stringify([one.seen, mine, rows[0], log]);
  const state = await load(acme.world, one.id);
  for (const trace of [state.plan?.digest, ...(state.plan?.digests ?? []), state.check?.id, 'check.planted'])
    expect(everything.replaceAll(one.id, '')).not.toContain(`"${trace}"`);
  expect(everything).not.toContain('€33.00');
});

test('the chain of hashes shows no gap where the check was planted', async () => {
  const { id, review, digest } = await planted();
  await acme.post(`/api/reviews/${review}/claim`, '', MARA);
  const { entries } = await acme.get<AnswerOf<'story'>>(`/api/cases/${id}/story`);
  for (const [at, entry] of entries.entries()) {
    expect(entry.version).toBe(at + 1);
    if (at > 0) expect(entry.prev_hash).toBe(entries[at - 1]?.hash);
  }
  await decide(review, { plan: digest, decision: 'reject' });
  const told = await acme.get<AnswerOf<'story'>>(`/api/cases/${id}/story`);
  expect(told.entries.map(({ kind }) => kind)).toContain('check.planted');
  expect(told.verified).toBe(true);
});

test('a check leaves no round, no label and no observation, and one row once it is answered', async () => {
  const { id, review, digest } = await planted();
  const count = async (table: string) =>
    (await acme.database.pool.query(`select from ${table} where case_id = $1`, [id])).rowCount;
  expect(await count('checks')).toBe(0);
  await decide(review, { plan: digest, decision: 'approve', seen: { ms: 1_200, opened: ['facts'] } });
  const { rows } = await acme.database.pool.query(
    'select by, decision, caught, took_ms::int as took_ms from checks where case_id = $1',
    [id],
  );
  expect(rows).toEqual([{ by: 'mara', decision: 'approve', caught: false, took_ms: 1_200 }]);
  expect(await count('labels')).toBe(0);
  expect(await count('observations')).toBe(0);
  const decided = await acme.database.pool.query('select how, agreed from decisions where case_id = $1', [
    id,
  ]);
  expect(decided.rows).toEqual([{ how: null, agreed: null }]);
});

test('a plan whose personal data was erased shows no check any more', async () => {
  const { state } = await planted();
  const erased = { ...state, check: state.check && { ...state.check, play: '', inputs: {}, actions: [] } };
  expect(shown(erased).plan).toBe(state.plan);
});

test('where no share is set nobody is ever checked', async () => {
  const { id } = await plain();
  const entries: Entry[] = await acme.world.log.read(`case/${id}`);
  expect(entries.map(({ kind }) => kind)).not.toContain('check.planted');
});
