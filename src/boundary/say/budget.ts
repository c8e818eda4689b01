import type { Comparison, Node } from '../cel/tree.ts';
import type { Money } from '../../workspace/money.ts';
import { sayMoney, sayNumber } from './amounts.ts';
import { noun } from './noun.ts';
import { known, type Teller } from './teller.ts';

const SPANS: Record<string, string> = {
  count_last_hour: 'in the last hour',
  sum_last_hour: 'in the last hour',
  count_today: 'today',
  sum_today: 'today',
};

/**
 * `budget.count_last_hour + 1 > limits.per_hour` → "this would be more than 20 in the last hour", and the same for
 * sums with the action's own amount. Undefined for anything else.
 */
export function sayBudget(left: Node, op: Comparison, right: Node, teller: Teller): string | undefined {
  const budget = budgetWithThis(left);
  const bound = noun(right, teller);
  if (!budget || !bound || (op !== '>' && op !== '<=')) return undefined;
  const span = SPANS[budget.name]!;
  const above = op === '>';
  const value = known(left, teller);
  if (budget.counts) {
    if (typeof value !== 'number') return `this would be ${above ? 'more than' : 'at most'} ${bound} ${span}`;
    return `this would be number ${sayNumber(value)} ${span}, ${above ? 'above' : 'within'} ${bound}`;
  }
  if (value === undefined)
    return `with this the sum ${span} would be ${above ? 'above' : 'at most'} ${bound}`;
  return `with this the sum ${span} would be ${sayMoney(value as Money)}, ${above ? 'above' : 'within'} ${bound}`;
}

/** Finds `budget.count_… + 1` and `budget.sum_… + args.amount`, either way round. */
function budgetWithThis(node: Node): { name: string; counts: boolean } | undefined {
  if (node.is !== 'arithmetic' || node.op !== '+') return undefined;
  const [budget, plus] = isBudget(node.left) ? [node.left, node.right] : [node.right, node.left];
  if (budget.is !== 'path' || !isBudget(budget)) return undefined;
  const name = String(budget.steps[0]);
  const counts = name.startsWith('count_');
  const own = counts ? plus.is === 'value' && plus.value === 1 : plus.is === 'path' && plus.root === 'args';
  return own && SPANS[name] ? { name, counts } : undefined;
}

function isBudget(node: Node): boolean {
  return node.is === 'path' && node.root === 'budget';
}
