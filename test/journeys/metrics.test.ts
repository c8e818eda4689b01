import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MetricAnswer } from '../../src/evidence/metrics/schema.ts';
import { record } from '../../src/flow/index.ts';
import { parseEntry } from '../../src/flow/case/entries.ts';
import { streamOf } from '../../src/flow/world.ts';
import {
  readMetricCases,
  readMetrics,
  readSeries,
  readSlices,
  refillMetrics,
  takeUp,
} from '../../src/proof/metrics/index.ts';
import { fromIda, openBusiness, type Business } from '../support/business.ts';
import { Simulator } from '../support/simulator.ts';
import {
  SLOW_AGES,
  SLOW_SHARES,
  SLOW_TIMES,
  SlowCase,
  slowMedian,
  slowMoney,
  type SlowRound,
} from '../support/slow_numbers.ts';
import { openTown, type Town } from '../support/town.ts';

const STEPS = Number(process.env['REMIT_SIM_STEPS'] ?? 36);
const SEED = Number(process.env['REMIT_SIM_SEED'] ?? 11);
const EVER = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };
const DAY_MS = 86_400_000;

let business: Business;
let town: Town;
let rounds: SlowRound[] = [];

const clock = () => ({ timeZone: town.workspace().timeZone, now: business.now() });
/** When all of it has had the time to come back. */
const later = () => new Date(business.now().getTime() + 10 * DAY_MS);
const level = async () => {
  while ((await takeUp(business.database.pool, clock())) === 'more');
};
const metrics = (filter = {}) =>
  readMetrics(business.database.pool, town.workspace(), { ...EVER, ...filter }, later());

/** Numbers are taken up in the midst of it, so that what comes late changes hours that were counted already. */
beforeAll(async () => {
  business = await openBusiness();
  town = await openTown(business);
  for (let at = 0; at < 12; at++) await recorded(at);
  const simulator = new Simulator(SEED, business, town);
  await simulator.plant();
  for (let step = 1; step <= STEPS; step++) {
    await simulator.step();
    if (step % 4 === 0) await level();
  }
  await simulator.drain();
  await level();
  rounds = await slowRounds();
});
afterAll(async () => {
  await town.close();
  await business.stop();
});

async function recorded(at: number): Promise<void> {
  const [world] = town.wired.map((one) => one.world);
  const day = new Date(business.now().getTime() - (60 - at) * DAY_MS);
  const fields = fromIda(`H-${at}`, { topic: 'other' });
  const event = { source: 'history', source_id: String(at), received_at: day, fields };
  const end = new Date(day.getTime() + (at + 1) * 3_600_000);
  const by = { id: 'mara' };
  const step = {
    by,
    at: end,
    kind: at % 3 === 0 ? 'late_delivery' : 'unclear',
    play: 'apologise',
    minutes: 6 + at,
  };
  await record(world!, 'late-delivery', {
    event,
    steps: [{ ...step, outcome: at % 5 === 0 ? ('escalated' as const) : ('solved' as const) }],
    outcome: at % 4 === 0 ? 'reworked' : 'solved',
  });
}

async function slowRounds(): Promise<SlowRound[]> {
  const { rows } = await business.database.pool.query<{ id: string }>(
    `select distinct substr(stream, 6) as id from entries where stream like 'case/%'`,
  );
  const streams = await business.wired.world.log.readMany(rows.map(({ id }) => streamOf(id)));
  return rows.flatMap(({ id }) => {
    const slow = new SlowCase(id);
    for (const entry of streams.get(streamOf(id)) ?? []) slow.hear(parseEntry(entry));
    return slow.end();
  });
}

