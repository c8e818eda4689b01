import { beforeAll, expect, test } from 'vitest';
import { MARA, serveAcme } from '../../../test/support/acme_server.ts';
import { command } from '../../../test/support/command.ts';
import { readCases } from '../../../test/support/invariants.ts';
import { advance } from '../../flow/index.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();
const FINN = { 'x-remit-person': 'finn' };

beforeAll(() => {
  const workflow = acme.world.workspace().workflows['refunds'];
  if (!workflow) throw new Error('acme has refunds');
  workflow.auditShare = 100;
  workflow.attention = { checks: 0, second: 100 };
});

/** A case that Mara approved, which is closed. */
async function approved(order: string, ms = 4_200): Promise<string> {
  const id = await acme.arrive(order);
  const { review, plan } = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  const body = {
    plan: plan?.digest,
    decision: 'approve',
    seen: { ms, opened: ['messages', 'facts'] },
  };
  const response = await acme.post(`/api/reviews/${review?.id}/decide`, body, MARA);
  expect(response.status, await response.clone().text()).toBe(200);
  await advance(acme.world, id);
  return id;
}

async function listed(headers: Record<string, string>): Promise<Map<string, string | undefined>> {
  const { audits } = await acme.get<AnswerOf<'audits'>>('/api/audits', headers);
  return new Map(audits.map((one) => [one.case, one.what]));
}

test('a case that one person decided is judged blind by another, and never by the same', async () => {
  const id = await approved('31');
  expect((await listed(FINN)).get(id)).toBe('second');
  expect((await listed(MARA)).has(id)).toBe(false);
  const given = { kind: 'late', play: 'give_back', inputs: { amount: '30.00 EUR' } };
  expect((await acme.post(`/api/audits/${id}`, given, MARA)).status).toBe(403);
  const answer = await (await acme.post(`/api/audits/${id}`, given, FINN)).json();
  expect(answer).toMatchObject({ agreed: false });
  expect((await acme.post(`/api/audits/${id}`, given, FINN)).status).toBe(409);
  expect((await listed(FINN)).has(id)).toBe(false);
  const { rows } = await acme.database.pool.query(
    'select agreed, seconded from decisions where case_id = $1',
    [id],
  );
  expect(rows).toEqual([{ agreed: true, seconded: false }]);
  const { mine } = await acme.get<AnswerOf<'attention'>>('/api/attention', FINN);
  expect(mine.agreement.rate).toMatchObject({ count: 0, of: 1 });
  expect(mine.agreement.cases[0]).toMatchObject({ case: id, first: 'Give it back' });
});

test('what ran by itself is judged blind, week by week, against the target', async () => {
  const ids = [await acme.arrive('5'), await acme.arrive('6'), await acme.arrive('7')];
  for (const [at, id] of ids.entries()) {
    expect((await listed(MARA)).get(id)).toBe('audit');
    const play = at === 0 ? null : 'give_back';
    expect((await acme.post(`/api/audits/${id}`, { kind: 'late', play }, MARA)).status).toBe(200);
  }
  const { workflows } = await acme.get<AnswerOf<'audit_weeks'>>('/api/audits/weeks');
  const [refunds] = workflows;
  expect(refunds?.total).toMatchObject({ ran: 3, drawn: 3, judged: 3, deviated: 1, overdue: 0, waiting: 0 });
  expect(refunds?.weeks).toHaveLength(1);
  expect(refunds?.target_is).toBe('unknown');
  expect(refunds?.says).toContain('1 of 3 drawn cases deviates');
  expect(refunds?.deviations.map((one) => one.case)).toEqual([ids[0]]);
});

test('who judges blind sees the case as it was before anything was planned, in the API too', async () => {
  const id = await acme.arrive('9');
  const blind = await acme.get<AnswerOf<'audit_case'>>(`/api/audits/${id}`, MARA);
  expect(blind).toMatchObject({ id, plan: null, review: null, kind: null, performed: [], outcome: null });
  expect(blind.facts.map(({ name }) => name)).toEqual(['order']);
  expect(blind.messages).toHaveLength(1);
});

