import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { advance, handle, record, type World } from '../../flow/index.ts';
import type { Agent, PlanInput, Proposal } from '../../flow/plan/schema.ts';
import { sha256 } from '../../log/canonical.ts';
import { fromIda, openBusiness, type Business } from '../../../test/support/business.ts';
import { settled } from '../../../test/support/settled.ts';
import {
  cancelBackrun,
  planBackrun,
  resumeBackrun,
  showBackrun,
  showCases,
  startBackrun,
  storedRun,
  type BackrunForm,
} from './index.ts';

const CASES = 260;
const LATE_EVERY = 10;
let business: Business;

beforeAll(async () => {
  business = await openBusiness();
  for (let at = 0; at < CASES; at++) await decided(at);
  await settled(business.database.pool);
});
afterAll(() => business.stop());
beforeEach(async () => {
  await business.database.pool.query('truncate backruns, backrun_cases, backrun_answers');
});

const euro = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'EUR' });

/** Invoices are sent, complaints are answered, late parcels get their shipping back; some are decided otherwise. */
async function decided(at: number): Promise<void> {
  const isLate = at % LATE_EVERY === 9;
  const isInvoice = at % 2 === 0;
  const isOdd = at % LATE_EVERY === 4;
  const message = isLate ? 'Where is it?' : isInvoice ? `The invoice ${at} please` : `Parcel ${at} is wet`;
  const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 10), 9, at % 10));
  const fields = fromIda(`WG-${at}`, { topic: 'other', message, subject_line: '' });
  const play = isLate ? 'refund_shipping' : isInvoice && !isOdd ? 'send_invoice' : 'answer';
  const kind = isLate ? 'late_delivery' : isInvoice ? 'invoice' : 'unclear';
  const amount = at % 20 === 9 ? euro(4.9) : euro(9.9);
  await record(business.wired.world, 'late-delivery', {
    event: { source: 'file', source_id: `${at}`, received_at: day, fields },
    facts: {
      order: { id: `WG-${at}`, paid_with: 'Visa', total: euro(40), dispute: false, replacements: 0 },
      customer: { email: 'ida@example.org', standing: 'regular' },
      refunds: { count: 0 },
      options: { shipping: euro(4.9), tenth: euro(4) },
    },
    steps: [{ by: { id: 'pia' }, at: day, kind, play, minutes: 3, ...(isLate && { inputs: { amount } }) }],
    outcome: 'solved',
  });
}

const TABLE = `
- {id: late, when: event.message.contains("Where"), kind: late_delivery, play: refund_shipping, because: it is late}
- {id: invoice, when: event.message.contains("invoice"), kind: invoice, play: send_invoice, because: they ask for it}
- {id: rest, kind: unclear, play: answer, because: somebody writes back}
`;
const MEMORY: BackrunForm = { agent: 'memory', boundary: 'current' };
const MINE: BackrunForm = { agent: 'mine', rules: { text: TABLE, file: 'mine.yaml' }, boundary: 'current' };

const workflow = () => business.workspace.workflows['late-delivery']!;
const pool = () => business.database.pool;
const world = () => business.wired.world;
const given = { spendMinor: 0, by: 'mara' };

async function shownOf(id: string, over: World = world()) {
  return showBackrun(over, pool(), await storedRun(pool(), id));
}

async function runWhole(form: BackrunForm, over: World = world(), spendMinor = 0) {
  const started = await startBackrun(over, pool(), workflow(), form, { ...given, spendMinor });
  await started.ended;
  return shownOf(started.id, over);
}

describe('a decision table of another file', () => {
  test('is run over what people decided, with the facts as they were, and what differs is listed', async () => {
    const shown = await runWhole(MINE);
    expect(shown.state).toBe('done');
    const odd = CASES / LATE_EVERY;
    expect(shown.results?.agreement.rate).toMatchObject({ count: CASES - odd - odd / 2, of: CASES });
    const stored = await storedRun(pool(), shown.id);
    const differs = await showCases(world(), pool(), stored, { what: 'differs', limit: 50 });
    expect(differs.total).toBe(odd + odd / 2);
    const another = differs.cases.find(({ planned }) => planned?.play === 'send_invoice');
    expect(another).toMatchObject({
      decided: { play: 'answer' },
      because: 'they ask for it',
      changed: ['play'],
    });
    const amount = differs.cases.find(({ planned }) => planned?.play === 'refund_shipping');
    expect(amount?.says).toBe(
      'The same play, Give the shipping back, with another Amount (€4.90, not €9.90).',
    );
  });

  test('is held against people by kind, play and argument, and in money with an interval', async () => {
    const { results } = await runWhole(MINE);
    const refund = results?.by_play.find(({ name }) => name === 'refund_shipping');
    expect(refund?.arguments).toMatchObject([
      { name: 'amount', label: 'Amount', agreed: { count: 13, of: 26 } },
    ]);
    expect(results?.by_kind.find(({ name }) => name === 'invoice')?.agreed).toMatchObject({ of: CASES / 2 });
    const [money] = results!.money;
    expect(money).toMatchObject({ cases: 26, planned_minor: 26 * 490, decided_minor: 13 * 490 + 13 * 990 });
    expect(money!.low_minor!).toBeLessThan(money!.difference_minor);
    expect(money!.high_minor!).toBeGreaterThan(money!.difference_minor);
  });

  test('that names a play that there is not is refused with file and line', async () => {
    const text = '- {kind: late_delivery, play: refund_shiping, because: it is late}';
    const form = { ...MINE, rules: { text, file: 'mine.yaml' } };
    await expect(planBackrun(world(), pool(), workflow(), form)).rejects.toMatchObject({
      message: 'mine.yaml:1: play "refund_shiping" is not a play of this workflow.',
      suggestion: 'did you mean "refund_shipping"?',
    });
  });
});

