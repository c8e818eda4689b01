import { walk, type Node, type PathNode } from '../cel/tree.ts';
import { compiledOf, type CompiledRule } from '../compiled.ts';
import { limitsRead } from '../compare/index.ts';
import { both, boundsIn, either, implied, type Bounds } from '../exposure/bounds.ts';
import type { Words } from '../exposure/linear.ts';
import type { Boundary, Limit } from '../schema.ts';

/** A write that a change frees of what a limit with a ceiling bounded. */
export interface Freed {
  write: string;
  limit: string;
}

/**
 * Where a change widens the frame: what of each action, hour and day the limits with a ceiling bound wherever they are
 * set below it, whatever else the boundary says. Rules that read such a limit and no longer bound anything by it, or
 * bound it by more, widen the frame; rules without one count for nothing in it, since anybody may change them next.
 */
export function widenedFrame(before: Boundary, after: Boundary): Freed[] {
  const read = limitsRead(before);
  return [...compiledOf(before).byWrite].flatMap(([write, rules]) => {
    const [was, is] = [frameOf(before, write), frameOf(after, write)];
    const limitOf = (by: string[]) =>
      by.flatMap((rule) => [...(read.get(rule) ?? [])]).find((name) => hasCeiling(before, name));
    // Where limits let nothing through, whatever they are set to, the next change would start from no frame at all.
    const widened =
      was === null || is === null
        ? [was === is ? [] : rules.map(({ rule }) => rule.id)]
        : boundsIn(was).map(([quantity, { most, by }]) =>
            (is[quantity]?.most ?? Infinity) <= most ? [] : by,
          );
    return widened.flatMap((by) => {
      const limit = limitOf(by);
      return limit === undefined ? [] : [{ write, limit }];
    });
  });
}

/** A limit moves between nothing and its ceiling; what holds at both ends holds between them. */
function frameOf(boundary: Boundary, write: string): Bounds {
  return either(frameAt(boundary, write, 'ceiling'), frameAt(boundary, write, 'floor'));
}

type End = 'ceiling' | 'floor';

function frameAt(boundary: Boundary, write: string, end: End): Bounds {
  const { vocabulary, byWrite } = compiledOf(boundary);
  const words = { money: vocabulary.writes[write]?.money, currency: vocabulary.currency };
  const rules = byWrite.get(write) ?? [];
  const said = (rule: CompiledRule, truth: boolean) => saidAt(boundary, end, rule, truth, words);
  const unheld = rules
    .filter(({ rule }) => rule.effect !== 'allow')
    .reduce<Bounds>((bounds, each) => both(bounds, said(each, false)), {});
  const [first = unheld, ...more] = rules
    .filter(({ rule }) => rule.effect === 'allow')
    .map((each) => both(unheld, said(each, true)));
  return more.reduce((bounds, each) => either(bounds, each), first);
}

function saidAt(
  boundary: Boundary,
  end: End,
  { rule, tree }: CompiledRule,
  truth: boolean,
  words: Words,
): Bounds {
  if (!tree || !ceilingsIn(tree, boundary).size) return {};
  const at = (name: string) => valueAt(boundary.limits[name], end);
  return implied(withLimits(tree, boundary, at), truth, words, rule.id);
}

function valueAt(limit: Limit | undefined, end: End): Limit['value'] | undefined {
  if (limit?.ceiling === undefined || end === 'ceiling') return limit?.ceiling;
  if (limit.unit === 'money') return { ...limit.value, minor: 0 };
  return limit.unit === 'number' ? undefined : 0; // a number may be negative, and has no lowest
}

function hasCeiling({ limits }: Boundary, name: string): boolean {
  return limits[name]?.ceiling !== undefined;
}

function ceilingsIn(node: Node, boundary: Boundary): Set<string> {
  const names = new Set<string>();
  walk(node, (part) => {
    if (isLimit(part) && hasCeiling(boundary, String(part.steps[0]))) names.add(String(part.steps[0]));
  });
  return names;
}

function isLimit(node: Node): node is PathNode {
  return node.is === 'path' && !node.local && node.root === 'limits';
}

type Value = (name: string) => Limit['value'] | undefined;
const unknown: Value = () => undefined;

/**
 * The condition with other values of its limits; without a value one is unknown, as a fact is. So are those that are
 * compared only with each other or with what is written, where somewhere between its ends a limit may turn the answer.
 */
function withLimits<T extends Node | Node[]>(node: T, boundary: Boundary, value: Value): T {
  if (Array.isArray(node)) return node.map((each) => withLimits(each, boundary, value)) as T;
  if (isLimit(node)) {
    const { fixed, ...path } = node;
    const set = fixed === undefined ? undefined : value(String(node.steps[0]));
    return { ...path, ...(set !== undefined && { fixed: set }) } as T;
  }
  const known = node.is === 'compare' && !bounds(node, boundary) ? unknown : value;
  const parts = Object.entries(node).map(([name, part]: [string, unknown]) =>
    isNode(part) ? [name, withLimits(part, boundary, known)] : [name, part],
  );
  return Object.fromEntries(parts) as T;
}

/** Whether a comparison holds one limit against something of the action or its budgets. */
function bounds(node: Node, boundary: Boundary): boolean {
  let isAboutAction = false;
  walk(node, (part) => {
    isAboutAction ||= part.is === 'path' && !part.local && (part.root === 'args' || part.root === 'budget');
  });
  return isAboutAction && ceilingsIn(node, boundary).size === 1;
}

function isNode(part: unknown): part is Node | Node[] {
  if (Array.isArray(part)) return part.length > 0 && part.every(isNode);
  return typeof part === 'object' && part !== null && 'is' in part && 'span' in part;
}
