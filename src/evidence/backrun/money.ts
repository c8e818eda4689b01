import { Z_95 } from '../rate.ts';
import type { Rehearsed } from './schema.ts';

/** Money of one currency: what the agent would have moved, and what people moved. Minor units. */
export interface MoneyCompared {
  currency: string;
  /** Cases in which either of them moved any. */
  cases: number;
  plannedMinor: number;
  decidedMinor: number;
  differenceMinor: number;
  /** The 95 % interval of the difference; null where fewer than two cases say nothing of how they vary. */
  low: number | null;
  high: number | null;
}

/**
 * Planned and decided money by currency. The interval takes the cases as a sample of more like them: n × (mean ±
 * 1.96 · s / √n) of the differences case by case.
 */
export function moneyByCurrency(rows: readonly Rehearsed[]): MoneyCompared[] {
  const pairs = new Map<string, [planned: number, decided: number][]>();
  for (const { planned, decided } of rows) {
    const currencies = new Set([planned?.money?.currency, decided.money?.currency]);
    for (const currency of currencies) {
      if (currency === undefined) continue;
      const of = (money: { minor: number; currency: string } | null | undefined) =>
        money?.currency === currency ? money.minor : 0;
      const pair: [number, number] = [of(planned?.money), of(decided.money)];
      const known = pairs.get(currency);
      if (known) known.push(pair);
      else pairs.set(currency, [pair]);
    }
  }
  return [...pairs].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(compare);
}

function compare([currency, pairs]: [string, [number, number][]]): MoneyCompared {
  const plannedMinor = pairs.reduce((sum, [planned]) => sum + planned, 0);
  const decidedMinor = pairs.reduce((sum, [, decided]) => sum + decided, 0);
  const differenceMinor = plannedMinor - decidedMinor;
  const half = pairs.length < 2 ? null : Z_95 * Math.sqrt(pairs.length) * spread(pairs);
  return {
    currency,
    cases: pairs.length,
    plannedMinor,
    decidedMinor,
    differenceMinor,
    low: half === null ? null : Math.round(differenceMinor - half),
    high: half === null ? null : Math.round(differenceMinor + half),
  };
}

/** The standard deviation of the differences, of a sample. */
function spread(pairs: readonly [number, number][]): number {
  const differences = pairs.map(([planned, decided]) => planned - decided);
  const mean = differences.reduce((sum, one) => sum + one, 0) / pairs.length;
  const squares = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return Math.sqrt(squares / (pairs.length - 1));
}
