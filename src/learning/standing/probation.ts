/**
 * What is known of the cases that ran, or would have run, since the opening: a live claim with a bound of its own,
 * which the record from before the opening cannot flatter. `seen` counts cases by weight and whether they deviated.
 */
export type Probation = { since: string; of: number; deviations: number; seen: Map<string, number> };

/** `0.8 %, at most 1.7 %`, as shares. */
export type Live = { since: string; of: number; deviations: number; rate: number | null; atMost: number };

const RISKS_OF_BETS = [0.05, 0.2, 0.4, 0.6, 0.8];
/** Weights are kept in hundredths: rounded down where people agreed and up where not, so that rounding never flatters. */
const WEIGHT_STEPS = 100;
const HALVINGS = 30;

export function newProbation(since: string): Probation {
  return { since, of: 0, deviations: 0, seen: new Map() };
}

/** Counts an observed case. */
export function addToProbation(
  probation: Probation,
  { deviated, weight }: { deviated: boolean; weight: number },
): void {
  const steps = deviated ? Math.ceil(weight * WEIGHT_STEPS) : Math.floor(weight * WEIGHT_STEPS);
  const key = `${deviated ? 'deviated' : 'agreed'} ${steps}`;
  probation.seen.set(key, (probation.seen.get(key) ?? 0) + 1);
  probation.of++;
  if (deviated) probation.deviations++;
}

/** The rate since the opening, each case by its weight, with an upper bound that holds at every look at once with chance 1 − error. */
export function liveClaim({ since, of, deviations, seen }: Probation, error: number): Live {
  let [all, deviated] = [0, 0];
  for (const [key, count] of seen) {
    const weight = weightIn(key) * count;
    all += weight;
    if (key.startsWith('deviated')) deviated += weight;
  }
  const rate = all === 0 ? null : deviated / all;
  return { since, of, deviations, rate, atMost: upperBound(seen, error, rate) };
}

/**
 * The least rate that is ruled out: as in `src/evidence/anytime.ts`, with weights. A factor 1 + bw(α − L) rises with
 * α where the person agreed and is the same for every α where not, so that the bound is found by halving.
 */
function upperBound(seen: Map<string, number>, error: number, rate: number | null): number {
  if (rate === null || rate >= 1) return 1;
  let [low, high] = [rate, 1];
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (low + high) / 2;
    if (logEvidenceAgainst(seen, middle) >= -Math.log(error)) high = middle;
    else low = middle;
  }
  return high;
}

function logEvidenceAgainst(seen: Map<string, number>, alpha: number): number {
  const logs = RISKS_OF_BETS.map((risk) => {
    const bet = (1 - risk) / (1 - alpha);
    let sum = 0;
    for (const [key, count] of seen) {
      const loss = key.startsWith('deviated') ? 1 : 0;
      sum += count * Math.log1p(bet * weightIn(key) * (alpha - loss));
    }
    return sum;
  });
  const highest = Math.max(...logs);
  return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0) / logs.length);
}

function weightIn(key: string): number {
  return Number(key.slice(key.indexOf(' ') + 1)) / WEIGHT_STEPS;
}
