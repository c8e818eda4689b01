/** Bets of different boldness: each that the true rate is this part of the bound. */
const BOLDNESS = [0.05, 0.2, 0.4, 0.6, 0.8] as const;
/** The chance to be wrong, ever. */
const ERROR = 0.05;
/** Halvings of [0, 1]: a bound is told to a ten-thousandth of a percent. */
const HALVINGS = 24;

/**
 * An upper bound of a rate that holds at every look at once: whoever looks after each decision, for ever, is wrong
 * with a chance of 5 % in all. It is a confidence sequence by betting (Waudby-Smith & Ramdas 2024, JRSS-B 86, with
 * Ville's inequality): a rate α is ruled out once
 *
 *     E(α) = meanᵢ  rᵢ^count · ((1 − rᵢα) / (1 − α))^(of − count)  ≥  1 / 0.05
 *
 * which is a mixture of likelihood ratios of rᵢα to α, and a non-negative martingale at rate α. E rises with α, so the
 * bound is found by halving. 1 where nothing was seen. With none seen, 5 % takes 81 decisions and 2 % takes 206;
 * the exact bound for a single look (Clopper & Pearson) would take 59 and 149.
 */
export function upperBoundEver(count: number, of: number): number {
  if (of <= 0 || count >= of) return 1;
  let low = count / of;
  let high = 1;
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (low + high) / 2;
    if (isRuledOut(middle, count, of)) high = middle;
    else low = middle;
  }
  return high;
}

/** Whether so few as `count` in `of` rule out that the rate is `rate` or more. In logs, so that nothing overflows. */
export function isRuledOut(rate: number, count: number, of: number): boolean {
  const logs = BOLDNESS.map(
    (part) => count * Math.log(part) + (of - count) * (Math.log1p(-part * rate) - Math.log1p(-rate)),
  );
  const largest = Math.max(...logs);
  const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
  return largest + Math.log(sum / BOLDNESS.length) >= Math.log(1 / ERROR);
}
