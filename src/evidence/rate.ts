import type { Rate } from '../authority/schema.ts';

/** The two-sided normal quantile of 95 %. */
export const Z_95 = 1.959963984540054;

/**
 * A rate with its 95 % interval by Wilson (1927): the share of `count` in `of`, never a bare percentage. The interval
 * stays within [0, 1] and is honest for few cases (Brown, Cai & DasGupta 2001). Null where there is nothing to count.
 */
export function rate(count: number, of: number): Rate | null {
  if (of <= 0) return null;
  const { low, high } = wilson(count, of);
  return { count, of, low, high };
}

/** Wilson's score interval of a share. */
export function wilson(count: number, of: number, z = Z_95): { low: number; high: number } {
  const share = count / of;
  const middle = share + (z * z) / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return { low: count === 0 ? 0 : (middle - half) / scale, high: count === of ? 1 : (middle + half) / scale };
}

/** The chance of an upper bound to lie below the true rate. */
const ERROR = 0.05;
/** Halvings of [0, 1]: past the precision of a double. */
const HALVINGS = 60;

/**
 * The exact one-sided 95 % upper bound of a rate by Clopper & Pearson (1934): the largest rate at which so few as
 * `count` in `of` would still be seen with a chance of 5 %. With none seen it is about 3/n. 1 where nothing was seen.
 */
export function upperBound(count: number, of: number, error = ERROR): number {
  if (of <= 0 || count >= of) return 1;
  let low = count / of;
  let high = 1;
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (low + high) / 2;
    if (atMost(count, of, middle) > error) low = middle;
    else high = middle;
  }
  return high;
}

/** P(X ≤ count) for X ~ Binomial(of, share), summed in logs so that nothing underflows. */
export function atMost(count: number, of: number, share: number): number {
  let log = of * Math.log1p(-share);
  let sum = Math.exp(log);
  const odds = Math.log(share) - Math.log1p(-share);
  for (let seen = 1; seen <= count; seen++) {
    log += Math.log((of - seen + 1) / seen) + odds;
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}
