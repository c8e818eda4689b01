import type { Shape } from '../../workspace/shape.ts';
import type { Evaluate, Run } from './run.ts';
import { written, type PathNode } from './tree.ts';
import { expected, readShaped, UNKNOWN, type Value } from './values.ts';

/** Reads `order.delivered_at` from the scope: unknown when anything on the way is missing or of the wrong type. */
export function compilePath(path: PathNode, how: { onlyWhetherItIs?: boolean } = {}): Evaluate {
  const { root, steps, shape, local, fixed } = path;
  if (fixed !== undefined) return () => fixed;
  const name = written(path);
  const [first] = steps;
  // Most paths have one step, and a ruling reads dozens of them.
  if (!local && !how.onlyWhetherItIs && steps.length === 1 && first !== undefined) {
    return (run) => {
      const start = rootValue(run, root);
      return start === UNKNOWN ? UNKNOWN : read(run, shape, step(start, first), name);
    };
  }
  const last = steps.length - 1;
  return (run) => {
    const start = local ? run.locals.get(root) : rootValue(run, root);
    if (start === UNKNOWN) return UNKNOWN;
    let value: unknown = start;
    for (let i = 0; i <= last; i++) {
      if (!isThere(value)) return run.miss(name, 'is missing');
      value = step(value, steps[i]!);
      if (how.onlyWhetherItIs && i === last) return isThere(value);
    }
    return read(run, shape, value, name);
  };
}

/** Takes a value as its shape says; unknown, with the reason noted, when it is missing or of another type. */
export function read(run: Run, shape: Shape, value: unknown, name: string): Value {
  if (!isThere(value)) return run.miss(name, 'is missing');
  const taken = readShaped(shape, value);
  return taken === undefined ? run.miss(name, `is not ${expected(shape)}`) : taken;
}

function rootValue(run: Run, root: string): unknown {
  const found = run.root(root);
  return found.missing === undefined ? found.value : run.miss(root, found.missing);
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function step(value: unknown, key: string | number): unknown {
  // Only a value's own fields count: `constructor` is not one.
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}
