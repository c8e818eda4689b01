import type { Sentence } from '../say/statement.ts';

export interface ComparedSentence {
  change: 'same' | 'added' | 'removed';
  text: string;
}

/** The statement of each write, sentence by sentence: what stays, what is new and what is gone, in reading order. */
export function compareStatements(
  before: Sentence[],
  after: Sentence[],
): { write: string; sentences: ComparedSentence[] }[] {
  const writes = [...new Set([...after, ...before].map(({ write }) => write))];
  const textsOf = (sentences: Sentence[], write: string) =>
    sentences.filter((sentence) => sentence.write === write).map(({ text }) => text);
  return writes.map((write) => ({
    write,
    sentences: compareLists(textsOf(before, write), textsOf(after, write)),
  }));
}

/** The longest common run of both lists stays; what is only in one of them was removed or added there. */
function compareLists(before: string[], after: string[]): ComparedSentence[] {
  const lengths = commonLengths(before, after);
  const compared: ComparedSentence[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      compared.push({ change: 'same', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      compared.push({ change: 'removed', text: old });
      i += 1;
    } else {
      compared.push({ change: 'added', text: fresh! });
      j += 1;
    }
  }
  return compared;
}

/** `lengths[i][j]`: how many sentences `before` from i and `after` from j have in common, in order. */
function commonLengths(before: string[], after: string[]): number[][] {
  const row = () => Array.from({ length: after.length + 1 }, () => 0);
  const lengths = Array.from({ length: before.length + 1 }, row);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        before[i] === after[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}
