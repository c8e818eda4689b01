import { compile } from '../cel/compile.ts';
import { Run } from '../cel/run.ts';
import { walk, type Node, type PathNode } from '../cel/tree.ts';

/** What a condition can bound: the money argument of the action, and what budgets have used before it. */
export type Term = 'amount' | `${Scope} ${'count' | 'sum'} ${'hour' | 'day'}`;
export const SCOPES = ['write', 'agent', 'workflow'] as const;
export type Scope = (typeof SCOPES)[number];

/** A sum of terms and a constant. The constant lies between `low` and `high`; money is in minor units. */
export interface Linear {
  terms: Map<Term, number>;
  low: number;
  high: number;
}

/** Which argument moves money, and in which currency bounds are counted. */
export interface Words {
  money: string | undefined;
  currency: string;
}

/** Calls whose value is fixed when their arguments are. */
const FIXED_CALLS = new Set(['money', 'percent_of', 'int', 'double']);

/**
 * A number or an amount as a sum of terms; undefined where it depends on anything else (a fact, the clock), which
 * bounds nothing. Amounts in another currency bound nothing either.
 */
export function linear(node: Node, words: Words): Linear | undefined {
  if (isFixed(node)) return constantOf(node, words);
  switch (node.is) {
    case 'path': {
      const term = termOf(node, words);
      return term && { terms: new Map([[term, 1]]), low: 0, high: 0 };
    }
    case 'minus':
      return scaled(linear(node.of, words), -1);
    case 'arithmetic': {
      if (node.op !== '+' && node.op !== '-') return undefined;
      return added(linear(node.left, words), linear(node.right, words), node.op === '+' ? 1 : -1);
    }
    case 'if':
      return either(linear(node.yes, words), linear(node.no, words));
    case 'value':
    case 'call':
    case 'list':
    case 'compare':
    case 'in':
    case 'and':
    case 'or':
    case 'not':
    case 'each':
    case 'has':
      return undefined;
  }
}

/** `one + sign × other` */
export function added(one: Linear | undefined, other: Linear | undefined, sign: 1 | -1): Linear | undefined {
  const second = scaled(other, sign);
  if (!one || !second) return undefined;
  const terms = new Map(one.terms);
  for (const [term, factor] of second.terms) {
    const sum = (terms.get(term) ?? 0) + factor;
    if (sum === 0) terms.delete(term);
    else terms.set(term, sum);
  }
  return { terms, low: one.low + second.low, high: one.high + second.high };
}

function scaled(of: Linear | undefined, sign: 1 | -1): Linear | undefined {
  if (!of || sign === 1) return of;
  const terms = new Map([...of.terms].map(([term, factor]) => [term, -factor] as const));
  return { terms, low: -of.high, high: -of.low };
}

/** Either of two values, nobody knows which: the same terms, and a constant from the lower to the higher. */
function either(one: Linear | undefined, other: Linear | undefined): Linear | undefined {
  if (!one || !other || one.terms.size !== other.terms.size) return undefined;
  for (const [term, factor] of one.terms) if (other.terms.get(term) !== factor) return undefined;
  return { ...one, low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) };
}

function isFixed(node: Node): boolean {
  let fixed = true;
  walk(node, (part) => {
    if (part.is === 'path') fixed &&= part.fixed !== undefined;
    else if (part.is === 'call') fixed &&= FIXED_CALLS.has(part.name);
    else if (part.is === 'each' || part.is === 'has') fixed = false;
  });
  return fixed;
}

/** The value of limits and literals, worked out as a ruling does. */
function constantOf(node: Node, { currency }: Words): Linear | undefined {
  const value = compile(node)(
    new Run({
      root: () => ({ missing: 'is not fixed' }),
      untrusted: () => false,
      nowMs: NaN,
      timeZone: 'UTC',
    }),
  );
  const number = typeof value === 'object' && 'minor' in value ? amountIn(value, currency) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  return { terms: new Map(), low: number, high: number };
}

function amountIn(value: object, currency: string): number | undefined {
  const money = value as { minor: number; currency: string };
  return money.currency === currency ? money.minor : undefined;
}

const BUDGET = /^(count|sum)_(last_hour|today)$/;

function termOf({ root, steps, local }: PathNode, { money }: Words): Term | undefined {
  if (local) return undefined;
  if (root === 'args') return steps.length === 1 && steps[0] === money ? 'amount' : undefined;
  if (root !== 'budget' || steps.length > 2) return undefined;
  const scope =
    steps.length === 1 ? 'write' : SCOPES.find((known) => known === steps[0] && known !== 'write');
  const [, what, span] = BUDGET.exec(String(steps.at(-1))) ?? [];
  if (!scope || !what) return undefined;
  return `${scope} ${what as 'count' | 'sum'} ${span === 'today' ? 'day' : 'hour'}`;
}
