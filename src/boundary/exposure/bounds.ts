import type { Comparison, Node } from '../cel/tree.ts';
import { added, linear, type Linear, type Scope, type Term, type Words } from './linear.ts';

/** The most that something can be, and the rules that see to it. Money in minor units. */
export interface Bound {
  most: number;
  by: string[];
}

/** `each` is the action's amount; a budget counts with this action in it; `before …` is a sum without it. */
export type Quantity =
  'each' | `${Scope} ${'count' | 'sum'} ${'hour' | 'day'}` | `before ${Scope} sum ${'hour' | 'day'}`;

/** What must hold where an action runs alone. What is absent is not bounded; null: it never runs. */
export type Bounds = Partial<Record<Quantity, Bound>> | null;

/** Non-integers are worked out in floating point: the bound may be this much too high, never too low. */
const ROUNDING = 1e-6;

/** Both hold: of each quantity the lower bound. */
export function both(one: Bounds, other: Bounds): Bounds {
  if (one === null || other === null) return null;
  const joined = { ...one };
  for (const [name, bound] of boundsIn(other)) {
    const known = joined[name];
    joined[name] = known ? lower(known, bound) : bound;
  }
  return joined;
}

/** One of them holds, nobody knows which: of each quantity the higher bound, and none where one has none. */
export function either(one: Bounds, other: Bounds): Bounds {
  if (one === null) return other;
  if (other === null) return one;
  const joined: Bounds = {};
  for (const [name, bound] of boundsIn(one)) {
    const second = other[name];
    if (second) joined[name] = higher(bound, second);
  }
  return joined;
}

function lower(one: Bound, other: Bound): Bound {
  if (one.most !== other.most) return one.most < other.most ? one : other;
  return { most: one.most, by: names(one, other) };
}

function higher(one: Bound, other: Bound): Bound {
  return { most: Math.max(one.most, other.most), by: names(one, other) };
}

function names(one: Bound, other: Bound): string[] {
  return [...new Set([...one.by, ...other.by])].sort();
}

export function boundsIn(bounds: NonNullable<Bounds>): [Quantity, Bound][] {
  return Object.entries(bounds) as [Quantity, Bound][];
}

/**
 * What a condition that is certainly `truth` says of the quantities. Three-valued logic makes this sound: where
 * `A || B` is false both are, where `A && B` is false one of them is, and nothing that was unknown counts as either.
 */
export function implied(node: Node, truth: boolean, words: Words, rule: string): Bounds {
  const of = (part: Node, value: boolean) => implied(part, value, words, rule);
  switch (node.is) {
    case 'value':
      return node.value === truth ? {} : null;
    case 'not':
      return of(node.of, !truth);
    case 'and':
    case 'or':
      return (node.is === 'and') === truth
        ? both(of(node.left, truth), of(node.right, truth))
        : either(of(node.left, truth), of(node.right, truth));
    case 'if':
      return either(
        both(of(node.test, true), of(node.yes, truth)),
        both(of(node.test, false), of(node.no, truth)),
      );
    case 'compare': {
      const difference = added(linear(node.left, words), linear(node.right, words), -1);
      return difference ? compared(difference, truth ? node.op : OPPOSITE[node.op], rule) : {};
    }
    case 'path':
    case 'call':
    case 'list':
    case 'in':
    case 'each':
    case 'has':
    case 'minus':
    case 'arithmetic':
      return {};
  }
}

const OPPOSITE: Record<Comparison, Comparison> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** What `difference op 0` says. */
function compared(difference: Linear, op: Comparison, rule: string): Bounds {
  if (difference.terms.size === 0) return holdsAtAll(difference, op) ? {} : null;
  const nothing: Linear = { terms: new Map(), low: 0, high: 0 };
  switch (op) {
    case '<=':
    case '<':
      return atMost(difference, op === '<', rule);
    case '>=':
    case '>':
      return atMost(added(nothing, difference, -1) ?? difference, op === '>', rule);
    case '==':
      return both(
        atMost(difference, false, rule),
        atMost(added(nothing, difference, -1) ?? difference, false, rule),
      );
    case '!=':
      return {};
  }
}

function holdsAtAll({ low, high }: Linear, op: Comparison): boolean {
  switch (op) {
    case '<':
      return low < 0;
    case '<=':
      return low <= 0;
    case '>':
      return high > 0;
    case '>=':
      return high >= 0;
    case '==':
      return low <= 0 && high >= 0;
    case '!=':
      return low !== 0 || high !== 0;
  }
}

/** `terms + constant <= 0` (or `< 0`) over whole numbers that are never negative. */
function atMost({ terms, low }: Linear, strictly: boolean, rule: string): Bounds {
  const room = -low;
  const most = !Number.isInteger(room) ? Math.floor(room + ROUNDING) : strictly ? room - 1 : room;
  const factors = [...terms];
  const [first, second] = factors;
  if (!first || factors.length > 2 || factors.some(([, factor]) => factor !== 1)) return {};
  const bound = (value: number): Bound => ({ most: Math.max(0, value), by: [rule] });
  if (!second) return oneTerm(first[0], most, bound);
  const sum = [first[0], second[0]].find((term) => term !== 'amount');
  const withAmount = first[0] === 'amount' || second[0] === 'amount';
  if (!withAmount || !sum || !isSum(sum)) return {};
  // What was used before is never negative, so that neither part is more than both.
  return { each: bound(most), [sum]: bound(most) };
}

function oneTerm(term: Term, most: number, bound: (value: number) => Bound): Bounds {
  if (term === 'amount') return { each: bound(most) };
  if (isSum(term)) return most < 0 ? null : { [`before ${term}`]: bound(most) };
  return most < 0 ? null : { [term]: bound(most + 1) };
}

function isSum(term: Term): term is `${Scope} sum ${'hour' | 'day'}` {
  return term.includes(' sum ');
}
