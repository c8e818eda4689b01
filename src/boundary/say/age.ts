import { literalText } from '../cel/literal.ts';
import type { Comparison, Node, PathNode } from '../cel/tree.ts';
import type { Limit } from '../schema.ts';
import { sayCount, sayDuration, sayLimit, sayLimitName, sayNumber, unitOf } from './amounts.ts';
import { durationMs } from './noun.ts';
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
 * "the order was delivered 9 days ago, within the limit “window” of 30 days". Undefined for anything else.
 */
export function sayAgeCompare(left: Node, op: Comparison, right: Node, teller: Teller): string | undefined {
  const age = ageOf(left, right);
  const than = THAN[op];
  if (!age || !than) return undefined;
  const past = happening(age.path, teller.vocabulary);
  const what = age.word === 'away' ? past.replace(/ was( |$)/, ' is$1') : past;
  const limit = limitOf(right, teller);
  const bound = limit ? boundOf(limit, age.unit) : age.bound;
  if (bound === undefined) return undefined;
  const value = known(left, teller);
  if (typeof value !== 'number') return `${what} ${than} ${bound} ${age.word}`;
  const shown = sayCount(Math.floor((value / age.unitIn) * 10) / 10, age.unit);
  const named = limit ? `the limit ${sayLimitName(limit.name)} of ${bound}` : bound;
  return `${what} ${shown} ${age.word}, ${limit ? BESIDE[op] : than} ${named}`;
}

interface Age {
  path: PathNode;
  unit: string;
  word: string;
  /** How much of the node's value makes one unit. */
  unitIn: number;
  bound?: string;
}

/** `days_since(path)` and the like, or `now - path` beside a fixed duration. */
function ageOf(left: Node, right: Node): Age | undefined {
  if (left.is === 'call') {
    const [path] = left.args;
    const age = AGES[left.name];
    if (!age || path?.is !== 'path') return undefined;
    return {
      ...age,
      path,
      unitIn: 1,
      ...(right.is === 'value' && { bound: sayCount(Number(right.value), age.unit) }),
    };
  }
  const fixed =
    right.is === 'call' && right.name === 'duration' ? durationMs(literalText(right, 0)) : undefined;
  if (fixed === undefined || left.is !== 'arithmetic' || left.op !== '-' || left.right.is !== 'path')
    return undefined;
  if (left.left.is !== 'path' || left.left.root !== 'now') return undefined;
  const [unitIn, unit] = unitOf(fixed);
  return { path: left.right, unit, word: 'ago', unitIn, bound: sayDuration(fixed) };
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
