import type { TurnBody } from '../../flow/plan/turns.ts';
import type { ModelFile } from '../../workspace/models.ts';

const MILLION = 1_000_000;
/** Characters of a token in European languages, on the low side: an estimate should not be too small. */
const CHARS_PER_TOKEN = 3.5;
/** What an answer that calls one tool takes, and how often a model looks something up first. */
const ANSWER_TOKENS = 250;
const TURNS = 1.5;

/** What tokens cost in minor units, parts of one included; undefined where the model has no price. */
export function costOf({ price }: ModelFile, tokens: TurnBody['tokens']): number | undefined {
  if (price === null) return undefined;
  const fresh = Math.max(0, tokens.in - tokens.cached);
  const cost = (fresh * price.in + tokens.cached * price.cached + tokens.out * price.out) / MILLION;
  // A millionth of a cent is noise of the arithmetic.
  return Math.round(cost * MILLION) / MILLION;
}

/** What asking about a text is expected to take: counted in characters, for no provider counts beforehand for free. */
export function expected(model: ModelFile, chars: number): { tokens: number; cost_minor?: number } {
  const once = Math.ceil(chars / CHARS_PER_TOKEN);
  const tokens = { in: Math.ceil(once * TURNS), cached: 0, out: ANSWER_TOKENS };
  const cost = costOf(model, tokens);
  return { tokens: tokens.in + tokens.out, ...(cost !== undefined && { cost_minor: cost }) };
}
