import canonicalize from 'canonicalize';
import { walk, type Node } from '../cel/tree.ts';
import { compiledOf } from '../compiled.ts';
import type { Boundary, Limit, Rule } from '../schema.ts';

/** Which parts of a boundary another one has changed. */
export interface Parts {
  /** Ids of rules that were added, removed or edited. */
  rules: ReadonlySet<string>;
  /** Names of limits whose value was added, removed or edited. A ceiling alone decides nothing. */
  limits: ReadonlySet<string>;
  otherwise: boolean;
  approve: boolean;
}

/** What differs between two boundaries: neither order nor line numbers count. */
export function changedParts(before: Boundary, after: Boundary): Parts {
  return {
    rules: differing(byId(before), byId(after)),
    limits: differing(values(before), values(after)),
    otherwise: before.otherwise !== after.otherwise,
    approve: canonicalize(before.approve) !== canonicalize(after.approve),
  };
}

/** A limit of which the value or the ceiling changed; null on the side that does not have it. */
export interface ChangedLimit {
  name: string;
  before: Limit | null;
  after: Limit | null;
}

export function changedLimits(before: Boundary, after: Boundary): ChangedLimit[] {
  const names = [...new Set([...Object.keys(before.limits), ...Object.keys(after.limits)])];
  return names
    .map((name) => ({ name, before: before.limits[name] ?? null, after: after.limits[name] ?? null }))
    .filter((limit) => textOf(limit.before) !== textOf(limit.after));
}

/** Names of the limits that each rule's condition reads. */
export function limitsRead(boundary: Boundary): Map<string, Set<string>> {
  return new Map(compiledOf(boundary).rules.map(({ rule, tree }) => [rule.id, limitsIn(tree)]));
}

/** Names of the limits that decide which steps of the chain are asked. */
export function limitsReadByChain(boundary: Boundary): Set<string> {
  return new Set(compiledOf(boundary).steps.flatMap(({ tree }) => [...limitsIn(tree)]));
}

function limitsIn(tree: Node | undefined): Set<string> {
  const names = new Set<string>();
  if (!tree) return names;
  walk(tree, (node) => {
    if (node.is === 'path' && !node.local && node.root === 'limits') names.add(String(node.steps[0]));
  });
  return names;
}

function byId({ rules }: Boundary): Map<string, string> {
  return new Map(rules.map((rule) => [rule.id, textOf(rule)]));
}

function values({ limits }: Boundary): Map<string, string> {
  return new Map(Object.values(limits).map(({ name, unit, value }) => [name, JSON.stringify([unit, value])]));
}

/** What a rule or a limit says, wherever it stands in the file. */
function textOf(part: Rule | Limit | null): string {
  return canonicalize(part && { ...part, line: 0 }) ?? '';
}

function differing(before: Map<string, string>, after: Map<string, string>): Set<string> {
  const names = [...before.keys(), ...after.keys()];
  return new Set(names.filter((name) => before.get(name) !== after.get(name)));
}
