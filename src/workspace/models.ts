import { z } from 'zod';
import { fromEnv, type Env } from './env.ts';
import { Amount, entry, type Say } from './forms/form.ts';
import type { Money } from './money.ts';
import { confide } from './systems/confide.ts';

export const PROVIDERS = ['anthropic', 'google', 'openai', 'openai-compatible'] as const;
export type ModelProvider = (typeof PROVIDERS)[number];

/** A model that agents may be made of. `models:` of remit.yaml, with what the environment gives put in. */
export interface ModelFile {
  name: string;
  provider: ModelProvider;
  /** Its name at the provider: `claude-sonnet-4-5`. */
  model: string;
  /** Tokens of one answer, at most. */
  answerTokens: number;
  temperature: number | null;
  /** How often a question is asked again after a fault that may pass. */
  retries: number;
  /** For a million tokens, in minor units of the workspace's currency; null: it costs nothing, or nobody said. */
  price: { in: number; cached: number; out: number } | null;
  /** Names that the environment does not set; while there are any, nobody can ask it. */
  missing: string[];
  /** Not enumerable: these never show in JSON, in a log or in a spread copy. */
  readonly key: string;
  readonly address: string;
}

const ANSWER_TOKENS = 2_000;
const ANSWER_TOKENS_MAX = 64_000;
const RETRIES = 2;
const RETRIES_MAX = 8;
const VARIABLE = /\$\{[A-Za-z_]\w*(:-[^}]*)?\}/;

/** `models:` of remit.yaml */
export const ModelsForm = z.record(
  z.string(),
  entry({
    provider: z.enum(PROVIDERS),
    model: z.string().min(1),
    /** Where it answers, where that is not the provider's own address: needed for `openai-compatible`. */
    address: z.string().optional(),
    key: z.string().optional(),
    answer_tokens: z.int().min(64).max(ANSWER_TOKENS_MAX).default(ANSWER_TOKENS),
    temperature: z.number().min(0).max(2).nullable().default(null),
    retries: z.int().min(0).max(RETRIES_MAX).default(RETRIES),
    /** For a million tokens; `cached` is what tokens cost that the provider knew already. */
    price: entry({ in: Amount, out: Amount, cached: Amount.optional() }).nullable().default(null),
  }),
);

/**
 * Models with what the environment gives. A key that is not set is no fault of the files: the workspace loads, and the
 * agent says why it cannot be asked. A key that is written out in the file is a fault.
 */
export function checkModels(
  form: z.output<typeof ModelsForm>,
  env: Env,
  currency: string,
  say: Say,
): Record<string, ModelFile> {
  const models: Record<string, ModelFile> = {};
  for (const [name, given] of Object.entries(form)) {
    const missing: string[] = [];
    const take = (text = ''): string =>
      fromEnv(text, env, [], (_, says) => void missing.push(/needs (\w+)/.exec(says)?.[1] ?? text));
    const at = (key: string) => ['models', name, key];
    if (given.key !== undefined && !VARIABLE.test(given.key))
      say(
        at('key'),
        'stands in the file, where everybody reads it',
        'write ${ANTHROPIC_API_KEY} or the like',
      );
    if (given.provider === 'openai-compatible' && given.address === undefined)
      say(at('address'), 'is missing: where does it answer?', 'write one such as http://127.0.0.1:11434/v1');
    if (given.key === undefined && given.provider !== 'openai-compatible')
      say(at('key'), 'is missing', 'write ${ANTHROPIC_API_KEY} or the like');
    for (const amount of Object.values(given.price ?? {})) {
      if (amount && amount.currency !== currency)
        say(
          at('price'),
          `is in ${amount.currency}`,
          `write it in ${currency}, the currency of this business`,
        );
    }
    const { provider, model, answer_tokens: answerTokens, temperature, retries } = given;
    const file = {
      name,
      provider,
      model,
      answerTokens,
      temperature,
      retries,
      price: priceOf(given.price),
      missing,
    };
    const address = take(given.address).replace(/\/+$/, '');
    if (address !== '' && !/^https?:\/\//.test(address))
      say(at('address'), 'is not an http address', 'write one such as http://127.0.0.1:11434/v1');
    models[name] = confide(file, { key: take(given.key), address });
  }
  return models;
}

function priceOf(given: { in: Money; out: Money; cached?: Money | undefined } | null): ModelFile['price'] {
  if (given === null) return null;
  return { in: given.in.minor, out: given.out.minor, cached: (given.cached ?? given.in).minor };
}
