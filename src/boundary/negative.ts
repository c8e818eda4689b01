import { isMoney } from '../workspace/money.ts';
import type { Reason, RulingInput, Vocabulary } from './schema.ts';

/**
 * A person decides on a negative amount. Budgets are sums, and one that moves money the other way would make room for
 * more: nothing that a boundary says of sums, by the hour or the day, would be an upper bound any more.
 */
export function negativeAmount({ action }: RulingInput, vocabulary: Vocabulary): Reason | undefined {
  const argument = vocabulary.writes[action.write]?.money;
  const amount = argument === undefined ? undefined : action.args[argument];
  if (!isMoney(amount) || amount.minor >= 0) return undefined;
  const says = `The amount of ${action.write} is negative, which would give a budget back, so a person decides.`;
  return { source: 'check', rule: 'negative-amount', effect: 'human', met: true, says };
}