function differences(made: MetricAnswer[], among: SlowRound[], ever = among): string[] {
  const faults: string[] = [];
  const hold = (what: string, told: unknown, counted: unknown) => {
    if (JSON.stringify(told) !== JSON.stringify(counted))
      faults.push(`${what}: ${JSON.stringify(told)} was told, ${JSON.stringify(counted)} counted`);
  };
  const groups = {
    agent: among,
    control: among.filter(({ group }) => group === 'control').map(asAgent),
    baseline: ever.filter(({ group }) => group === 'recorded' || group === 'shadow').map(asAgent),
  };
  for (const metric of made) {
    const share = SLOW_SHARES[metric.id];
    const time = SLOW_TIMES[metric.id];
    for (const who of ['agent', 'control', 'baseline'] as const) {
      const told = metric[who];
      if (!told) continue;
      if (share)
        hold(
          `${metric.id} of ${who}`,
          [told.count, told.of],
          share.map((counts) => groups[who].filter(counts).length),
        );
      if (time) {
        const own = groups[who].filter(({ group }) => group === 'agent');
        const values = own.flatMap((one) => time(one) ?? []);
        const ages = own.flatMap((one) => SLOW_AGES[metric.id]?.(one, later()) ?? []);
        hold(`${metric.id} of ${who}`, [told.count, told.open ?? 0], [values.length, ages.length]);
        const exact = slowMedian(values, ages);
        if ((told.value === null) !== (exact === null))
          faults.push(`${metric.id} of ${who}: ${told.value} was told, ${exact} counted`);
        const next = values.toSorted((one, other) => one - other).find((one) => one > (exact ?? 0)) ?? exact;
        const isNear = (value: number) => value >= (exact ?? 0) * 0.9 && value <= (next ?? 0) * 1.1;
        if (told.value !== null && exact !== null && exact >= 1 / 30 && !isNear(told.value))
          faults.push(`${metric.id} of ${who}: half within ${told.value} was told, ${exact} counted`);
      }
    }
    if (metric.id === 'exposure') {
      const sums = slowMoney(among.filter(({ group }) => group === 'agent'));
      hold(
        'exposure',
        metric.parts.map(({ name, estimate }) => `${name} ${estimate.value}`).toSorted(),
        Object.entries(sums)
          .map(([name, sum]) => `${name} ${sum}`)
          .toSorted(),
      );
      hold(
        'all exposure',
        metric.agent.value ?? 0,
        Object.values(sums).reduce((sum, each) => sum + each, 0),
      );
    }
  }
  return faults;
}

/** The same words, said of people's own rounds. */
function asAgent(round: SlowRound): SlowRound {
  return { ...round, group: 'agent' };
}

test('every number is what the raw entries come to, counted another way', async () => {
  const { metrics: made } = await metrics();
  expect(differences(made, rounds)).toEqual([]);
  expect(rounds.filter(({ group }) => group === 'agent').length).toBeGreaterThan(0);
  expect(made.find(({ id }) => id === 'rework_rate')?.baseline?.count).toBeGreaterThanOrEqual(3);
});

test('what was planned within a week is too young to say how much comes back', async () => {
  const { pool } = business.database;
  const made = await readMetrics(pool, town.workspace(), EVER, business.now());
  const rework = made.metrics.find(({ id }) => id === 'rework_rate')?.agent;
  const [back, of] = SLOW_SHARES['rework_rate'] ?? [];
  const week = business.now().getTime() - 8 * DAY_MS;
  const young = rounds.filter((one) => of?.(one) && one.plannedAt.getTime() > week);
  expect(rework).toMatchObject({ value: null, of: 0, young: young.length });
  expect(rework?.says).toContain(`${young.filter((one) => back?.(one)).length || 'none'} of them`);
  const { total } = await readMetricCases(
    pool,
    town.workspace(),
    'rework_rate',
    { ...EVER, who: 'agent', side: 'of', limit: 1 },
    business.now(),
  );
  expect(total).toBe(0);
});

test('a selection by kind, play, version, system or time is counted from just those decisions', async () => {
  const kinds = [...new Set(rounds.map(({ kind }) => kind))];
  for (const kind of kinds)
    expect(
      differences(
        (await metrics({ kind })).metrics,
        rounds.filter((one) => one.kind === kind),
      ),
    ).toEqual([]);
  const play = 'refund_shipping';
  const both = rounds.filter((one) => one.kind === 'late_delivery' && one.play === play);
  expect(differences((await metrics({ kind: 'late_delivery', play })).metrics, both)).toEqual([]);
  const shop = rounds.filter(({ systems }) => systems.has('shop'));
  expect(differences((await metrics({ system: 'shop' })).metrics, shop)).toEqual([]);
  const [agent = ''] = rounds.flatMap((one) => (one.hasPlan ? [one.agent] : []));
  expect(
    differences(
      (await metrics({ agent })).metrics,
      rounds.filter((one) => one.agent === agent),
    ),
  ).toEqual([]);
  const hours = rounds.map(({ plannedAt }) => Math.floor(plannedAt.getTime() / 3_600_000));
  hours.sort((one, other) => one - other);
  const from = new Date((hours[Math.floor(hours.length / 3)] ?? 0) * 3_600_000);
  const to = new Date((hours[Math.floor((2 * hours.length) / 3)] ?? 0) * 3_600_000);
  const within = rounds.filter(({ plannedAt }) => plannedAt >= from && plannedAt < to);
  const some = await metrics({ from: from.toISOString(), to: to.toISOString() });
  expect(differences(some.metrics, within, rounds)).toEqual([]);
});

