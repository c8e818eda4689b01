import type { ActionRow, BudgetScopes, Used, UsedBudgets } from './schema.ts';

/** One budget that is counted and locked by itself, as `budget_used` in the database takes it. */
export interface Scope {
  kind: 'write' | 'agent' | 'customer' | 'workflow';
  workflow: string;
  /** The write, the agent, or the digest of the customer; empty for the whole workflow. */
  name: string;
  timeZone: string;
  currency: string;
}

/** Sums in minor units of the scope's currency. */
export interface Counted {
  count_last_hour: number;
  count_today: number;
  sum_last_hour: number;
  sum_today: number;
}

/** ISO 4217 for "no currency": what an append without a budget sees. */
const NO_CURRENCY = 'XXX';
/** Statuses that count against a budget; `failed` and `undone` give it back. */
const COUNTED = new Set<ActionRow['status']>(['intended', 'done', 'unknown']);

/** The scopes that one intent counts against: that of its write first. */
export function scopesOf(budget: BudgetScopes): Scope[] {
  const { workflow, write, agent, customer, whole, timeZone, currency } = budget;
  const within = { workflow, timeZone, currency };
  return [
    { kind: 'write', name: write, ...within },
    ...(agent === undefined ? [] : [{ kind: 'agent' as const, name: agent, ...within }]),
    ...(customer === undefined ? [] : [{ kind: 'customer' as const, name: customer, ...within }]),
    ...(whole ? [{ kind: 'workflow' as const, name: '', ...within }] : []),
  ];
}

/** The same name for the same scope; a customer is one customer in every workflow. */
export function nameOf({ kind, workflow, name, timeZone, currency }: Scope): string {
  return JSON.stringify([kind, kind === 'customer' ? '' : workflow, name, timeZone, currency]);
}

/** Scopes as `budget_used` and `open_gate` read them. */
export function asJson(scopes: Scope[]): string {
  return JSON.stringify(
    scopes.map(({ kind, workflow, name, timeZone, currency }) => {
      return { kind, workflow, name, time_zone: timeZone, currency };
    }),
  );
}

/** Adds an action of the same batch to a scope that it belongs to, as the database will count it. */
export function count(action: ActionRow, scope: Scope, sofar: Counted): void {
  if (!COUNTED.has(action.status) || !belongs(action, scope)) return;
  sofar.count_last_hour += 1;
  sofar.count_today += 1;
  if (action.money_currency !== scope.currency) return;
  sofar.sum_last_hour += action.money_minor ?? 0;
  sofar.sum_today += action.money_minor ?? 0;
}

/** Taking something back counts for its own write only: it spends neither the agent's budget nor the customer's. */
function belongs(action: ActionRow, { kind, workflow, name }: Scope): boolean {
  switch (kind) {
    case 'write':
      return action.workflow === workflow && action.write === name;
    case 'agent':
      return action.workflow === workflow && action.agent === name && action.undoes === null;
    case 'customer':
      return action.customer === name && action.undoes === null;
    case 'workflow':
      return action.workflow === workflow && action.undoes === null;
  }
}

/** What an intent sees of its budgets; without one, nothing is used. */
export function shown(
  budget: BudgetScopes | undefined,
  find: (scope: Scope) => Counted | undefined,
): UsedBudgets {
  if (!budget) return usedOf(nothing(), NO_CURRENCY);
  const used = new Map(
    scopesOf(budget).map((scope) => [scope.kind, usedOf(find(scope) ?? nothing(), scope.currency)]),
  );
  const { agent, customer, workflow } = Object.fromEntries(used);
  return {
    ...(used.get('write') ?? usedOf(nothing(), budget.currency)),
    ...(agent && { agent }),
    ...(customer && { customer }),
    ...(workflow && { workflow }),
  };
}

function usedOf(counted: Counted, currency: string): Used {
  return {
    count_last_hour: counted.count_last_hour,
    count_today: counted.count_today,
    sum_last_hour: { minor: counted.sum_last_hour, currency },
    sum_today: { minor: counted.sum_today, currency },
  };
}

export function nothing(): Counted {
  return { count_last_hour: 0, count_today: 0, sum_last_hour: 0, sum_today: 0 };
}
