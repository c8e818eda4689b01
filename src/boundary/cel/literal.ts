import type { CallNode, Node } from './tree.ts';

/** The text of a literal argument; empty when it is none, which the checks have already refused. */
export function literalText(call: CallNode, index: number): string {
  const argument = call.args[index];
  return argument?.is === 'value' && typeof argument.value === 'string' ? argument.value : '';
}

/** The texts of a literal list. */
export function literalTexts(node: Node | undefined): string[] {
  if (node?.is !== 'list') return [];
  return node.items.flatMap((item) =>
    item.is === 'value' && typeof item.value === 'string' ? [item.value] : [],
  );
}

/** Whether a node is written out as a value, or as a list of such. */
export function isLiteral(node: Node): boolean {
  return node.is === 'value' || (node.is === 'list' && node.items.every(isLiteral));
}
