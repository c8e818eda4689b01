import { z } from 'zod';
import { parseDuration } from '../duration.ts';
import { parseMoney, type Money } from '../money.ts';
import { suggestName } from '../nearest.ts';
import type { Fault } from '../shape.ts';
import type { Path, YamlFile } from '../yaml.ts';

/** Says what is wrong at a path of one file. */
export type Say = (path: Path, says: string, suggestion?: string) => void;

/** A mapping with exactly these keys; a key that is not known gets the nearest one suggested. */
export function entry<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      return issue.keys
        .map((key) => `"${key}" is not known here\n${suggestName(key, known) ?? ''}`)
        .join('\u0000');
    },
  });
}

/** A transform that may refuse: `fail` takes the message (its second line is the suggestion) and a path below. */
export function form<T>(
  read: (raw: unknown, fail: (message: string, path?: (string | number)[]) => void) => T | undefined,
): z.ZodType<T> {
  return z.unknown().transform((raw, context): T => {
    const fail = (message: string, path: (string | number)[] = []): void =>
      context.addIssue({ code: 'custom', message, path, input: raw });
    if (raw === undefined || raw === null) {
      fail('is missing');
      return z.NEVER;
    }
    return read(raw, fail) ?? z.NEVER;
  });
}

/** Parses a part of a file with a schema inside a form, with its faults at their own places. */
export function within<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  fail: (message: string, path?: (string | number)[]) => void,
  path: (string | number)[] = [],
): T | undefined {
  const parsed = schema.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const part of spread(parsed.error)) fail(part.message, [...path, ...part.path]);
  return undefined;
}

/** `4h`, `30 minutes`: milliseconds. */
export const Duration: z.ZodType<number> = form((raw, fail) => {
  const ms = typeof raw === 'string' ? parseDuration(raw) : undefined;
  if (ms === undefined) fail('is not a length of time\nwrite a number and a unit, such as 30m, 4h or 14d');
  return ms;
});

/** `31.00 EUR` */
export const Amount: z.ZodType<Money> = form((raw, fail) => {
  const money = typeof raw === 'string' ? parseMoney(raw) : undefined;
  if (!money) fail('is not an amount of money\nwrite an amount and a currency, such as 31.00 EUR');
  return money;
});

/** Names that conditions and templates can say: `late_delivery`. */
const NAME = /^[a-z][a-z0-9_]*$/;
export const Name = z
  .string()
  .regex(
    NAME,
    'is not a name that conditions can say\nwrite small letters, digits and underscores, such as late_delivery',
  );

/** Runs a schema over a whole file and says each fault at its line. */
export function parseForm<T>(schema: z.ZodType<T>, yaml: YamlFile, say: Say): T | undefined {
  const parsed = schema.safeParse(yaml.value ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = spread(parsed.error);
  const slips = issues.filter(isUnknownKey);
  for (const { path, message } of slips) sayMessage(say, path, message);
  // A slip in a key's name hides nothing else: the rest of the file is checked as if it had been written right.
  const rest: unknown = structuredClone(yaml.value);
  for (const slip of slips) mendKey(rest, slip, yaml);
  const mended = slips.length > 0 ? schema.safeParse(rest, { reportInput: true }) : parsed;
  if (mended.success) return mended.data;
  for (const { path, message } of spread(mended.error)) sayMessage(say, path, message);
  return undefined;
}

function sayMessage(say: Say, path: Path, message: string): void {
  const [says = '', suggestion = ''] = message.split('\n');
  say(path, says, suggestion === '' ? undefined : suggestion);
}

function isUnknownKey({ path, message }: { path: Path; message: string }): boolean {
  return message.startsWith(`"${path.at(-1)}" is not known here`);
}

/** Gives a mistyped key the name that was most likely meant, where that is still free, and drops it otherwise. */
function mendKey(value: unknown, { path, message }: { path: Path; message: string }, yaml: YamlFile): void {
  let within = value as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) within = within[part] as Record<string | number, unknown>;
  const key = path.at(-1) ?? '';
  const meant = /did you mean "(\w+)"/.exec(message)?.[1];
  if (meant !== undefined && !(meant in within)) {
    within[meant] = within[key];
    yaml.rename(path, meant);
  }
  delete within[key];
}

/** One `Say` for one file, which adds its faults to the list. */
export function sayFor(yaml: YamlFile, faults: Fault[]): Say {
  return (path, says, suggestion) => {
    const name = path.filter((part) => typeof part === 'string').at(-1);
    faults.push({
      file: yaml.file,
      ...yaml.at(path),
      ...(path.length === 0 ? {} : { path: path.join('.') }),
      says: name === undefined || says.startsWith(`"${name}" `) ? says : `${name} ${says}`,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  };
}

/** Every issue on its own, with unknown keys pointed at themselves, in words that begin after the path. */
function spread(error: z.ZodError): { path: (string | number)[]; message: string }[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      const messages = issue.message.split('\u0000');
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        message: messages[index] ?? 'is not known here',
      }));
    }
    if (issue.code === 'invalid_type') {
      const isMissing = issue.input === undefined || issue.input === null;
      return [
        {
          path,
          message: isMissing
            ? `is missing: expected ${inWords(issue.expected)}`
            : `is not ${inWords(issue.expected)}`,
        },
      ];
    }
    if (issue.code === 'invalid_value') {
      const values = issue.values.map(String);
      const { input } = issue;
      const message =
        input === undefined || input === null
          ? `is missing: expected one of ${values.join(', ')}`
          : `is not one of ${values.join(', ')}\n${suggestName(typeof input === 'string' ? input : JSON.stringify(input), values) ?? ''}`;
      return [{ path, message }];
    }
    return [{ path, message: issue.message }];
  });
}

const WORDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function inWords(expected: string): string {
  return WORDS[expected] ?? expected;
}
