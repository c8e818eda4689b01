import type { ASTNode } from '@marcbachmann/cel-js';
import type { Shape } from '../../workspace/shape.ts';
import { nearestName, suggestName } from '../../workspace/nearest.ts';
import { refuse, type Resolving } from './resolve.ts';
import { RESERVED_ROOTS } from './names.ts';
import { written, type PathNode } from './tree.ts';

type Step = { key: string | number; raw: ASTNode };

/** Finds what `order.items[0].sku` stands for, with its shape. Only literal steps: no `order[event.field]`. */
export function resolvePath(raw: ASTNode, at: Resolving): PathNode | undefined {
  const steps: Step[] = [];
  let node = raw;
  while (node.op === '.' || node.op === '[]') {
    const key = node.op === '.' ? node.args[1] : literalKey(node.args[1]);
    if (key === undefined)
      return refuse(node, at, 'expected a whole number or a name in quotes between the brackets');
    steps.unshift({ key, raw: node });
    node = node.args[0];
  }
  if (node.op !== 'id') return refuse(node, at, 'a field can only be taken of a name, such as order.total');
  const root = node.args;
  const local = at.locals.get(root);
  const start = local ?? (Object.hasOwn(at.names.roots, root) ? at.names.roots[root] : undefined);
  if (!start) return unknownRoot(node, root, at);
  const shape = follow(root, start, steps, at);
  if (!shape) return undefined;
  const path: PathNode = {
    is: 'path',
    root,
    steps: steps.map((step) => step.key),
    shape,
    local: local !== undefined,
    span: raw.range,
    raw,
  };
  const limit = root === 'limits' && !path.local ? at.names.limits[String(path.steps[0])] : undefined;
  return limit ? { ...path, fixed: limit.value } : path;
}

function literalKey(node: ASTNode): string | number | undefined {
  if (node.op !== 'value') return undefined;
  if (typeof node.args === 'string') return node.args;
  return typeof node.args === 'bigint' && node.args >= 0n && node.args < 1_000n
    ? Number(node.args)
    : undefined;
}

function follow(root: string, start: Shape, steps: Step[], at: Resolving): Shape | undefined {
  let shape = start;
  const taken: (string | number)[] = [];
  for (const { key, raw } of steps) {
    const before = written({ root, steps: taken });
    if (shape.type === 'list' && typeof key === 'number') shape = shape.of;
    else if (shape.type === 'object' && typeof key === 'string' && Object.hasOwn(shape.fields, key))
      shape = shape.fields[key]!;
    else return unknownField(raw, before, key, shape, at);
    taken.push(key);
  }
  return shape;
}

function unknownField(
  raw: ASTNode,
  before: string,
  key: string | number,
  shape: Shape,
  at: Resolving,
): undefined {
  // Point at the field itself, not at the whole path before it.
  const end = raw.range.end;
  const spot = { range: { start: end - String(key).length, end } };
  if (shape.type !== 'object') {
    return refuse(spot, at, `${before} has no field ${key}: it is ${articled(shape)}`);
  }
  const fields = Object.keys(shape.fields);
  const hint = suggestName(String(key), fields);
  if (before === 'limits' && at.names.broken?.has(String(key))) return undefined;
  if (before === 'limits') return refuse(spot, at, `there is no limit ${key}`, hint);
  if (before === 'args') {
    return refuse(spot, at, `there is no argument ${key} that every write of this rule takes`, hint);
  }
  return refuse(spot, at, `${before} has no field ${key}`, hint);
}

function unknownRoot(raw: ASTNode, root: string, at: Resolving): undefined {
  const names = [...at.locals.keys(), ...Object.keys(at.names.roots)];
  // A limit or argument written without its prefix is the most frequent slip, so it is looked for first.
  for (const place of ['limits', 'args', 'event', 'plan']) {
    const shape = at.names.roots[place];
    if (shape?.type === 'object' && Object.hasOwn(shape.fields, root)) {
      return refuse(raw, at, `there is no fact ${root}`, `did you mean ${place}.${root}?`);
    }
  }
  const known = names.filter((name) => !RESERVED_ROOTS.has(name));
  const near = nearestName(root, names);
  return refuse(
    raw,
    at,
    `there is no fact ${root}`,
    near ? `did you mean ${near}?` : suggestName(root, known),
  );
}

function articled(shape: Shape): string {
  return shape.type === 'integer' || shape.type === 'object' ? `an ${shape.type}` : `a ${shape.type}`;
}
