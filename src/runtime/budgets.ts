import type { Pool } from 'pg';
import type { Budgets } from '../boundary/schema.ts';

interface Scope {
  workflow: string;
  write: string;
  timeZone: string;
  currency: string;
}

interface Used {
  count_last_hour: number;
  count_today: number;
  sum_last_hour: number;
  sum_today: number;
}

/** What a write has used of its budgets, as an intent would count it, without taking a lock: for looking ahead. */
export async function usedBudget(pool: Pool, scope: Scope, now: Date): Promise<Budgets> {
  const { rows } = await pool.query<{ used: Used[] }>({
    name: 'budget-used',
    text: 'select budget_used($1::json, $2::timestamptz) as used',
    values: [JSON.stringify([{ ...scope, time_zone: scope.timeZone }]), now.toISOString()],
  });
  const used = rows[0]?.used[0];
  const money = (minor: number | undefined) => ({ minor: minor ?? 0, currency: scope.currency });
  return {
    count_last_hour: used?.count_last_hour ?? 0,
    count_today: used?.count_today ?? 0,
    sum_last_hour: money(used?.sum_last_hour),
    sum_today: money(used?.sum_today),
  };
}
