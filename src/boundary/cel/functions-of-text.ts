import { RE2JS } from 're2js';
import type { CelFunction } from './functions.ts';
import { literalText, literalTexts } from './literal.ts';
import type { Evaluate } from './run.ts';
import { UNKNOWN } from './values.ts';

/** Longer patterns are refused when the file loads. */
export const PATTERN_CHARS_MAX = 500;

/** A question about two texts; unknown when either is. */
function ask(test: (text: string, part: string) => boolean): CelFunction['compile'] {
  return ([text, part]) =>
    (run) => {
      const one = text!(run);
      const other = part!(run);
      return one === UNKNOWN || other === UNKNOWN ? UNKNOWN : test(one as string, other as string);
    };
}

const size: CelFunction['compile'] = ([of]): Evaluate => {
  return (run) => {
    const value = of!(run);
    if (value === UNKNOWN) return UNKNOWN;
    return typeof value === 'string' ? Array.from(value).length : (value as readonly unknown[]).length;
  };
};

export const textFunctions: CelFunction[] = [
  {
    name: 'untrusted',
    usage: 'untrusted(path)',
    gives: 'true or false',
    says: 'Whether the value, or a part of it, was made from text that a stranger wrote.',
    own: ['untrusted(dyn): bool'],
    path: [0],
    compile: (args, call) => {
      const path = call.args[0]!;
      const [root, steps] = path.is === 'path' ? [path.root, path.steps] : ['', []];
      const read = args[0]!;
      // What is not there cannot come from a stranger, but of a fact that is missing nobody knows.
      return (run) =>
        run.scope.untrusted(root, steps) ||
        (root === 'args' || root === 'event' ? false : read(run) === UNKNOWN ? UNKNOWN : false);
    },
  },
  {
    name: 'contains_any',
    usage: 'contains_any(text, ["lawyer", "court"])',
    gives: 'true or false',
    says: 'Whether the text contains any of the words or phrases; capital letters make no difference.',
    own: ['contains_any(string, list<string>): bool'],
    literal: [1],
    compile: ([text], call) => {
      const parts = literalTexts(call.args[1]).map((part) => part.toLowerCase());
      return (run) => {
        const value = text!(run);
        if (value === UNKNOWN) return UNKNOWN;
        const lower = (value as string).toLowerCase();
        return parts.some((part) => lower.includes(part));
      };
    },
  },
  {
    name: 'matches_re2',
    usage: 'matches_re2(text, "[A-Z]{2}[0-9]+")',
    gives: 'true or false',
    says: 'Whether the RE2 pattern is found in the text, in time that only grows with its length. `(?i)` ignores capital letters.',
    own: ['matches_re2(string, string): bool'],
    literal: [1],
    faulty: (call) => patternFault(literalText(call, 1)),
    compile: ([text], call) => {
      const pattern = RE2JS.compile(literalText(call, 1));
      return (run) => {
        const value = text!(run);
        return value === UNKNOWN ? UNKNOWN : pattern.matcher(value as string).find();
      };
    },
  },
  {
    name: 'contains',
    method: true,
    usage: 'text.contains("part")',
    gives: 'true or false',
    says: 'Whether the text contains the part, to the letter.',
    compile: ask((text, part) => text.includes(part)),
  },
  {
    name: 'startsWith',
    method: true,
    usage: 'text.startsWith("part")',
    gives: 'true or false',
    says: 'Whether the text starts with the part.',
    compile: ask((text, part) => text.startsWith(part)),
  },
  {
    name: 'endsWith',
    method: true,
    usage: 'text.endsWith("part")',
    gives: 'true or false',
    says: 'Whether the text ends with the part.',
    compile: ask((text, part) => text.endsWith(part)),
  },
  {
    name: 'size',
    usage: 'size(list)',
    gives: 'whole number',
    says: 'How many items a list has, or how many characters a text.',
    compile: size,
  },
  {
    name: 'size',
    method: true,
    usage: 'list.size()',
    gives: 'whole number',
    says: 'The same, written after a dot.',
    compile: size,
  },
];

function patternFault(pattern: string): string | undefined {
  if (pattern.length > PATTERN_CHARS_MAX) return `the pattern is longer than ${PATTERN_CHARS_MAX} characters`;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return `the pattern is not one that RE2 takes: ${error instanceof Error ? error.message : 'unknown'}`;
  }
}
