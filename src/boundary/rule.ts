import { Run } from './cel/run.ts';
import { UNKNOWN } from './cel/values.ts';
import { stepsFor } from './chain/applies.ts';
import { compiledOf, type CompiledRule } from './compiled.ts';
import { negativeAmount } from './negative.ts';
import { sayMet, sayOtherwise } from './say/reason.ts';
import {
  EFFECTS,
  stricter,
  type Boundary,
  type Effect,
  type Reason,
  type Ruling,
  type RulingInput,
  type Vocabulary,
} from './schema.ts';
import { RulingScope } from './scope.ts';

/**
 * Holds one action against a boundary. Pure: the same input gives the same ruling, for ever.
 *
 * - Every rule that speaks of the write is evaluated; the strictest met one wins, in whatever order they stand.
 * - A condition that is unknown counts as met in a rule that restricts, and as not met in an `allow`.
 * - What no rule allows is held by `otherwise`, also beside milder rules: more rules never make a ruling milder.
 * - A write that is not on the map is denied, and a person decides on a negative amount.
 */
export function rule(input: RulingInput): Ruling {
  const { boundary } = input;
  const compiled = compiledOf(boundary);
  const rules = compiled.byWrite.get(input.action.write);
  if (!rules) return offTheMap(input);
  const run = new Run(new RulingScope(input, compiled.vocabulary));
  const reasons: Reason[] = [];
  const quiet: string[] = [];
  let allowed = false;
  for (const each of rules) {
    const reason = hear(each, run, boundary, compiled.vocabulary);
    if (!reason) quiet.push(each.rule.id);
    else {
      reasons.push(reason);
      allowed ||= reason.effect === 'allow';
    }
  }
  const negative = negativeAmount(input, compiled.vocabulary);
  if (negative) reasons.push(negative);
  const heard = reasons.reduce<Effect>((effect, reason) => stricter(effect, reason.effect), 'allow');
  const effect = allowed ? heard : stricter(heard, boundary.otherwise);
  if (!allowed && (reasons.length === 0 || effect !== heard)) reasons.push(otherwise(boundary));
  return {
    effect,
    reasons: reasons.sort(strictestFirst),
    quiet,
    missing: missingOf(reasons),
    approve: stepsFor(boundary, input.action.write, run),
    boundary: boundary.version,
  };
}

function missingOf(reasons: Reason[]): string[] {
  const unknown = reasons.filter((reason) => reason.missing !== undefined);
  if (unknown.length === 0) return [];
  return [...new Set(unknown.flatMap((reason) => reason.missing ?? []))].sort();
}

/** What a rule says of the action; undefined when its condition is not met. */
function hear(
  compiled: CompiledRule,
  run: Run,
  boundary: Boundary,
  vocabulary: Vocabulary,
): Reason | undefined {
  const { rule, met } = compiled;
  run.forget();
  const answer = met ? met(run) : true;
  if (answer === false || (answer === UNKNOWN && rule.effect === 'allow')) return undefined;
  const unknown = answer === UNKNOWN;
  const missing = unknown ? (run.missing ?? new Map<string, string>()) : undefined;
  return {
    source: 'boundary',
    rule: rule.id,
    effect: rule.effect,
    met: unknown ? 'unknown' : true,
    says: sayMet(compiled, run, missing, boundary, vocabulary),
    ...(missing && { missing: [...missing.keys()].sort() }),
    // What is only not known holds the action back; it is no reason to stop everything.
    ...(rule.brake && !unknown && { brake: rule.brake }),
    line: rule.line,
  };
}

function otherwise({ otherwise: effect }: Boundary): Reason {
  return { source: 'boundary', rule: 'otherwise', effect, met: true, says: sayOtherwise(effect) };
}

function offTheMap({ boundary, action }: RulingInput): Ruling {
  const says = `${action.write} is not on the map of this workflow, so nothing may use it.`;
  return {
    effect: 'deny',
    reasons: [{ source: 'map', rule: 'map', effect: 'deny', met: true, says }],
    quiet: [],
    missing: [],
    approve: boundary.approve,
    boundary: boundary.version,
  };
}

// Ids break ties, so that the order of rules in the file shows nowhere.
function strictestFirst(one: Reason, other: Reason): number {
  const strictness = EFFECTS.indexOf(other.effect) - EFFECTS.indexOf(one.effect);
  return strictness || (one.rule < other.rule ? -1 : 1);
}