test('a changed boundary is ruled on from its text: what it denies is a conflict, and its rule is named', async () => {
  const text = business.workspace.workflows['late-delivery']!.boundary.text.replace(
    'rules:',
    'rules:\n  - {id: never, on: shop.refund, effect: deny, because: nothing is given back this month}',
  );
  const boundary = { boundary: 'text', boundary_text: { text, file: 'strict.yaml' } };
  const { results, boundary_says: says } = await runWhole({ ...MINE, ...boundary });
  expect(says).toBe('strict.yaml');
  expect(results?.conflicts).toMatchObject({
    rate: { count: 26, of: CASES },
    rules: [{ rule: 'never', cases: 26 }],
  });
});

describe('the memory', () => {
  test('is asked before it learns what people decided: it knows nothing of the first case', async () => {
    const shown = await runWhole(MEMORY);
    const stored = await storedRun(pool(), shown.id);
    const { cases } = await showCases(world(), pool(), stored, { what: 'all', limit: 300 });
    expect(cases.at(-1)).toMatchObject({ planned: null, because: 'The memory has learned no decision yet.' });
    expect(cases[0]?.planned).not.toBeNull();
  });

  test('that is interrupted gives the same results, bit for bit, as one that is not', async () => {
    const whole = await runWhole(MEMORY);
    await pool().query('truncate backruns, backrun_cases');
    let parts = 0;
    for (;;) {
      const stop = new AbortController();
      const onProgress = () => stop.abort();
      const how = { ...given, signal: stop.signal, onProgress };
      const started = await startBackrun(world(), pool(), workflow(), MEMORY, how);
      parts += 1;
      if ((await started.ended) === 'done') break;
      expect((await shownOf(started.id)).state).toBe('interrupted');
    }
    expect(parts).toBeGreaterThan(1);
    const pieced = await shownOf(whole.id);
    expect(pieced.results).toEqual(whole.results);
    expect(pieced.results?.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('a run whose process died goes on in another once its lease is over, and not before', async () => {
  const stop = new AbortController();
  const how = { ...given, signal: stop.signal, onProgress: () => stop.abort() };
  const { id, ended } = await startBackrun(world(), pool(), workflow(), MINE, how);
  await ended;
  const lease = `update backruns set lease_by = 'dead', lease_until = clock_timestamp() + $1::interval`;
  await pool().query(lease, ['1 minute']);
  await expect(resumeBackrun(world(), pool(), id)).rejects.toMatchObject({ code: 'conflict' });
  await pool().query(lease, ['-1 second']);
  const again = await resumeBackrun(world(), pool(), id);
  expect(await again.ended).toBe('done');
  expect((await shownOf(id)).done).toBe(CASES);
});

test('a cancelled run keeps what it looked at, and the same question goes on from there', async () => {
  const stop = new AbortController();
  const how = { ...given, signal: stop.signal, onProgress: () => stop.abort() };
  const { id, ended } = await startBackrun(world(), pool(), workflow(), MINE, how);
  await ended;
  await cancelBackrun(world(), pool(), id);
  expect((await shownOf(id)).state).toBe('cancelled');
  const again = await startBackrun(world(), pool(), workflow(), MINE, given);
  expect(again).toMatchObject({ id, says: 'It goes on behind case 100 of 260.' });
  expect(await again.ended).toBe('done');
});

test('nothing is written to any case, and nothing is performed', async () => {
  const entries = async () =>
    (await pool().query('select count(*)::int as n, max(position) as last from entries')).rows[0];
  const before = [await entries(), await business.writes()];
  await runWhole(MINE);
  await runWhole(MEMORY);
  expect([await entries(), await business.writes()]).toEqual(before);
});

describe('an agent whose answers cost money', () => {
  const EACH_MINOR = 10;
  const PAID: BackrunForm = { agent: 'rules', boundary: 'current', kind: 'late_delivery' };
  let calls: string[];
  beforeEach(() => void (calls = []));

  /** A world whose agent `rules` costs ten cents an answer, and counts how often it is asked. */
  function paying(fails?: (asked: number) => boolean): World {
    const model: Agent = {
      name: 'rules',
      version: workflow().agents.find(({ name }) => name === 'rules')!.version,
      opaque: true,
      prompt: ({ text, event }: PlanInput) => sha256(JSON.stringify([text, event])),
      estimate: () => ({ cost_minor: EACH_MINOR }),
      async plan({ caseId }): Promise<Proposal> {
        calls.push(caseId);
        if (fails?.(calls.length)) throw new Error('the model is away');
        const spent = { cost_minor: EACH_MINOR };
        return {
          ok: true,
          kind: 'late_delivery',
          play: 'refund_shipping',
          inputs: {},
          reason: 'r',
          confidence: 1,
          spent,
        };
      },
    };
    return {
      ...world(),
      agents: () => [model],
      rehearse: () => ({ agents: [model], learn: () => undefined }),
    };
  }

  test('is not asked before the cost was shown and a limit was given', async () => {
    const plan = await planBackrun(paying(), pool(), workflow(), PAID);
    expect(plan).toMatchObject({ toAsk: 26, reused: 0, costMinor: 260 });
    await expect(runWhole(PAID, paying())).rejects.toMatchObject({
      code: 'refused',
      message: 'The agent has to be asked 26 times, for about €2.60.',
    });
    expect(calls).toEqual([]);
  });

  test('is asked each question once: what was answered is used again while nothing that shapes it has changed', async () => {
    const first = await runWhole(PAID, paying(), 260);
    expect(calls).toHaveLength(26);
    expect(first.cost).toMatchObject({ spent: euro(2.6), asked: 26, reused: 0 });
    const text = `${workflow().boundary.text}\n`.replace('15.00 EUR', '5.00 EUR');
    const other = { ...PAID, boundary: 'text', boundary_text: { text, file: 'other.yaml' } };
    const second = await runWhole(other, paying());
    expect(calls).toHaveLength(26);
    expect(second.cost).toMatchObject({ spent: euro(0), asked: 0, reused: 26 });
    expect(second.results?.agreement).toEqual(first.results?.agreement);
  });

  test('is not asked where the log has its answer to the very same question', async () => {
    const live = paying();
    const id = await business.message(fromIda('WG-LIVE', { topic: 'other', message: 'Where is it?' }));
    const { status, review } = await advance(live, id);
    expect([status, calls.length]).toEqual(['held', 1]);
    const person = business.person(review?.role ?? 'support');
    const chosen = { kind: 'late_delivery', play: 'answer', inputs: { text: 'Soon.' } };
    await handle(live, person, id, { ...chosen, outcome: 'solved' });
    const since = new Date(Date.now() - 3_600_000).toISOString();
    // What was decided this moment is read once no older transaction of the whole server is under way, and other tests
    // have theirs on it.
    const plan = await vi.waitFor(() => planBackrun(live, pool(), workflow(), { ...PAID, since }), {
      timeout: 20_000,
    });
    expect(plan).toMatchObject({ reused: 1, toAsk: 0, costMinor: 0 });
    const shown = await runWhole({ ...PAID, since }, live);
    expect(calls).toHaveLength(1);
    expect(shown).toMatchObject({ total: 1, cost: { reused: 1, asked: 0 } });
  });

  test('is paid once for an answer although it fails behind it, and never more than was allowed', async () => {
    const failing = paying((asked) => asked === 8);
    const started = await startBackrun(failing, pool(), workflow(), PAID, { ...given, spendMinor: 260 });
    await expect(started.ended).rejects.toThrow('the model is away');
    expect((await shownOf(started.id)).state).toBe('failed');
    await pool().query('update backruns set cap_minor = 200');
    const resumed = await resumeBackrun(paying(), pool(), started.id);
    expect(await resumed.ended).toBe('capped');
    const shown = await shownOf(started.id);
    expect(shown).toMatchObject({ state: 'capped', cost: { spent: euro(2), cap: euro(2), asked: 20 } });
    const raised = await resumeBackrun(paying(), pool(), started.id, { spendMinor: 260 });
    expect(await raised.ended).toBe('done');
    // 26 answers and the one that failed.
    expect(calls).toHaveLength(27);
    expect(new Set(calls).size).toBe(26);
  });
});
