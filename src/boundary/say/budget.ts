import type { Comparison, Node } from '../cel/tree.ts';
import type { Money } from '../../workspace/money.ts';
import { WIDER_BUDGETS, type WiderBudget } from '../schema.ts';
import { sayMoney, sayNumber } from './amounts.ts';
import { noun } from './noun.ts';
import { known, type Teller } from './teller.ts';
import { SPANS, WHOSE } from './used.ts';

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
  const of = budget.scope && WHOSE[budget.scope];
  if (budget.counts) {
    if (typeof value !== 'number') {
      const what = of ? ` ${bound === '1' ? 'action' : 'actions'}${of.counted}` : '';
      return `this would be ${above ? 'more than' : 'at most'} ${bound}${what} ${span}`;
    }
    const which = of ? `action number ${sayNumber(value)}${of.counted}` : `number ${sayNumber(value)}`;
    return `this would be ${which} ${span}, ${above ? 'above' : 'within'} ${bound}`;
  }
  const sum = `with this the sum${of?.summed ?? ''} ${span} would be`;
  if (value === undefined) return `${sum} ${above ? 'above' : 'at most'} ${bound}`;
  return `${sum} ${sayMoney(value as Money)}, ${above ? 'above' : 'within'} ${bound}`;
}

/** Finds `budget.count_… + 1` and `budget.sum_… + args.amount`, either way round. */
function budgetWithThis(
  node: Node,
): { name: string; counts: boolean; scope: WiderBudget | undefined } | undefined {
  if (node.is !== 'arithmetic' || node.op !== '+') return undefined;
  const [budget, plus] = isBudget(node.left) ? [node.left, node.right] : [node.right, node.left];
  if (budget.is !== 'path' || !isBudget(budget)) return undefined;
  const name = String(budget.steps.at(-1));
  const scope = WIDER_BUDGETS.find((wider) => budget.steps.length > 1 && wider === budget.steps[0]);
  const counts = name.startsWith('count_');
  const own = counts ? plus.is === 'value' && plus.value === 1 : plus.is === 'path' && plus.root === 'args';
  return own && SPANS[name] ? { name, counts, scope } : undefined;
}

function isBudget(node: Node): boolean {
  return node.is === 'path' && node.root === 'budget';
}
