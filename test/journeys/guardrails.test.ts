import { afterEach, expect, test } from 'vitest';
import type { AnswerOf } from '../../src/doors/http/contract.ts';
import type { Usual } from '../../src/evidence/schema.ts';
import type { World } from '../../src/flow/index.ts';
import { advance, load } from '../../src/flow/index.ts';
import type { Agent, Proposal } from '../../src/flow/plan/schema.ts';
import { spentToday } from '../../src/runtime/spent.ts';
import type { AgentLimits, Check } from '../../src/workspace/rollout.ts';
import type { Workflow } from '../../src/workspace/schema.ts';
import { acme as makeAcme } from '../support/acme.ts';
import { MARA, problemIn, serveAcme } from '../support/acme_server.ts';

const acme = serveAcme();
const undone: (() => void)[] = [];

afterEach(() => {
  for (const undo of undone.splice(0).toReversed()) undo();
});

/** Changes something of the world for one test. */
function change<T extends object, K extends keyof T>(thing: T, name: K, value: T[K]): void {
  const before = thing[name];
  thing[name] = value;
  undone.push(() => void (thing[name] = before));
}

function refunds(): Workflow {
  const workflow = acme.world.workspace().workflows['refunds'];
  if (!workflow) throw new Error('acme has no refunds');
  return workflow;
}

const world = (): World => acme.world;
const read = (id: string) => acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
const euros = (amount: number) => ({ minor: amount * 100, currency: 'EUR' });
const limits = (more: Partial<AgentLimits>) => change(refunds(), 'limits', { ...refunds().limits, ...more });

function check(more: Partial<Check>): void {
  const made: Check = { id: 'sane', must: 'true', says: 'It is not so.', effect: 'human', line: 1, ...more };
  change(refunds(), 'checks', [made]);
}

function ask(...agents: { name: string; says: Partial<Proposal> | 'never'; opaque?: boolean }[]): string[] {
  const asked: string[] = [];
  const yes = { ok: true, kind: 'late', play: 'give_back', inputs: {}, reason: 'Late.', confidence: 0.9 };
  const made = agents.map(({ name, says, opaque = false }): Agent => {
    return {
      name,
      version: '1',
      opaque,
      plan() {
        asked.push(name);
        return says === 'never'
          ? new Promise(() => undefined)
          : Promise.resolve({ ...yes, ...says } as Proposal);
      },
    };
  });
  change(world(), 'agents', () => made);
  const granted = Object.fromEntries(agents.map(({ name }) => [name, 'The test says so.']));
  const inForce = world().workspace().workflows['refunds'] ?? refunds();
  change(inForce, 'standing', { ...inForce.standing, granted });
  return asked;
}

test('a data check that is not met holds the plan with its own sentence', async () => {
  check({
    on: 'shop.refund',
    must: 'args.amount < order.total',
    says: 'Never all of it.',
    effect: 'approve',
  });
  const shown = await read(await acme.arrive('3'));
  expect(shown.review).toMatchObject({ effect: 'approve', says: 'Never all of it.' });
  expect(shown.plan?.actions[0]?.ruling?.reasons).toContainEqual(
    expect.objectContaining({ source: 'check', rule: 'sane', effect: 'approve', met: true }),
  );
});

test('a data check over what is not known counts as not met, and says what was missing', async () => {
  check({ must: 'event.wanted > money("0.00 EUR")', says: 'Somebody says how much.' });
  const shown = await read(await acme.arrive('3'));
  expect(shown.review).toMatchObject({ effect: 'human' });
  const reason = shown.plan?.reasons.find(({ rule }) => rule === 'sane');
  expect(reason).toMatchObject({ met: 'unknown', missing: ['event.wanted'] });
  expect(reason?.says).toContain('Somebody says how much. (Not known: event.wanted');
});

test('a data check is asked again before the act, on facts read anew', async () => {
  check({ on: 'shop.refund', must: 'order.late', says: 'It is not late any more.', effect: 'deny' });
  const id = await acme.arrive('30');
  const { review, plan } = await read(id);
  const yes = { plan: plan?.digest, decision: 'approve' };
  const paid = acme.shop.refunds.size;
  expect((await acme.post(`/api/reviews/${review?.id}/decide`, yes, MARA)).status).toBe(200);
  check({
    on: 'shop.refund',
    must: 'order.total < money("1.00 EUR")',
    says: 'It grew dear.',
    effect: 'deny',
  });
  await advance(world(), id);
  expect(acme.shop.refunds.size).toBe(paid);
  expect((await read(id)).review?.says).toBe('It grew dear.');
});

