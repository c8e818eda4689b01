import type { ASTNode } from '@marcbachmann/cel-js';
import { itemShape } from './compile-lists.ts';
import { FUNCTIONS, functionNamed, type CelFunction } from './functions.ts';
import { isLiteral } from './literal.ts';
import { refuse, resolve, type Resolving } from './resolve.ts';
import { nearestName } from '../../workspace/nearest.ts';
import type { CallNode, Node, Quantifier } from './tree.ts';

const QUANTIFIERS = ['exists', 'all', 'exists_one', 'filter'];

/** Why some of what CEL has is not in the boundary language, and what to write instead. */
const FENCED: Record<string, [says: string, suggestion: string]> = {
  matches: ['matches can run for seconds on a short text', 'use matches_re2(text, "pattern")'],
  dyn: ['dyn switches the type check off', 'leave it out'],
  map: ['map is not part of the boundary language', 'use exists, all or filter'],
  type: ['type is not part of the boundary language', 'types are checked when the file loads'],
  string: ['string is not part of the boundary language', 'compare the value itself'],
};

type Raw = Extract<ASTNode, { op: 'call' | 'rcall' }>;

/** Resolves a function call, `has(…)`, or a quantifier such as `items.exists(i, …)`. */
export function resolveCall(raw: Raw, at: Resolving): Node | undefined {
  const method = raw.op === 'rcall';
  const name = raw.args[0];
  const given = raw.op === 'rcall' ? [raw.args[1], ...raw.args[2]] : raw.args[1];
  if (method && QUANTIFIERS.includes(name)) return resolveEach(raw, name as Quantifier, given, at);
  if (!method && name === 'has') return resolveHas(raw, given, at);
  const fn = functionNamed(name, method);
  if (!fn) return unknownFunction(raw, name, method, at);
  const args = given.map((arg) => resolve(arg, { ...at, upright: false }));
  if (!args.every((arg) => arg !== undefined)) return undefined;
  const call: CallNode = { is: 'call', name, args, span: raw.range, raw };
  const fault = argumentFault(fn, call);
  return fault ? refuse(raw, at, fault, `write it like ${fn.usage}`) : call;
}

function argumentFault(fn: CelFunction, call: CallNode): string | undefined {
  for (const index of fn.literal ?? []) {
    const argument = call.args[index];
    if (argument && !isLiteral(argument)) return `${fn.name} expects this written out, not worked out`;
  }
  for (const index of fn.path ?? []) {
    const path = call.args[index];
    if (path?.is !== 'path') return `${fn.name} expects a path, such as args.recipient`;
    if (path.local) return `${fn.name} expects a path from its beginning, not one of ${path.root}`;
  }
  return fn.faulty?.(call);
}

function resolveEach(raw: Raw, how: Quantifier, given: ASTNode[], at: Resolving): Node | undefined {
  const [list, variable, predicate] = given;
  if (given.length !== 3 || !list || !predicate || variable?.op !== 'id') {
    return refuse(
      raw,
      at,
      `expected ${how}(item, condition)`,
      `write it like order.items.${how}(i, i.quantity > 3)`,
    );
  }
  if (at.locals.size > 0) return refuse(raw, at, 'one list may be searched, but not a list within a list');
  const name = variable.args;
  if (Object.hasOwn(at.names.roots, name))
    return refuse(variable, at, `${name} already means something else`, 'use a name of its own, such as i');
  const over = resolve(list, at);
  const shape = over && itemShape(over);
  if (!over) return undefined;
  if (!shape) return refuse(list, at, 'only a list of a fact, an argument or the event can be searched');
  const body = resolve(predicate, {
    ...at,
    locals: new Map([[name, shape]]),
    upright: at.upright && how === 'exists',
  });
  return body && { is: 'each', how, over, name, body, span: raw.range, raw };
}

function resolveHas(raw: Raw, given: ASTNode[], at: Resolving): Node | undefined {
  if (at.purpose === 'restrict') {
    return refuse(
      raw,
      at,
      'has is not allowed in a rule that restricts: with has(x) && … a missing value would let the action through',
      'leave it out: what is missing counts as met',
    );
  }
  if (at.purpose === 'allow' && !at.upright) {
    return refuse(
      raw,
      at,
      'an allow must not rest on something being missing',
      'use has(…) without ! or a comparison around it',
    );
  }
  const path = given.length === 1 && given[0] ? resolve(given[0], at) : undefined;
  if (path?.is === 'path' && path.steps.length > 0) return { is: 'has', path, span: raw.range, raw };
  return path ? refuse(raw, at, 'has expects a field, such as has(order.shipped_at)') : undefined;
}

function unknownFunction(raw: Raw, name: string, method: boolean, at: Resolving): undefined {
  const fence = Object.hasOwn(FENCED, name) ? FENCED[name] : undefined;
  if (fence) return refuse(raw, at, ...fence);
  const other = functionNamed(name, !method);
  if (other)
    return refuse(
      raw,
      at,
      `there is no function ${name} that is written this way`,
      `write it like ${other.usage}`,
    );
  const near = nearestName(name, [...FUNCTIONS.map((fn) => fn.name), ...QUANTIFIERS, 'has']);
  const shown = FUNCTIONS.find((fn) => fn.name === near)?.usage ?? near;
  return refuse(raw, at, `there is no function ${name}`, shown && `did you mean ${shown}?`);
}
