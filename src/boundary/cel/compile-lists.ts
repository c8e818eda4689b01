import type { Money } from '../../workspace/money.ts';
import type { Shape } from '../../workspace/shape.ts';
import { source } from './arithmetic.ts';
import { read } from './compile-path.ts';
import type { Evaluate, Run } from './run.ts';
import type { EachNode, InNode, Node, Quantifier } from './tree.ts';
import { UNKNOWN, type Value } from './values.ts';

type Compile = (node: Node) => Evaluate;

/** `x in list`: true as soon as one item is equal, unknown when an item that might have been is not known. */
export function compileIn(node: InNode, compile: Compile): Evaluate {
  const left = compile(node.left);
  const right = compile(node.right);
  const shape = itemShape(node.right);
  const name = source(node.right);
  return (run) => {
    const wanted = left(run);
    const items = right(run);
    if (wanted === UNKNOWN || items === UNKNOWN) return UNKNOWN;
    let found: Value = false;
    for (const item of items as readonly unknown[]) {
      const value = shape ? read(run, shape, item, `an item of ${name}`) : (item as Value);
      const equal = value === UNKNOWN ? UNKNOWN : same(value, wanted);
      if (equal === true) return true;
      if (equal === UNKNOWN) found = value === UNKNOWN ? UNKNOWN : run.miss(name, 'holds another currency');
    }
    return found;
  };
}

/** `list.exists(i, …)`, `all`, `exists_one` and `filter`, with Kleene's logic over the items. */
export function compileEach(node: EachNode, compile: Compile): Evaluate {
  const over = compile(node.over);
  const body = compile(node.body);
  const fold = FOLDS[node.how];
  return (run) => {
    const items = over(run);
    if (items === UNKNOWN) return UNKNOWN;
    const before = run.locals.get(node.name);
    const result = fold(run, items as readonly unknown[], (item) => {
      run.locals.set(node.name, item);
      return body(run);
    });
    run.locals.set(node.name, before);
    return result;
  };
}

type Fold = (run: Run, items: readonly unknown[], test: (item: unknown) => Value) => Value;

const until =
  (deciding: boolean): Fold =>
  (_, items, test) => {
    let found: Value = !deciding;
    for (const item of items) {
      const answer = test(item);
      if (answer === deciding) return deciding;
      if (answer === UNKNOWN) found = UNKNOWN;
    }
    return found;
  };

const FOLDS: Record<Quantifier, Fold> = {
  exists: until(true),
  all: until(false),
  exists_one: (run, items, test) => {
    const kept = filter(run, items, test);
    return kept === UNKNOWN ? UNKNOWN : (kept as readonly unknown[]).length === 1;
  },
  filter,
};

function filter(_: Run, items: readonly unknown[], test: (item: unknown) => Value): Value {
  const kept: unknown[] = [];
  for (const item of items) {
    const answer = test(item);
    if (answer === UNKNOWN) return UNKNOWN;
    if (answer === true) kept.push(item);
  }
  return kept;
}

/** Two currencies are neither equal nor different: nobody knows the rate. */
function same(one: Value, other: Value): boolean | typeof UNKNOWN {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  const [left, right] = [one as Money, other as Money];
  return left.currency === right.currency ? left.minor === right.minor : UNKNOWN;
}

/** The shape of the items of a list; undefined where they are written out in the condition. */
export function itemShape(list: Node): Shape | undefined {
  if (list.is === 'each') return itemShape(list.over);
  return list.is === 'path' && list.shape.type === 'list' ? list.shape.of : undefined;
}
