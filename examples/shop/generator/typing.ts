import type { Random } from './random.ts';

const WORD = /\p{L}{4,}/gu;

/** Makes a few of the slips that fingers make: swapped, lost, doubled and neighbouring letters. */
export function mistype(text: string, random: Random, slips: number): string {
  let result = text;
  for (let i = 0; i < slips; i++) {
    const words = [...result.matchAll(WORD)].filter((word) => !/[A-Z]{2}/.test(word[0]));
    if (words.length === 0) return result;
    const word = random.pick(words);
    const at = word.index + random.int(1, word[0].length - 2);
    result = slip(result, at, random);
  }
  return result;
}

function slip(text: string, at: number, random: Random): string {
  const [before, one, two, after] = [
    text.slice(0, at),
    text[at] ?? '',
    text[at + 1] ?? '',
    text.slice(at + 2),
  ];
  switch (random.weighted({ swap: 45, lose: 35, double: 20 })) {
    case 'swap':
      return before + two + one + after;
    case 'lose':
      return before + two + after;
    case 'double':
      return before + one + one + two + after;
  }
}

/** Somebody leans on the keyboard: a sentence in capitals, and more exclamation marks than needed. */
export function shout(text: string, random: Random): string {
  const louder = text.replace(/[.!]$/m, random.pick(['!!', '!!!', '!!!!', ' !!']));
  if (random.chance(0.5)) return louder;
  const sentences = louder.split(/(?<=[.!?])\s/);
  const loud = random.int(0, sentences.length - 1);
  return sentences.map((sentence, i) => (i === loud ? sentence.toUpperCase() : sentence)).join(' ');
}
