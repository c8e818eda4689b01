import type { Money } from '../../workspace/money.ts';
import type { Evaluate } from './run.ts';
import { typeOf, type Arithmetic, type Node } from './tree.ts';
import { UNKNOWN, type Value } from './values.ts';

type Sum = Extract<Node, { is: 'arithmetic' }>;

/** Compiles `+ - * / %` for numbers, times, durations, texts and money. Overflow and division by zero are unknown. */
export function compileArithmetic(sum: Sum, left: Evaluate, right: Evaluate): Evaluate {
  const apply = operation(sum);
  return (run) => {
    const one = left(run);
    const other = right(run);
    if (one === UNKNOWN || other === UNKNOWN) return UNKNOWN;
    const result = apply(one, other);
    if (result !== undefined) return result;
    const [ours, theirs] = [currencyOf(one), currencyOf(other)];
    if (ours && theirs && ours !== theirs)
      return run.miss(source(sum.right), `is in ${theirs} and is joined with ${ours}`);
    return run.miss(source(sum), 'cannot be worked out');
  };
}

function currencyOf(value: Value): string | undefined {
  return typeof value === 'object' ? (value as Partial<Money>).currency : undefined;
}

/** An amount times a number, rounded to the minor unit, halves away from zero; undefined when too large. */
export function timesMoney(amount: Money, factor: number): Money | undefined {
  const exact = amount.minor * factor;
  const minor = Math.sign(exact) * Math.round(Math.abs(exact));
  return Number.isSafeInteger(minor)
    ? { minor: minor === 0 ? 0 : minor, currency: amount.currency }
    : undefined;
}

/** The part of the condition's text that a node was read from. */
export function source(node: Node): string {
  return node.raw.input.slice(node.span.start, node.span.end);
}

type Apply = (left: Value, right: Value) => Value | undefined;

function operation(sum: Sum): Apply {
  const [left, right] = [typeOf(sum.left), typeOf(sum.right)];
  if (left === 'money' && right === 'money') return (a, b) => addMoney(a as Money, b as Money, sum.op);
  if (left === 'money') return (a, b) => timesMoney(a as Money, b as number);
  if (right === 'money') return (a, b) => timesMoney(b as Money, a as number);
  if (left === 'string') return (a, b) => (a as string) + (b as string);
  const whole = left === 'int' && right === 'int';
  return (a, b) => calculate(a as number, b as number, sum.op, whole);
}

function addMoney(one: Money, other: Money, op: Arithmetic): Money | undefined {
  if (one.currency !== other.currency) return undefined;
  const minor = op === '+' ? one.minor + other.minor : one.minor - other.minor;
  return Number.isSafeInteger(minor) ? { minor, currency: one.currency } : undefined;
}

function calculate(one: number, other: number, op: Arithmetic, whole: boolean): number | undefined {
  const result = raw(one, other, op, whole);
  // Whole numbers beyond 2^53 lose their last digits here, so that they are unknown instead of nearly right.
  if (whole) return Number.isSafeInteger(result) ? result : undefined;
  return Number.isFinite(result) ? result : undefined;
}

function raw(one: number, other: number, op: Arithmetic, whole: boolean): number {
  switch (op) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
      return whole ? Math.trunc(one / other) : one / other;
    case '%':
      return one % other;
  }
}
