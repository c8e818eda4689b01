import { AppError } from '../../../runtime/errors.ts';
import {
  asAddress,
  asJson,
  asList,
  asWords,
  isJson,
  readDescription,
  type Description,
} from './description.ts';
import { draftOf, type Draft, type LeftOut } from './draft.ts';
import { fileText } from './file_text.ts';
import { addGuesses } from './guesses.ts';
import { snake, upper } from './names.ts';
import { chosen, operationsOf, type Operation } from './operations.ts';
import { signInOf } from './sign_in.ts';

export type { Operation } from './operations.ts';

/** A file of that many reads and writes nobody reads, and what nobody reads nobody should run. */
export const OPERATIONS_MAX = 60;

/** A longer title is cut. */
const TITLE_CHARS_MAX = 80;

export interface Drafted {
  name: string;
  /** The text of `systems/<name>.yaml`. */
  text: string;
  reads: string[];
  writes: string[];
  leftOut: string[];
  /** How many lines of the text ask for somebody to look. */
  checks: number;
  /** What the environment must give before the file loads. */
  env: string[];
}

/** Every operation of a description, to choose from. */
export function listOperations(text: string): Operation[] {
  return operationsOf(readDescription(text));
}

/**
 * The file of a system from its OpenAPI description. `source` is where the description was found, a file or an address.
 * `only` chooses operations by id, tag or path; everything is taken where it is empty.
 */
export function draftSystem(
  text: string,
  { source, only, name }: { source: string; only: string[]; name?: string },
): Drafted {
  const description = readDescription(text);
  const all = operationsOf(description);
  const operations = chosen(all, only);
  if (operations.length === 0) throw new AppError('invalid', 'The description has no operations.');
  if (operations.length > OPERATIONS_MAX)
    throw new AppError('too_large', `${operations.length} operations are too many for one file.`, {
      suggestion: 'Choose what a workflow needs by --only with ids, tags or paths; --list shows them.',
    });
  const system = nameFor(name ?? description.title);
  const made = operations.map((operation) => draftOf(description, operation));
  const drafts = made.filter((one): one is Draft => 'args' in one);
  const leftOut = made.filter((one): one is LeftOut => 'why' in one);
  addGuesses(drafts);
  const signIn = signInOf(description, operations, system);
  const { address, doubts, env } = addressOf(description, source, system);
  const title = (asWords(description.title) ?? 'System').slice(0, TITLE_CHARS_MAX);
  const parts = { title, source, label: title, address, addressDoubts: doubts, signIn, drafts, leftOut };
  const file = fileText(parts);
  return {
    name: system,
    text: file,
    reads: drafts.filter(({ isRead }) => isRead).map((draft) => draft.name),
    writes: drafts.filter(({ isRead }) => !isRead).map((draft) => draft.name),
    leftOut: leftOut.map(({ operation }) => operation.id),
    checks: file.split('\n').filter((line) => /^\s*# Check:/.test(line)).length,
    env: [...env, ...signIn.env],
  };
}

/** `Wollgras Shop API` → `wollgras_shop` */
function nameFor(title: string): string {
  const name = snake(title.replace(/\b(?:rest\s+)?(?:web\s+)?api\b.*$/i, ''));
  return name === 'op_' ? 'system' : name;
}

function addressOf(
  description: Description,
  source: string,
  system: string,
): { address: string; doubts: string[]; env: string[] } {
  const servers = asList(description.root['servers']).filter(isJson);
  const urls = servers.map((server) => {
    const variables = asJson(server['variables']);
    const url = asAddress(server['url']) ?? '/';
    return url.replaceAll(
      /\{(\w+)\}/g,
      (hole, variable: string) => asAddress(asJson(variables[variable])['default']) ?? hole,
    );
  });
  const variable = `${upper(system)}_URL`;
  const [first] = urls;
  const base = first === undefined ? '/' : first;
  const address = URL.canParse(base) ? base : isAddress(source) ? new URL(base, source).href : undefined;
  if (address === undefined || /[{}]/.test(address))
    return {
      address: `\${${variable}}`,
      doubts: ['The description does not say where the service is.'],
      env: [variable],
    };
  const doubts = urls.length > 1 ? [`Other servers: ${urls.slice(1, 6).join(', ')}.`] : [];
  return { address: `\${${variable}:-${address.replace(/\/+$/, '')}}`, doubts, env: [] };
}

function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
