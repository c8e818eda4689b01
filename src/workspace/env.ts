import { suggestName } from './nearest.ts';
import type { Say } from './forms/form.ts';
import type { Path } from './yaml.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** `${SHOP_TOKEN}`, or `${SHOP_URL:-http://127.0.0.1:4100}` with a value for when it is not set. */
const VARIABLE = /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g;

/** Puts in what the environment gives. Says only the names of what is missing: a value may be a secret. */
export function fromEnv(text: string, env: Env, path: Path, say: Say): string {
  return text.replace(VARIABLE, (_, name: string, otherwise: string | undefined) => {
    const value = env[name] ?? otherwise;
    if (value !== undefined && value !== '') return value;
    const near = suggestName(name, similar(name, env));
    say(
      path,
      `needs ${name}, which is not set in the environment`,
      near ?? `start with ${name}=… in the environment`,
    );
    return '';
  });
}

/** Only names with a word in common: the whole environment is nobody's business. */
function similar(name: string, env: Env): string[] {
  const [first = ''] = name.split('_');
  return Object.keys(env).filter((other) => first.length > 2 && other.startsWith(first));
}