test('what stands out from the workflow’s own history is held, with a sentence, and not where it is switched off', async () => {
  const usual: Usual = {
    writes: {
      'shop.refund': {
        count: 400,
        days: 30,
        amount: { currency: 'EUR', count: 400, median: Math.log(200), spread: 0.1, high: 300, max: 320 },
        perHour: { hours: 0, median: 0, spread: 0, max: 0 },
        lastHour: 0,
        hours: Array.from({ length: 24 }, () => 20),
        recipients: null,
      },
    },
  };
  change(world(), 'usual', () => usual);
  expect((await read(await acme.arrive('2'))).status).toBe('closed');
  const held = await read(await acme.arrive('9'));
  expect(held.review?.effect).toBe('approve');
  expect(held.review?.says).toContain('€9.00 is far above what is usual here');
  change(world(), 'usual', () => null);
  const yes = { plan: held.plan?.digest, decision: 'approve' };
  expect((await acme.post(`/api/reviews/${held.review?.id}/decide`, yes, MARA)).status).toBe(200);
  await advance(world(), held.id);
  const done = await load(world(), held.id);
  expect(done.status).toBe('closed');
  expect(done.ruling?.actions[0]?.reasons.map(({ source }) => source)).toContain('anomaly');
  change(world(), 'usual', () => usual);
  change(refunds(), 'anomalies', 'off');
  expect((await read(await acme.arrive('9'))).status).toBe('closed');
});

test('an agent that never answers abstains, and the next one is asked', async () => {
  limits({ timeMs: 50 });
  const asked = ask({ name: 'slow', says: 'never' }, { name: 'quick', says: {} });
  const shown = await read(await acme.arrive('4'));
  expect(asked).toEqual(['slow', 'quick']);
  expect(shown).toMatchObject({ status: 'closed', plan: { agent: { name: 'quick' } } });
});

test('a plan that cost more than a case may is shown, and held for a person', async () => {
  limits({ turns: 5 });
  ask({ name: 'model', says: { spent: { turns: 9 } } });
  const shown = await read(await acme.arrive('4'));
  expect(shown.plan).toMatchObject({ play: 'give_back' });
  expect(shown.review).toMatchObject({
    effect: 'approve',
    says: 'Its agents took 9 turns on this case; the limit is 5.',
  });
});

test('when the day’s cost is used up no agent is asked, and people take the cases', async () => {
  limits({ costPerDay: euros(1) });
  change(world(), 'spentToday', (name) =>
    spentToday(acme.database.pool, name, world().workspace().timeZone, world().now()),
  );
  const asked = ask({ name: 'model', says: { spent: { cost_minor: 60 } } });
  await acme.arrive('4');
  await acme.arrive('5');
  const shown = await read(await acme.arrive('6'));
  expect(asked).toEqual(['model', 'model']);
  expect(shown.plan).toMatchObject({ play: null, agent: { name: 'nobody' } });
  expect(shown.review?.says).toContain(
    'have cost €1.20 today, which is the limit (€1.00), so people take its cases',
  );
});

test('an amount that a model chose is tainted, and the boundary sees it', async () => {
  const boundary = `boundary: refunds
rules:
  - {id: theirs, on: shop.refund, effect: deny, when: untrusted(args.amount), because: nobody outside says how much}
  - {id: ours, on: shop.refund, effect: allow}
otherwise: approve
approve:
  - {role: manager, not: [planner]}
`;
  const guarded = makeAcme(acme.shop.address, { 'workflows/refunds/boundary.yaml': boundary });
  change(world(), 'workspace', () => guarded);
  ask({ name: 'model', opaque: true, says: { inputs: { amount: euros(3) } } });
  const odd = await load(world(), await acme.arrive('5'));
  expect(odd.plan?.actions[0]?.tainted).toEqual(['amount']);
  expect(odd).toMatchObject({ status: 'held', ruling: { effect: 'deny' } });
  expect(odd.rounds).toMatchObject([{ conflict: true }]);
  ask({ name: 'model', opaque: true, says: { inputs: { amount: euros(5) } } });
  const same = await load(world(), await acme.arrive('5'));
  expect(same.plan?.actions[0]?.tainted).toEqual([]);
  expect(same.status).toBe('closed');
});

test('changing one value of a model’s plan does not make the others known', async () => {
  change(refunds().plays['give_back'] as object as { inputs: unknown }, 'inputs', {
    amount: { type: 'money', label: 'Amount' },
    note: { type: 'string', optional: true },
  });
  ask({ name: 'model', opaque: true, says: { inputs: { amount: euros(30), note: 'Sorry' } } });
  const id = await acme.arrive('40');
  const preview = async (inputs: object) => {
    const answer = await acme.post(`/api/cases/${id}/preview`, { play: 'give_back', inputs }, MARA);
    return ((await answer.json()) as AnswerOf<'preview'>).plan.actions[0]?.tainted;
  };
  expect(await preview({ amount: euros(30), note: 'Very sorry' })).toEqual(['amount']);
  expect(await preview({ amount: euros(31), note: 'Sorry' })).toEqual([]);
});

