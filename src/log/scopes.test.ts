import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { openDatabase } from '../runtime/database.ts';
import { usedBudget } from '../runtime/budgets.ts';
import { noted, NOW, refund } from './example.ts';
import { openLog } from './open.ts';
import type { ActionRow, Append, BudgetScopes, Log, UsedBudgets } from './schema.ts';

const RACERS = 8;
const EACH = 12;
const COUNT_MAX = 37;
const SUM_MAX = 37 * 500;

let database: FreshDatabase;
let log: Log;
beforeEach(async () => {
  database = await freshDatabase();
  log = openLog({ pool: database.pool, now: () => NOW });
});
afterEach(() => database.drop());

const WRITE: BudgetScopes = {
  workflow: 'refunds',
  write: 'shop.refund',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
};
const SCOPES = {
  write: WRITE,
  agent: { ...WRITE, agent: 'rules' },
  customer: { ...WRITE, customer: 'c1' },
  workflow: { ...WRITE, whole: true as const },
};
type Kind = keyof typeof SCOPES;

const usedIn = (kind: Kind, used: UsedBudgets) => (kind === 'write' ? used : used[kind]);

/** Intends one refund, if the budget of this kind has room for one more by count, or for five euros more by sum. */
function intending(stream: string, kind: Kind, by: 'count' | 'sum', row: Partial<ActionRow> = {}): Append {
  return {
    stream,
    expected: 0,
    entries: [{ ...noted('intended'), kind: 'action.intended' }],
    rows: { actions: [refund(stream, { agent: 'rules', customer: 'c1', ...row })] },
    gate: {
      budget: SCOPES[kind],
      recheck({ used }) {
        const seen = usedIn(kind, used);
        if (!seen) return 'not counted';
        const isOver =
          by === 'count' ? seen.count_last_hour + 1 > COUNT_MAX : seen.sum_today.minor + 500 > SUM_MAX;
        return isOver ? 'over' : null;
      },
    },
  };
}

test.for(
  (['write', 'agent', 'customer', 'workflow'] as const).flatMap((kind) =>
    (['count', 'sum'] as const).map((by) => ({ kind, by })),
  ),
)(
  'eight workers race at the $by of the budget of a $kind and never overspend by one',
  async ({ kind, by }) => {
    const pools = Array.from({ length: RACERS }, () => openDatabase(database.url, { max: 3 }));
    const logs = pools.map((pool) => openLog({ pool, now: () => NOW }));
    // A wider budget is reached by different writes, and that of a customer from different workflows.
    const row = (at: number): Partial<ActionRow> => ({
      ...(kind === 'write' ? {} : { write: at % 2 ? 'shop.refund' : 'shop.voucher' }),
      ...(kind === 'customer' ? { workflow: at % 3 ? 'refunds' : 'returns' } : {}),
    });
    const answers = await Promise.all(
      Array.from({ length: EACH }, (_, round) =>
        logs.map((racer, at) => racer.append(intending(`case:${round}.${at}`, kind, by, row(round + at)))),
      ).flat(),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(COUNT_MAX);
    expect(answers.filter((answer) => !answer.ok && answer.why !== 'refused')).toEqual([]);
    const { rows } = await database.pool.query<{ count: number; sum: number }>(
      'select count(*)::int as count, sum(money_minor)::int as sum from actions',
    );
    expect(rows).toEqual([{ count: COUNT_MAX, sum: SUM_MAX }]);
    await Promise.all(pools.map((pool) => pool.end()));
  },
);

test('each budget counts what is its own, and taking something back spends none of the wider ones', async () => {
  const rows = [
    refund('mine', { agent: 'rules', customer: 'c1' }),
    refund('another write', { agent: 'rules', customer: 'c1', write: 'shop.voucher' }),
    refund('another agent', { agent: 'memory', customer: 'c1' }),
    refund('another customer', { agent: 'rules', customer: 'c2' }),
    refund('another workflow', { agent: 'rules', customer: 'c1', workflow: 'returns' }),
    refund('taken back', { agent: 'rules', customer: 'c1', undoes: 'mine' }),
    refund('failed', { agent: 'rules', customer: 'c1', status: 'failed' }),
    refund('two hours ago', {
      agent: 'rules',
      customer: 'c1',
      intended_at: '2026-11-20T08:00:00Z',
      money_currency: 'GBP',
    }),
  ];
  await log.append({ stream: 'case:before', expected: 0, entries: [noted('x')], rows: { actions: rows } });
  const used = await usedBudget(
    database.pool,
    { ...WRITE, agent: 'rules', customer: 'c1', whole: true },
    NOW,
  );
  const counts = ({ count_last_hour, count_today, sum_today }: NonNullable<UsedBudgets['agent']>) => [
    count_last_hour,
    count_today,
    sum_today.minor,
  ];
  expect(counts(used)).toEqual([4, 5, 2000]);
  expect(counts(used.agent!)).toEqual([3, 4, 1500]);
  expect(counts(used.customer!)).toEqual([4, 5, 2000]);
  expect(counts(used.workflow!)).toEqual([4, 5, 2000]);
  expect(await usedBudget(database.pool, WRITE, NOW)).not.toHaveProperty('customer');
});

test('an intent is refused when the roll-out was narrowed since it was ruled, whatever its process knew', async () => {
  const seen: unknown[] = [];
  const intent = (stream: string, version: number): Append => ({
    stream,
    expected: 0,
    entries: [{ ...noted('intended'), kind: 'action.intended' }],
    gate: {
      rollout: { workflow: 'refunds', version },
      recheck({ rollout }) {
        seen.push(rollout && { stage: rollout.stage, version: rollout.version });
        return rollout === undefined || rollout?.stage === 'act' ? null : 'narrowed';
      },
    },
  });
  const row = { workflow: 'refunds', share: 100, kinds: null, since: NOW.toISOString() };
  const change = (expected: number, stage: string) =>
    log.append({
      stream: 'workflow/refunds',
      expected,
      entries: [{ ...noted(stage), kind: 'stage.changed' }],
      rows: { rollouts: [{ ...row, stage, version: expected + 1 }] },
    });
  expect(await log.append(intent('case:file', 0))).toMatchObject({ ok: true });
  await change(0, 'act');
  expect(await log.append(intent('case:act', 1))).toMatchObject({ ok: true });
  expect(seen).toEqual([undefined, undefined]);
  await change(1, 'draft');
  // Ruled under the earlier one, and in one batch with one that knows better.
  const answers = await Promise.all([log.append(intent('case:late', 1)), log.append(intent('case:new', 2))]);
  expect(answers).toMatchObject([{ reason: 'narrowed' }, { reason: 'narrowed' }]);
  expect(seen.slice(-2)).toEqual([
    { stage: 'draft', version: 2 },
    { stage: 'draft', version: 2 },
  ]);
});

test('a drill is no switch to an intent', async () => {
  const row = { name: 'drill:all', thrown_at: NOW.toISOString(), drill: true };
  await log.append({ stream: 'desk', expected: 0, entries: [noted('drill')], rows: { switches: [row] } });
  const intents = (['write', 'agent'] as const).map((kind) => intending(`case:${kind}`, kind, 'count'));
  for (const intent of intents) {
    const { gate } = intent;
    if (!gate) throw new Error('an intent has a gate');
    intent.gate = {
      ...gate,
      recheck: (seen) => (seen.switches.length > 0 ? 'stopped' : gate.recheck(seen)),
    };
    expect(await log.append(intent)).toMatchObject({ ok: true });
  }
});
