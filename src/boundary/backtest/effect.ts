import { Run } from '../cel/run.ts';
import { UNKNOWN } from '../cel/values.ts';
import { compiledOf } from '../compiled.ts';
import { negativeAmount } from '../negative.ts';
import { stricter, type Boundary, type Effect, type RulingInput } from '../schema.ts';
import { RulingScope } from '../scope.ts';

/** What a logged action was ruled on: everything but the boundary. */
export type Inputs = Omit<RulingInput, 'boundary'>;

/**
 * The effect of `rule` without its reasons: some three times as fast, since no sentence is written and nothing is
 * evaluated behind a `deny`. A property test holds the two against each other.
 */
export function effectOf(boundary: Boundary, inputs: Inputs): Effect {
  const { byWrite, vocabulary } = compiledOf(boundary);
  const rules = byWrite.get(inputs.action.write);
  if (!rules) return 'deny';
  const input = inputs as RulingInput;
  const run = new Run(new RulingScope(input, vocabulary));
  let effect: Effect = negativeAmount(input, vocabulary)?.effect ?? 'allow';
  let allowed = false;
  for (const { rule, met } of rules) {
    run.forget();
    const answer = met ? met(run) : true;
    if (answer === false) continue;
    if (rule.effect === 'allow') allowed ||= answer !== UNKNOWN;
    else if (rule.effect === 'deny') return 'deny';
    else effect = stricter(effect, rule.effect);
  }
  return allowed ? effect : stricter(effect, boundary.otherwise);
}
