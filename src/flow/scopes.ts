import type { BudgetScopes } from '../log/schema.ts';
import { customerDigest } from './ruling/cohort.ts';
import type { Walk } from './walk.ts';

/** The budgets that a write counts against: its own, and the wider ones that the boundary reads. */
export function budgetScopes({ state, workflow, workspace }: Walk, write: string): BudgetScopes {
  const reads = new Set(workflow.boundary.budgetScopes);
  return {
    workflow: workflow.name,
    write,
    timeZone: workspace.timeZone,
    currency: workspace.currency,
    ...(reads.has('agent') && state.plan ? { agent: state.plan.agent.name } : {}),
    ...(reads.has('customer') ? { customer: customerDigest(workflow, state) } : {}),
    ...(reads.has('workflow') ? { whole: true as const } : {}),
  };
}
