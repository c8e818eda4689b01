import type { DecidedCase } from '../../src/learning/score.ts';
import { type Coverage, inClosedLoop, liveInShadow, throughStanding } from './lanes.ts';
import { percent, shuffled } from './measure.ts';

const SEEDS = (process.env['BENCH_SEEDS'] ?? '1,2,3').split(',').map(Number);
const RISKS = [0.02, 0.05];
const AUDIT_SHARES = [0.05, 0.1];

export type Stream = {
  name: string;
  head: string;
  /** The cases of one shuffle, and the first of them that counts as the test part. */
  cases: (seed: number) => { list: DecidedCase[]; testFrom?: number };
};

/** What the evidence alone would let run of a stream, in shadow, in several orders: means, and from the least to the most. */
export function showStream({ name, head, cases }: Stream): void {
  console.log(`\n${name}, ${SEEDS.length} orders: ran, all / last quarter; deviation; first at case`);
  const orders = SEEDS.map((seed) => {
    const { list, testFrom } = cases(seed);
    return { lived: liveInShadow(list, head), testFrom };
  });
  for (const risk of RISKS) {
    const runs = orders.map(({ lived, testFrom }) => throughStanding(lived, risk, testFrom));
    console.log(`at ${percent(risk)} %  ${told(runs)}`);
    if (runs[0]!.tested > 0) console.log(`          ${toldTest(runs)}`);
  }
}

/** The loop as it is lived, with audits and nothing else seen of what runs. */
export function showClosedLoop({ name, head, cases }: Stream): void {
  const risk = RISKS[0]!;
  console.log(`\n${name}, closed loop at ${percent(risk)} %, ${SEEDS.length} orders`);
  for (const auditShare of AUDIT_SHARES) {
    const runs = SEEDS.map((seed) => inClosedLoop(cases(seed).list, head, { risk, auditShare, seed }));
    console.log(`audits of ${percent(auditShare)} %  ${told(runs)}`);
  }
}

/** The same stream in a fixed order, once. */
export function showOrder(name: string, list: DecidedCase[], head: string): void {
  console.log(`\n${name}: ran, all / last quarter; deviation; first at case`);
  const lived = liveInShadow(list, head);
  for (const risk of RISKS) console.log(`at ${percent(risk)} %  ${told([throughStanding(lived, risk)])}`);
}

export function mixed(list: DecidedCase[]): Stream['cases'] {
  return (seed) => ({ list: shuffled(list, seed) });
}

/** One part first, as an imported history; the other, mixed as well, is the test part. */
export function warm(history: DecidedCase[], test: DecidedCase[]): Stream['cases'] {
  return (seed) => ({
    list: [...shuffled(history, seed), ...shuffled(test, seed)],
    testFrom: history.length,
  });
}

function told(runs: readonly Coverage[]): string {
  const all = spread(runs.map(({ ran, cases }) => ran / cases));
  const late = spread(runs.map(({ ranLate, cases }) => (4 * ranLate) / cases));
  const deviated = spread(runs.map(({ ran, deviated }) => deviated / Math.max(1, ran)));
  const first = runs.map(({ firstAt }) => firstAt ?? 'never').join(', ');
  return `${all} / ${late}; ${deviated}; ${first}`;
}

function toldTest(runs: readonly Coverage[]): string {
  const reach = spread(runs.map(({ testRan, tested }) => testRan / tested));
  const deviated = spread(runs.map(({ testRan, testDeviated }) => testDeviated / Math.max(1, testRan)));
  return `test part: ${reach}; ${deviated}`;
}

/** `64.1 % (63.0–65.2)`: the mean of several runs, and from the least to the most. */
function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const range = values.length > 1 ? ` (${percent(Math.min(...values))}–${percent(Math.max(...values))})` : '';
  return `${percent(mean)} %${range}`;
}
