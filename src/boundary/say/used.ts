import type { WiderBudget } from '../schema.ts';

export const SPANS: Record<string, string> = {
  count_last_hour: 'in the last hour',
  sum_last_hour: 'in the last hour',
  count_today: 'today',
  sum_today: 'today',
};

/** Whose budget it is: what is counted in it, and how its sum is named. Nothing for the budget of the write itself. */
export const WHOSE: Record<WiderBudget, { counted: string; summed: string }> = {
  agent: { counted: ' by this agent', summed: ' of this agent' },
  customer: { counted: ' for this customer', summed: ' for this customer' },
  workflow: { counted: ' in this workflow', summed: ' of this workflow' },
};

/** "the count of today for this customer"; undefined for what is no budget. */
export function nounOfBudget(steps: string[]): string | undefined {
  const [name, scope] = [String(steps.at(-1)), steps.length > 1 ? steps[0] : undefined];
  const span = { count_last_hour: 'the last hour', sum_last_hour: 'the last hour' }[name] ?? 'today';
  if (!SPANS[name]) return undefined;
  const whose = scope === undefined ? '' : WHOSE[scope as WiderBudget].summed;
  return `the ${name.startsWith('count_') ? 'count' : 'sum'} of ${span}${whose}`;
}
