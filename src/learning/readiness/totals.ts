import { rate } from '../../evidence/rate.ts';
import type { Money } from '../../workspace/money.ts';
import type { KindReadiness, PastCase } from './schema.ts';

/** The most frequent play, among the cases of which it is known. */
export function mostly(cases: readonly PastCase[]): KindReadiness['mostly'] {
  const plays = cases.flatMap(({ play }) => (play === null ? [] : [play]));
  const counts = new Map<string, number>();
  for (const play of plays) counts.set(play, (counts.get(play) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  const share = first && rate(first[1], plays.length);
  return first && share ? { play: first[0], rate: share } : null;
}

/** Money in the currency that occurs most often: amounts of two currencies are not compared. */
export function moneyOf(cases: readonly PastCase[]): KindReadiness['money'] {
  const moved = cases.flatMap(({ money }) => (money && money.minor !== 0 ? [money] : []));
  const byCurrency = new Map<string, Money[]>();
  for (const money of moved) {
    const same = byCurrency.get(money.currency) ?? [];
    same.push(money);
    byCurrency.set(money.currency, same);
  }
  const [largest] = [...byCurrency.values()].sort((a, b) => b.length - a.length);
  const known = cases.filter(({ money }) => money !== undefined).length;
  const share = rate(moved.length, known);
  if (!largest || !share) return null;
  const sorted = largest.toSorted((a, b) => a.minor - b.minor);
  return { rate: share, median: sorted[Math.floor(sorted.length / 2)]!, most: sorted.at(-1)! };
}