test('behind each number stand exactly the decisions that make it', async () => {
  const { metrics: made } = await metrics();
  const { pool } = business.database;
  for (const { id, agent, listed, parts } of made.filter(({ listed: isListed }) => isListed)) {
    const list = (side: 'count' | 'of', part?: string) =>
      readMetricCases(pool, town.workspace(), id, { ...EVER, who: 'agent', side, part, limit: 200 }, later());
    const counted = await list('count');
    expect([id, listed, counted.total]).toEqual([id, true, agent.count]);
    expect([id, counted.cases.length]).toEqual([id, Math.min(200, agent.count)]);
    for (const { name, estimate } of parts) expect((await list('count', name)).total).toBe(estimate.count);
    const share = SLOW_SHARES[id];
    if (!share) continue;
    expect((await list('of')).total).toBe(agent.of);
    const names = counted.cases.map((one) => one.case).toSorted();
    expect(names).toEqual(
      rounds
        .filter(share[0])
        .map(({ caseId }) => caseId)
        .toSorted(),
    );
  }
});

test('a list is read page by page, and nothing is twice in it or missing', async () => {
  const page = (after?: string) =>
    readMetricCases(
      business.database.pool,
      town.workspace(),
      'rework_rate',
      { ...EVER, who: 'agent', side: 'of', after, limit: 3 },
      later(),
    );
  const names: string[] = [];
  let next: string | null | undefined = undefined;
  do {
    const { cases, ...more }: Awaited<ReturnType<typeof page>> = await page(next ?? undefined);
    names.push(...cases.map((one) => `${one.case}.${one.round}`));
    next = more.next;
  } while (next !== null);
  const [, of] = SLOW_SHARES['rework_rate'] ?? [];
  expect(names.length).toBe(rounds.filter((one) => of?.(one)).length);
  expect(new Set(names).size).toBe(names.length);
});

test('lines over time and slices add up to the whole', async () => {
  const { pool } = business.database;
  const { metrics: made } = await metrics();
  const whole = made.find(({ id }) => id === 'rework_rate')?.agent;
  const from = new Date(business.now().getTime() - 90 * DAY_MS).toISOString();
  for (const every of ['hour', 'day', 'week', 'month'] as const) {
    const since = every === 'hour' ? new Date(business.now().getTime() - 30 * DAY_MS).toISOString() : from;
    const { points } = await readSeries(
      pool,
      town.workspace(),
      'rework_rate',
      { from: since, every },
      later(),
    );
    expect(points.reduce((sum, { agent }) => sum + (agent?.count ?? 0), 0)).toBe(whole?.count);
    expect(points.reduce((sum, { agent }) => sum + (agent?.of ?? 0), 0)).toBe(whole?.of);
  }
  for (const by of ['workflow', 'kind', 'play', 'agent', 'version'] as const) {
    const { slices } = await readSlices(pool, town.workspace(), 'rework_rate', { ...EVER, by }, later());
    expect(slices.reduce((sum, { estimate }) => sum + estimate.of, 0)).toBe(whole?.of);
  }
});

test('what was counted bit by bit is what counting everything anew comes to', async () => {
  const { pool } = business.database;
  const dump = async () =>
    (
      await pool.query<{ cells: string }>(
        `select to_jsonb(cell)::text as cells from metric_cells cell
         union all select to_jsonb(money)::text from metric_money money order by 1`,
      )
    ).rows.map(({ cells }) => settled(cells));
  const before = await dump();
  await refillMetrics(pool, clock());
  expect(await dump()).toEqual(before);
  expect(before.length).toBeGreaterThan(0);
});

/** The order within a histogram, and the last digits of sums of fractions, are those of chance. */
function settled(cell: string): string {
  const sorted = cell.replaceAll(/\[([\d, ]+)\]/g, (_, list: string) =>
    list.split(', ').toSorted().join(' '),
  );
  return sorted.replaceAll(/(\d+\.\d{6})\d+/g, '$1');
}
