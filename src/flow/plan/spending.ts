import { showMoney } from '../../workspace/money.ts';
import type { AgentLimits } from '../../workspace/rollout.ts';
import type { Spent } from './schema.ts';

/** What was spent on two plans together. */
export function addSpent(one: Spent, other: Spent | null | undefined): Spent {
  const sum: Spent = { ...one };
  for (const name of ['turns', 'tokens', 'ms', 'cost_minor'] as const) {
    const more = other?.[name];
    if (more !== undefined) sum[name] = (sum[name] ?? 0) + more;
  }
  return sum;
}

/** Which limits of a case its agents have gone beyond, each a sentence. Empty: none. */
export function beyondLimits(
  limits: AgentLimits,
  { turns = 0, tokens = 0, cost_minor: minor = 0 }: Spent,
): string[] {
  const says: string[] = [];
  if (limits.turns !== null && turns > limits.turns)
    says.push(`Its agents took ${turns} turns on this case; the limit is ${limits.turns}.`);
  if (limits.tokens !== null && tokens > limits.tokens)
    says.push(`Its agents used ${tokens} tokens on this case; the limit is ${limits.tokens}.`);
  if (limits.cost && minor > limits.cost.minor) {
    const cost = { minor: Math.ceil(minor), currency: limits.cost.currency };
    says.push(`Its agents cost ${showMoney(cost)} on this case; the limit is ${showMoney(limits.cost)}.`);
  }
  return says;
}

/** Why the agents of a workflow are not asked any more today; undefined while they may be. */
export function dayIsOver({ costPerDay }: AgentLimits, spentMinor: number): string | undefined {
  if (!costPerDay || spentMinor < costPerDay.minor) return undefined;
  const spent = { minor: spentMinor, currency: costPerDay.currency };
  return `The agents of this workflow have cost ${showMoney(spent)} today, which is the limit (${showMoney(costPerDay)}), so people take its cases until tomorrow.`;
}

/** What agents have spent on a case so far, in all of its rounds. */
export function spentOn({ rounds }: { rounds: readonly { spent: Spent | null }[] }): Spent {
  return rounds.reduce<Spent>((sum, { spent }) => addSpent(sum, spent), {});
}
