import type { Money } from '../../workspace/money.ts';
import { compileArithmetic, source } from './arithmetic.ts';
import { compileEach, compileIn } from './compile-lists.ts';
import { compilePath } from './compile-path.ts';
import { functionNamed } from './functions.ts';
import type { Evaluate } from './run.ts';
import { typeOf, type CallNode, type CompareNode, type LogicNode, type Node } from './tree.ts';
import { UNKNOWN, type Value } from './values.ts';

/**
 * Turns a checked tree into one closure that gives true, false or unknown.
 *
 * The engine's own evaluator has no third value: it throws at the first thing missing, which costs microseconds,
 * names only that one, and reads numbers as BigInt. So the engine parses and checks types, and this evaluates;
 * `differential.test.ts` holds it against both that evaluator and `@bufbuild/cel`.
 */
export function compile(node: Node): Evaluate {
  switch (node.is) {
    case 'path':
      return compilePath(node);
    case 'value': {
      const { value } = node;
      return () => value;
    }
    case 'and':
    case 'or':
      return compileLogic(node);
    case 'compare':
      return compileCompare(node);
    case 'arithmetic':
      return compileArithmetic(node, compile(node.left), compile(node.right));
    case 'in':
      return compileIn(node, compile);
    case 'each':
      return compileEach(node, compile);
    case 'call':
      return compileCall(node);
    case 'not':
      return map(node.of, (value) => !value);
    case 'minus':
      return map(node.of, (value) => -(value as number));
    case 'list': {
      const items = node.items.map(compile);
      return (run) => items.map((item) => item(run));
    }
    case 'if':
      return compileIf(compile(node.test), compile(node.yes), compile(node.no));
    case 'has':
      return compilePath(node.path, { onlyWhetherItIs: true });
  }
}

function map(of: Node, change: (value: Value) => Value): Evaluate {
  const inner = compile(of);
  return (run) => {
    const value = inner(run);
    return value === UNKNOWN ? UNKNOWN : change(value);
  };
}

/** Kleene's three-valued logic: a false side decides `&&` and a true side `||`, whatever the other is. */
function compileLogic(node: LogicNode): Evaluate {
  const left = compile(node.left);
  const right = compile(node.right);
  const deciding = node.is === 'or';
  return (run) => {
    const one = left(run);
    if (one === deciding) return deciding;
    const other = right(run);
    if (other === deciding) return deciding;
    return one === UNKNOWN || other === UNKNOWN ? UNKNOWN : !deciding;
  };
}

function compileIf(test: Evaluate, yes: Evaluate, no: Evaluate): Evaluate {
  return (run) => {
    const which = test(run);
    return which === UNKNOWN ? UNKNOWN : which === true ? yes(run) : no(run);
  };
}

function compileCall(call: CallNode): Evaluate {
  const fn = functionNamed(call.name, false) ?? functionNamed(call.name, true);
  if (!fn) throw new Error(`the checks let a call of ${call.name} through`);
  return fn.compile(call.args.map(compile), call);
}

type Primitive = string | number | boolean;
const COMPARE: Record<CompareNode['op'], (one: Primitive, other: Primitive) => boolean> = {
  '==': (one, other) => one === other,
  '!=': (one, other) => one !== other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};

function compileCompare(node: CompareNode): Evaluate {
  const left = compile(node.left);
  const right = compile(node.right);
  const test = COMPARE[node.op];
  if (typeOf(node.left) === 'money') return compareMoney(node, left, right, test);
  return (run) => {
    const one = left(run);
    const other = right(run);
    return one === UNKNOWN || other === UNKNOWN ? UNKNOWN : test(one as Primitive, other as Primitive);
  };
}

function compareMoney(
  node: CompareNode,
  left: Evaluate,
  right: Evaluate,
  test: (one: number, other: number) => boolean,
): Evaluate {
  return (run) => {
    const one = left(run) as Money | typeof UNKNOWN;
    const other = right(run) as Money | typeof UNKNOWN;
    if (one === UNKNOWN || other === UNKNOWN) return UNKNOWN;
    if (one.currency === other.currency) return test(one.minor, other.minor);
    return run.miss(source(node.left), `is in ${one.currency} and is compared with ${other.currency}`);
  };
}
