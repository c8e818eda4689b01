/** Logarithms of factorials, made once as far as they are needed. */
const logs: number[] = [0];

function logFactorial(of: number): number {
  for (let next = logs.length; next <= of; next++) logs.push(logs[next - 1]! + Math.log(next));
  return logs[of]!;
}

function logChoose(of: number, taken: number): number {
  return logFactorial(of) - logFactorial(taken) - logFactorial(of - taken);
}

/** Of `all` cases `hits` were decided in a way; a condition fits `fitted` of all, and `both` of those. */
export interface Table {
  all: number;
  hits: number;
  fitted: number;
  both: number;
}

/**
 * The chance to find `both` or more hits among the fitted cases if the condition had nothing to do with what people
 * decided: Fisher's exact test, one-sided (Fisher 1935). It is exact for every number of cases and, given how often
 * people decided so at all, needs no estimate of a base rate.
 */
export function chanceOf({ all, hits, fitted, both }: Table): number {
  const most = Math.min(hits, fitted);
  const total = logChoose(all, fitted);
  let chance = 0;
  for (let seen = both; seen <= most; seen++) {
    const term = Math.exp(logChoose(hits, seen) + logChoose(all - hits, fitted - seen) - total);
    chance += term;
    // The terms fall quickly: what is left would change no digit.
    if (term < chance * 1e-12) break;
  }
  return Math.min(1, chance);
}

/** The chance of `better` or more of `better + worse` at one half each: the exact sign test. */
export function signChance(better: number, worse: number): number {
  const all = better + worse;
  let chance = 0;
  for (let seen = better; seen <= all; seen++) chance += Math.exp(logChoose(all, seen) - all * Math.LN2);
  return Math.min(1, chance);
}
