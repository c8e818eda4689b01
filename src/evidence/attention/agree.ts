import { Z_95 } from '../rate.ts';

/** Fewer pairs say nothing of agreement beyond chance. */
const PAIRS_MIN = 10;

/** What two people decided about the same case, each without the other's answer. */
export interface Pair {
  first: string;
  second: string;
}

/**
 * Agreement of two people beyond what chance gives, by Gwet's AC1 (2008, British Journal of Mathematical and Statistical
 * Psychology 61): (pₐ − pₑ) / (1 − pₑ) with pₑ = Σ πₖ(1 − πₖ) / (K − 1), πₖ the mean share of category k. Cohen's kappa
 * falls to nought where nearly everything is decided alike although people agree (Feinstein & Cicchetti 1990), which
 * is the usual case here; AC1 does not. The interval is by the variance of Gwet's estimator over cases. Null below ten
 * pairs.
 */
export function beyondChance(pairs: readonly Pair[]): { value: number; low: number; high: number } | null {
  const of = pairs.length;
  if (of < PAIRS_MIN) return null;
  const shares = new Map<string, number>();
  for (const { first, second } of pairs)
    for (const one of [first, second]) shares.set(one, (shares.get(one) ?? 0) + 1 / (2 * of));
  const kinds = shares.size;
  if (kinds < 2) return { value: 1, low: lowestOf(of), high: 1 };
  const byChance = [...shares.values()].reduce((sum, share) => sum + share * (1 - share), 0) / (kinds - 1);
  const agreed = pairs.filter(({ first, second }) => first === second).length / of;
  const value = (agreed - byChance) / (1 - byChance);
  // Each case's own value, corrected for its part in what chance gives (Gwet 2014, formula 5.3.4).
  const each = pairs.map(({ first, second }) => {
    const own = ((first === second ? 1 : 0) - byChance) / (1 - byChance);
    const chance =
      [first, second].reduce((sum, one) => sum + (1 - (shares.get(one) ?? 0)), 0) / 2 / (kinds - 1);
    return own - (2 * (1 - value) * (chance - byChance)) / (1 - byChance);
  });
  const spread = each.reduce((sum, one) => sum + (one - value) ** 2, 0) / (of * (of - 1));
  const half = Z_95 * Math.sqrt(spread);
  // Where all agree the spread is nought and would claim to know everything; the rule of three does not.
  const low = agreed === 1 ? Math.min(value, lowestOf(of)) : value - half;
  return { value, low: Math.max(-1, low), high: Math.min(1, value + half) };
}

/** All of `of` agreed: the true share may still be as low as this (95 %, the rule of three). */
function lowestOf(of: number): number {
  return 1 - 3 / of;
}
