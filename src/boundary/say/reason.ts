import type { Run } from '../cel/run.ts';
import type { CompiledRule } from '../compiled.ts';
import type { Effect } from '../schema.ts';

/** Why a rule spoke, with the values that it looked at. */
export function sayMet(
  { rule }: CompiledRule,
  _run: Run,
  missing: ReadonlyMap<string, string> | undefined,
): string {
  if (missing) return [...missing].map(([name, why]) => `${name} ${why}`).join('; ');
  return rule.because ?? rule.when ?? rule.id;
}

export function sayOtherwise(effect: Effect): string {
  return `No rule allows this, so ${effect}.`;
}
