import type { Node, PathNode } from '../cel/tree.ts';
import { UNKNOWN, type Value } from '../cel/values.ts';
import type { Limit, Vocabulary } from '../schema.ts';

/** What a rendering knows: names and limits always, and in a ruling also the values that were looked at. */
export interface Teller {
  limits: Record<string, Limit>;
  vocabulary?: Vocabulary | undefined;
  /** The value of a node in this ruling; absent when a rule is told without a case. */
  value?: (node: Node) => Value;
}

/** The limit that a node names. */
export function limitOf(node: Node, teller: Teller): Limit | undefined {
  return node.is === 'path' && node.root === 'limits' ? teller.limits[String(node.steps[0])] : undefined;
}

/** The value of a node in this ruling, where there is a ruling and it is known. */
export function known(node: Node, teller: Teller): Exclude<Value, typeof UNKNOWN> | undefined {
  const value = teller.value?.(node);
  return value === UNKNOWN ? undefined : value;
}

/** Whether a node is one argument of the action: its value speaks for itself. */
export function isArgument(node: Node): node is PathNode {
  return node.is === 'path' && node.root === 'args';
}