test('a case that was not drawn is not judged: a sample that people choose proves nothing', async () => {
  const workflow = acme.world.workspace().workflows['refunds'];
  if (!workflow) throw new Error('acme has refunds');
  workflow.auditShare = 0;
  const id = await acme.arrive('8');
  const refused = await acme.post(`/api/audits/${id}`, { kind: 'late', play: null }, MARA);
  expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('was not drawn') });
  workflow.auditShare = 100;
});

test('people see their own pace and what they open, and only an owner sees everybody’s', async () => {
  for (let at = 0; at < 10; at++) await approved(String(40 + at));
  const { mine } = await acme.get<AnswerOf<'attention'>>('/api/attention', MARA);
  expect(mine.decisions).toBeGreaterThanOrEqual(10);
  expect(mine.pace).toMatchObject({ seconds: 4.2, tenth: 4.2, ninetieth: 4.2 });
  expect(mine.opened.find(({ part }) => part === 'facts')?.rate.count).toBe(mine.timed);
  expect(mine.quick).toMatchObject({ warns: false, run: 0 });
  expect(mine.weight).toMatchObject({ factor: 1, why: 'unmeasured' });
  const refused = await fetch(`${acme.url}/api/attention/reviewers`, { headers: FINN });
  expect(refused.status).toBe(403);
  const all = await acme.get<AnswerOf<'reviewers'>>('/api/attention/reviewers', MARA);
  expect(all.reviewers.map(({ name }) => name)).toContain('Mara Holm');
});

test('a run of approvals that nobody could have read warns, names its cases, and counts nothing', async () => {
  const quick: string[] = [];
  for (let at = 0; at < 5; at++) quick.push(await approved(String(60 + at), 350));
  const { mine } = await acme.get<AnswerOf<'attention'>>('/api/attention', MARA);
  expect(mine.quick).toMatchObject({ warns: true, run: 5, needed: 5 });
  expect(mine.quick.runs[0]).toMatchObject({ length: 5, cases: quick });
  expect(mine.weight).toMatchObject({ factor: 0, why: 'run' });
  const all = await acme.get<AnswerOf<'reviewers'>>('/api/attention/reviewers', MARA);
  expect(all.says).toContain('Mara Holm');
  await approved('70');
  const after = await acme.get<AnswerOf<'attention'>>('/api/attention', MARA);
  expect(after.mine.quick).toMatchObject({ warns: false, run: 0 });
  expect(after.mine.weight.factor).toBe(1);
});

test('the weeks are as one counts them by hand from the entries of the log', async () => {
  const { rows } = await acme.database.pool.query<{ stream: string }>(
    "select distinct stream from entries where stream like 'case/%'",
  );
  const known = await readCases(
    acme.world.log,
    rows.map(({ stream }) => stream.slice('case/'.length)),
  );
  const alone = known.filter(
    ({ entries }) =>
      entries.some(({ kind }) => kind === 'closed') &&
      entries.some(({ kind }) => kind === 'action.intended') &&
      !entries.some(({ kind }) => kind === 'review.decided'),
  );
  const audits = alone.flatMap(({ entries }) =>
    entries.flatMap((entry) => (entry.kind === 'audited' ? [entry.body.agreed] : [])),
  );
  const { workflows } = await acme.get<AnswerOf<'audit_weeks'>>('/api/audits/weeks');
  expect(workflows[0]?.total).toMatchObject({
    ran: alone.length,
    drawn: alone.length,
    judged: audits.length,
    deviated: audits.filter((agreed) => !agreed).length,
    waiting: alone.length - audits.length,
  });
});

test('the command line tells both, too', async () => {
  const open = { world: acme.world, pool: acme.database.pool };
  const mine = await command(open, ['attention', '--as', 'mara']);
  expect(mine.code).toBe(0);
  expect(mine.out).toContain('usually 4.2 s on the screen');
  const weeks = await command(open, ['audits', 'refunds']);
  expect(weeks.out).toContain('1 of 3 drawn cases deviates');
});
