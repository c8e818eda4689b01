import { parseMoney } from '../../workspace/money.ts';
import { literalText } from './literal.ts';
import type { Names } from './names.ts';
import type { Problem } from './problem.ts';
import type { Node } from './tree.ts';

/** Two amounts whose currencies are known when the file loads and differ can never be held against each other. */
export function currencyProblem(node: Node, names: Names): Problem | undefined {
  if (node.is !== 'compare' && node.is !== 'arithmetic') return undefined;
  const left = currencyOf(node.left, names);
  const right = currencyOf(node.right, names);
  if (left === undefined || right === undefined || left === right) return undefined;
  return {
    span: node.span,
    says: `${left} cannot be held against ${right}`,
    suggestion: 'write both amounts in the same currency',
  };
}

/** The currency of an amount where the file itself says it: literals, limits, and sums of these. */
function currencyOf(node: Node, names: Names): string | undefined {
  if (node.is === 'path') {
    const limit = node.root === 'limits' ? names.limits[String(node.steps[0])] : undefined;
    return limit?.unit === 'money' ? limit.value.currency : undefined;
  }
  if (node.is === 'call') {
    if (node.name === 'money') return parseMoney(literalText(node, 0))?.currency;
    return node.name === 'percent_of' && node.args[1] ? currencyOf(node.args[1], names) : undefined;
  }
  if (node.is === 'arithmetic') return currencyOf(node.left, names) ?? currencyOf(node.right, names);
  return undefined;
}
