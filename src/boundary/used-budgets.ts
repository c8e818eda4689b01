import { walk, type Node } from './cel/tree.ts';
import { WIDER_BUDGETS, type Boundary } from './schema.ts';

/** Which budgets these conditions read: an intent locks and counts those, and no others. */
export function usedBudgets(conditions: { tree?: Node }[]): Pick<Boundary, 'usesBudgets' | 'budgetScopes'> {
  const read = new Set<unknown>();
  let usesBudgets = false;
  for (const { tree } of conditions) {
    if (!tree) continue;
    walk(tree, (node) => {
      if (node.is !== 'path' || node.local || node.root !== 'budget') return;
      usesBudgets = true;
      read.add(node.steps[0]);
    });
  }
  return { usesBudgets, budgetScopes: WIDER_BUDGETS.filter((scope) => read.has(scope)) };
}
