import type { Figure } from './schema.ts';

/** A quantity that is not known for sure: its value, and its 95 % interval where it was measured. */
export interface Quantity {
  value: number;
  low: number | null;
  high: number | null;
}

/** A sum of quantities, each times a factor that is held as said, and of a constant. Quantities by their names. */
export interface Linear {
  constant: number;
  terms: Readonly<Record<string, { factor: number; of: Quantity }>>;
}

/** A sum without a constant: `each(['minutes', 200, quantity])`. Factors of nought leave nothing behind. */
export function linear(
  constant: number,
  terms: readonly (readonly [string, number, Quantity])[] = [],
): Linear {
  return {
    constant,
    terms: Object.fromEntries(
      terms.filter(([, factor]) => factor !== 0).map(([name, factor, of]) => [name, { factor, of }]),
    ),
  };
}

/** `one + times × other`: what is in both is counted together, so that it can cancel before intervals are made. */
export function plus(one: Linear, other: Linear, times = 1): Linear {
  const terms = { ...one.terms };
  for (const [name, { factor, of }] of Object.entries(other.terms))
    terms[name] = { factor: (terms[name]?.factor ?? 0) + times * factor, of };
  return { constant: one.constant + times * other.constant, terms };
}

/**
 * The value of a sum with its 95 % interval by the method of variance estimates recovery (Zou & Donner 2008, Statistics
 * in Medicine 27): the distances of each measured quantity to the ends of its own interval are put together as the
 * root of their squares. It keeps intervals that are not symmetric, and is exact for normal ones. The quantities are
 * taken to be measured apart from each other. Where one of them is a guess the sum has no interval.
 */
export function figureOf({ constant, terms }: Linear): Figure {
  const all = Object.values(terms).filter(({ factor }) => factor !== 0);
  const value = all.reduce((sum, { factor, of }) => sum + factor * of.value, constant);
  let [below, above] = [0, 0];
  for (const { factor, of } of all) {
    if (of.low === null || of.high === null) return { value, low: null, high: null };
    const [down, up] =
      factor > 0 ? [of.value - of.low, of.high - of.value] : [of.high - of.value, of.value - of.low];
    below = Math.hypot(below, Math.abs(factor) * down);
    above = Math.hypot(above, Math.abs(factor) * up);
  }
  return { value, low: value - below, high: value + above };
}

/** Names of the quantities that have a part in a sum. */
export function namesIn({ terms }: Linear): string[] {
  return Object.keys(terms).filter((name) => terms[name]?.factor !== 0);
}