test('a chargeback finds its case by what the shop called the refund, and asks a person', async () => {
  const id = await acme.arrive('7');
  const { result } = (await load(world(), id)).actions[0] ?? {};
  const ref = (result as { id: string }).id;
  const told = { what: 'chargeback', ref, source: 'bank', source_id: 'cb-1', says: 'The bank took it back.' };
  expect(await (await acme.post('/api/late', told)).json()).toEqual({ status: 'reopened', case: id });
  await advance(world(), id);
  const shown = await read(id);
  expect(shown).toMatchObject({ status: 'held', reworked: true, kind: 'late' });
  expect(shown.review).toMatchObject({ effect: 'human', says: 'A chargeback came for Refund (€7.00).' });
  expect(shown.messages.at(-1)).toMatchObject({ from: 'bank', text: 'The bank took it back.' });
  const { rows } = await acme.database.pool.query(
    'select how, reworked from decisions where case_id = $1 order by id',
    [id],
  );
  expect(rows).toMatchObject([{ how: 'alone', reworked: true }, { reworked: false }]);
  expect(await (await acme.post('/api/late', told)).json()).toEqual({ status: 'duplicate', case: id });
});

test('a late outcome of an open case joins it, and one that names nothing is refused', async () => {
  const id = await acme.arrive('50');
  const told = { what: 'returned', case: id, source: 'carrier', source_id: 'rt-1' };
  expect(await (await acme.post('/api/late', told)).json()).toEqual({ status: 'joined', case: id });
  await advance(world(), id);
  expect((await read(id)).review?.says).toBe('What was done here was returned.');
  const nothing = await problemIn(await acme.post('/api/late', { what: 'chargeback', source_id: '2' }));
  expect(nothing).toMatchObject({ status: 400, path: 'case' });
  const unknown = await problemIn(
    await acme.post('/api/late', { what: 'x', ref: 'no such', source_id: '3' }),
  );
  expect(unknown).toMatchObject({ status: 404, path: 'ref' });
});

test('what ran by itself is drawn and audited blind, once, and counts as disagreement', async () => {
  change(refunds(), 'auditShare', 100);
  const id = await acme.arrive('6');
  const held = await acme.arrive('60');
  const drawn = (await acme.get<AnswerOf<'audits'>>('/api/audits')).audits.map((one) => one.case);
  expect(drawn).toContain(id);
  expect(drawn).not.toContain(held);
  const answer = { kind: 'late', play: 'give_back', inputs: { amount: '2.00 EUR' }, note: 'Too much.' };
  const audited = await acme.post(`/api/audits/${id}`, answer, MARA);
  expect(await audited.json()).toEqual({
    agreed: false,
    says: 'Remit did otherwise (amount): Give it back.',
  });
  expect((await read(id)).status).toBe('closed');
  const { rows } = await acme.database.pool.query(
    'select agreed, changed from decisions where case_id = $1',
    [id],
  );
  expect(rows).toEqual([{ agreed: false, changed: '["inputs.amount"]' }]);
  expect((await acme.get<AnswerOf<'audits'>>('/api/audits')).audits.map((one) => one.case)).not.toContain(id);
  expect((await acme.post(`/api/audits/${id}`, answer, MARA)).status).toBe(409);
  expect((await acme.post(`/api/audits/${held}`, answer, MARA)).status).toBe(409);
  change(refunds(), 'auditShare', 0);
  expect((await acme.get<AnswerOf<'audits'>>('/api/audits')).audits).toEqual([]);
});

test('work that a person did is recorded in six fields, once, and learned from', async () => {
  const form = {
    trigger: 'Ida called about order 77\nShe waited two weeks.',
    kind: 'late',
    context: 'Looked at the order and the parcel.',
    play: 'give_back',
    inputs: { amount: '4.00 EUR' },
    boundary: 'Below the limit of ten.',
    outcome: 'solved',
    rule_update: 'Let it run alone below five.',
    minutes: 6,
    source_id: 'form-1',
  };
  const recorded = await acme.post('/api/workflows/refunds/record', form, MARA);
  expect(recorded.status, await recorded.clone().text()).toBe(200);
  const { case: id } = (await recorded.json()) as { case: string };
  const again = await acme.post('/api/workflows/refunds/record', form, MARA);
  expect(await again.json()).toEqual({ status: 'duplicate', case: id });
  const { rows } = await acme.get<AnswerOf<'log'>>('/api/log?q=Ida%20called');
  expect(rows).toMatchObject([
    {
      case: id,
      trigger: 'Ida called about order 77 (Later than promised)',
      context: 'Looked at the order and the parcel.',
      action: 'Give it back',
      boundary: 'Below the limit of ten.',
      outcome: 'Solved in 6 minutes',
      rule_update: 'Let it run alone below five.',
    },
  ]);
  const decisions = await acme.database.pool.query(
    'select cohort, decided from decisions where case_id = $1',
    [id],
  );
  expect(decisions.rows).toEqual([{ cohort: 'recorded', decided: 'give_back' }]);
  const labels = await acme.database.pool.query('select text, labels from labels where case_id = $1', [id]);
  expect(labels.rows).toMatchObject([{ text: form.trigger }]);
  const story = await acme.get<AnswerOf<'story'>>(`/api/cases/${id}/story`);
  expect(story.entries[0]?.says).toBe('Mara Holm recorded work that was done.');
});
