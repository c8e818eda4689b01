import type { NeverSaid } from '../../../workspace/asking.ts';

/** Words that `…` in a forbidden wording may stand for, at most. */
const GAP_WORDS_MAX = 6;

/** Wordings of the playbook that a text must not hold: word by word, whatever stands between them in signs. */
export function wrongPromises(text: string, never: readonly NeverSaid[]): string[] {
  const words = wordsOf(text);
  return never
    .filter((one) => stands(words, wordsOf(one.words)))
    .map((one) => `“${one.words}” must not be said: ${one.because.replace(/\.$/, '')}.`);
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('...', '…')
      .match(/[\p{L}\p{N}%€$£]+|…/gu) ?? []
  );
}

function stands(words: string[], wanted: string[]): boolean {
  if (wanted.length === 0) return false;
  return words.some((_, from) => matches(words, from, wanted, 0));
}

function matches(words: string[], from: number, wanted: string[], at: number): boolean {
  const word = wanted[at];
  if (word === undefined) return true;
  if (word !== '…') return words[from] === word && matches(words, from + 1, wanted, at + 1);
  for (let gap = 0; gap <= GAP_WORDS_MAX && from + gap <= words.length; gap++) {
    if (matches(words, from + gap, wanted, at + 1)) return true;
  }
  return false;
}
