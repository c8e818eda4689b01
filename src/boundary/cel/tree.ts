import type { ASTNode } from '@marcbachmann/cel-js';
import type { Money } from '../../workspace/money.ts';
import type { Shape } from '../../workspace/shape.ts';

/** Where in a condition's text something stands: offsets in characters, the end not included. */
export interface Span {
  start: number;
  end: number;
}

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];
export type Arithmetic = '+' | '-' | '*' | '/' | '%';
export type Quantifier = 'exists' | 'all' | 'exists_one' | 'filter';

interface Place {
  span: Span;
  /** The engine's node: after the type check it carries the type. */
  raw: ASTNode;
}
export type PathNode = Place & {
  is: 'path';
  root: string;
  steps: (string | number)[];
  shape: Shape;
  /** The root is the variable of a quantifier, not a declared name. */
  local: boolean;
  /** The value of a limit, which is known when the file loads. */
  fixed?: number | Money;
};
export type ValueNode = Place & { is: 'value'; value: string | number | boolean };
export type CallNode = Place & { is: 'call'; name: string; args: Node[] };
export type CompareNode = Place & { is: 'compare'; op: Comparison; left: Node; right: Node };
export type InNode = Place & { is: 'in'; left: Node; right: Node };
export type LogicNode = Place & { is: 'and' | 'or'; left: Node; right: Node };
export type EachNode = Place & { is: 'each'; how: Quantifier; over: Node; name: string; body: Node };

/**
 * A condition's syntax tree in our own words: what is rendered to English, checked, compiled and searched.
 * The engine's tree holds more than the boundary language allows; whatever is not here is fenced off.
 */
export type Node =
  | PathNode
  | ValueNode
  | CallNode
  | CompareNode
  | InNode
  | LogicNode
  | EachNode
  | (Place & { is: 'arithmetic'; op: Arithmetic; left: Node; right: Node })
  | (Place & { is: 'not' | 'minus'; of: Node })
  | (Place & { is: 'list'; items: Node[] })
  | (Place & { is: 'if'; test: Node; yes: Node; no: Node })
  | (Place & { is: 'has'; path: PathNode });

/** Calls `visit` with the node and everything below it. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of children(node)) walk(child, visit);
}

/** The nodes directly below a node, in the order of the text. */
export function children(node: Node): Node[] {
  switch (node.is) {
    case 'path':
    case 'value':
      return [];
    case 'call':
      return node.args;
    case 'list':
      return node.items;
    case 'not':
    case 'minus':
      return [node.of];
    case 'has':
      return [node.path];
    case 'if':
      return [node.test, node.yes, node.no];
    case 'each':
      return [node.over, node.body];
    case 'compare':
    case 'in':
    case 'and':
    case 'or':
    case 'arithmetic':
      return [node.left, node.right];
  }
}

/** A path as it is written: `order.items[0].sku`. */
export function written(path: { root: string; steps: (string | number)[] }): string {
  return path.root + path.steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}

export type Type = 'string' | 'int' | 'double' | 'bool' | 'money' | 'time' | 'duration' | 'list' | 'object';
const TYPE_OF: Record<string, Type> = {
  string: 'string',
  int: 'int',
  double: 'double',
  bool: 'bool',
  Money: 'money',
  'google.protobuf.Timestamp': 'time',
  'google.protobuf.Duration': 'duration',
};

/** The type that the engine's check found for a node; only after the check. */
export function typeOf(node: Node): Type {
  const found = (node.raw as { checkedType?: { name: string; kind: string } }).checkedType;
  return (found && TYPE_OF[found.name]) || (found?.kind === 'list' ? 'list' : 'object');
}
