import type { ASTNode } from '@marcbachmann/cel-js';
import type { Shape } from '../../workspace/shape.ts';
import { resolveCall } from './resolve-call.ts';
import { resolvePath } from './resolve-path.ts';
import type { Names } from './names.ts';
import type { Problem, Purpose } from './problem.ts';
import { COMPARISONS, type Arithmetic, type Comparison, type Node, type Span } from './tree.ts';

/** What is needed to turn the engine's tree into ours; problems are collected, so that all are told at once. */
export interface Resolving {
  names: Names;
  purpose: Purpose;
  problems: Problem[];
  /** Variables of the quantifiers around, with the shape of what they stand for. */
  locals: ReadonlyMap<string, Shape>;
  /** False below a `!` or another place that turns yes into no. */
  upright: boolean;
}

/** Our node for one of the engine's; undefined where a problem was noted and nothing can stand for it. */
export function resolve(raw: ASTNode, at: Resolving): Node | undefined {
  const span = raw.range;
  switch (raw.op) {
    case 'value':
      return resolveValue(raw, at);
    case 'id':
    case '.':
    case '[]':
      return resolvePath(raw, at);
    case '&&':
    case '||': {
      const [left, right] = both(raw.args, at);
      return left && right && { is: raw.op === '&&' ? 'and' : 'or', left, right, span, raw };
    }
    case '!_':
    case '-_': {
      const of = resolve(raw.args, { ...at, upright: false });
      return of && { is: raw.op === '!_' ? 'not' : 'minus', of, span, raw };
    }
    case '?:': {
      const [test, yes, no] = raw.args.map((part) => resolve(part, { ...at, upright: false }));
      return test && yes && no && { is: 'if', test, yes, no, span, raw };
    }
    case 'list': {
      const items = raw.args.map((item) => resolve(item, at));
      return items.every((item) => item !== undefined) ? { is: 'list', items, span, raw } : undefined;
    }
    case 'call':
    case 'rcall':
      return resolveCall(raw, at);
    case 'map':
    case '.?':
    case '[?]':
      return refuse(raw, at, 'optionals and maps are not part of the boundary language');
    case 'in':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return resolveOperator(raw, raw.op, raw.args, at);
  }
}

type Operator = Comparison | Arithmetic | 'in';

function resolveOperator(
  raw: ASTNode,
  op: Operator,
  args: [ASTNode, ASTNode],
  at: Resolving,
): Node | undefined {
  const span = raw.range;
  const [left, right] = both(args, { ...at, upright: false });
  if (!left || !right) return undefined;
  if (op === 'in') return { is: 'in', left, right, span, raw };
  if (isComparison(op)) return { is: 'compare', op, left, right, span, raw };
  return { is: 'arithmetic', op, left, right, span, raw };
}

function isComparison(op: Operator): op is Comparison {
  return (COMPARISONS as readonly string[]).includes(op);
}

function both([left, right]: [ASTNode, ASTNode], at: Resolving): [Node | undefined, Node | undefined] {
  return [resolve(left, at), resolve(right, at)];
}

function resolveValue(raw: ASTNode & { op: 'value' }, at: Resolving): Node | undefined {
  const { args: value, range: span } = raw;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') {
    return { is: 'value', value, span, raw };
  }
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) {
    return { is: 'value', value: Number(value), span, raw };
  }
  if (value === null)
    return refuse(raw, at, 'there is no null: what is missing is unknown', 'leave the test out');
  return refuse(raw, at, 'expected a number, a text in quotes, true or false');
}

/** Notes a problem with a node. */
export function refuse(spot: { range: Span }, at: Resolving, says: string, suggestion?: string): undefined {
  at.problems.push({ span: spot.range, says, ...(suggestion === undefined ? {} : { suggestion }) });
  return undefined;
}
