import type { Pool } from 'pg';
import type { Budgets } from '../boundary/schema.ts';
import type { BudgetScopes } from '../log/schema.ts';
import { asJson, type Counted, scopesOf, shown } from '../log/scopes.ts';

/** What an intent has used of its budgets, as its gate would count it, without taking a lock: for looking ahead. */
export async function usedBudget(pool: Pool, budget: BudgetScopes, now: Date): Promise<Budgets> {
  const scopes = scopesOf(budget);
  const { rows } = await pool.query<{ used: Counted[] }>({
    name: 'budget-used',
    text: 'select budget_used($1::json, $2::timestamptz) as used',
    values: [asJson(scopes), now.toISOString()],
  });
  const used = rows[0]?.used ?? [];
  return shown(budget, ({ kind }) => used[scopes.findIndex((scope) => scope.kind === kind)]);
}
