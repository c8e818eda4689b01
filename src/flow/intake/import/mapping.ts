import { parse as parseYaml } from 'yaml';
import { AppError } from '../../../runtime/errors.ts';
import { Mapping } from './schema.ts';

/** Reads a mapping file: YAML with `map` and, where rows hold lists of events, `steps`. */
export function readMapping(text: string, file: string): Mapping {
  let raw: unknown;
  try {
    raw = parseYaml(text);
  } catch (error) {
    throw new AppError('invalid', `${file} is not YAML: ${(error as Error).message}`, { path: file });
  }
  const read = Mapping.safeParse(raw ?? {});
  if (read.success) return read.data;
  const says = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new AppError('invalid', `${file} is no mapping. ${says.join('; ')}`, {
    path: file,
    suggestion: 'Write “map:” and below it a line “field: column” for each field.',
  });
}

/** Reads `--map field=column` (a column of the file), `--map field=` (nothing) or `--map field==text` (always this). */
export function readPairs(pairs: readonly string[]): Mapping['map'] {
  const map: Mapping['map'] = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) {
      throw new AppError('invalid', `“${pair}” does not map anything.`, {
        suggestion: 'Write --map field=column, such as --map body=Description.',
      });
    }
    const [name, rest] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    map[name] = rest.startsWith('=') ? { value: rest.slice(1) } : rest;
  }
  return map;
}

/** Lays given parts over a guess; an empty column takes a guess away. */
export function layOver(guess: Mapping, given: Mapping): Mapping {
  const map = { ...guess.map, ...given.map };
  for (const [name, source] of Object.entries(map)) if (source === '') delete map[name];
  const steps = given.steps ?? guess.steps;
  return steps ? { map, steps } : { map };
}
