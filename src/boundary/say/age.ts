import type { Comparison, Node } from '../cel/tree.ts';
import type { Limit } from '../schema.ts';
import { sayCount, sayLimit, sayNumber } from './amounts.ts';
import { known, limitOf, type Teller } from './teller.ts';
import { happening } from './words.ts';

const AGES: Record<string, { unit: string; word: string }> = {
  days_since: { unit: 'day', word: 'ago' },
  hours_since: { unit: 'hour', word: 'ago' },
  minutes_since: { unit: 'minute', word: 'ago' },
  days_until: { unit: 'day', word: 'away' },
  hours_until: { unit: 'hour', word: 'away' },
};
const THAN: Partial<Record<Comparison, string>> = {
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
};
const BESIDE: Partial<Record<Comparison, string>> = { ...THAN, '<=': 'within' };

/**
 * `days_since(order.delivered_at) <= limits.window` → "the order was delivered at most 30 days ago"; in a ruling
 * "the order was delivered 9 days ago, within the limit window of 30 days". Undefined for anything else.
 */
export function sayAgeCompare(left: Node, op: Comparison, right: Node, teller: Teller): string | undefined {
  const age = left.is === 'call' ? AGES[left.name] : undefined;
  const path = left.is === 'call' ? left.args[0] : undefined;
  const than = THAN[op];
  if (!age || path?.is !== 'path' || !than) return undefined;
  const what =
    age.word === 'away'
      ? happening(path, teller.vocabulary).replace(/ was( |$)/, ' is$1')
      : happening(path, teller.vocabulary);
  const limit = limitOf(right, teller);
  const bound = limit
    ? boundOf(limit, age.unit)
    : right.is === 'value'
      ? sayCount(Number(right.value), age.unit)
      : undefined;
  if (bound === undefined) return undefined;
  const value = known(left, teller);
  if (typeof value !== 'number') return `${what} ${than} ${bound} ${age.word}`;
  const shown = sayCount(Math.floor(value * 10) / 10, age.unit);
  const named = limit ? `the limit ${limit.name} of ${bound}` : bound;
  return `${what} ${shown} ${age.word}, ${limit ? BESIDE[op] : than} ${named}`;
}

function boundOf(limit: Limit, unit: string): string {
  if (limit.unit === 'money') return sayLimit(limit);
  const own = limit.unit === 'count' || limit.unit === 'number' || limit.unit === 'percent';
  return own
    ? sayCount(limit.value, unit)
    : limit.unit === `${unit}s`
      ? sayLimit(limit)
      : sayNumber(limit.value);
}
