import { bitsWhere, countBits, sameBits, type Bits } from './bits.ts';
import { KIND_PATH, type DecidedCase, type Field, type Language, type Literal } from './schema.ts';

/** Cases that a part of a condition must fit, and must leave out, to be looked at. */
export const FITTED_MIN = 5;
/** Values of one field that are looked at, and words of the text: the most frequent ones. */
const VALUES_MAX = 20;
const WORDS_MAX = 80;
/** A word is used by at least so many subjects, or it may be somebody's name, and in no more than this share of cases. */
const WORD_SUBJECTS_MIN = 8;
const WORD_SHARE_MAX = 0.4;
const WORD = /\p{L}{4,24}/gu;
/** Thresholds of a number are looked for at these shares of its values. */
const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9];

/** A part of a condition with the cases that it fits. */
export interface Candidate {
  literal: Literal;
  bits: Bits;
}

/**
 * All parts that a condition over these cases may be made of. Which there are depends on what the cases are like and
 * never on what people decided, or else the correction for their number would be worth nothing. Of parts that fit the
 * same cases the plainest stands for all.
 */
export function candidatesOf(cases: readonly DecidedCase[], language: Language): Candidate[] {
  const kinds: Field = { path: KIND_PATH, label: 'kind', type: 'choice', optional: false };
  const literals = [kinds, ...language.fields].flatMap((field) => ofField(field, cases));
  if (language.texts.length > 0) literals.push(...wordsOf(cases));
  const found: Candidate[] = [];
  for (const literal of literals) {
    const bits = bitsWhere(cases.length, (index) => fits(literal, cases[index]!));
    const count = countBits(bits);
    if (count < FITTED_MIN || cases.length - count < FITTED_MIN) continue;
    if (!found.some((other) => sameBits(other.bits, bits))) found.push({ literal, bits });
  }
  return found;
}

/** Whether a case is as the part says. What is not known is neither more nor less than anything. */
export function fits(literal: Literal, { fields, text }: Pick<DecidedCase, 'fields' | 'text'>): boolean {
  if (literal.is === 'word') return text.includes(literal.word);
  const value = fields[literal.path];
  switch (literal.is) {
    case 'known':
      return value !== undefined;
    case 'unknown':
      return value === undefined;
    case 'equals':
      return value === literal.value;
    case 'more':
      return typeof value === 'number' && value > literal.value;
    case 'at_most':
      return typeof value === 'number' && value <= literal.value;
  }
}

export function fitsAll(literals: readonly Literal[], one: Pick<DecidedCase, 'fields' | 'text'>): boolean {
  return literals.every((literal) => fits(literal, one));
}

function ofField({ path, type, optional }: Field, cases: readonly DecidedCase[]): Literal[] {
  const values = cases.map(({ fields }) => fields[path]).filter((value) => value !== undefined);
  const presence: Literal[] = optional
    ? [
        { is: 'known', path },
        { is: 'unknown', path },
      ]
    : [];
  if (type === 'boolean') return [...booleans(path), ...presence];
  if (type === 'choice') {
    const frequent = mostFrequent(values.map(String), VALUES_MAX);
    return [...frequent.map((value): Literal => ({ is: 'equals', path, value })), ...presence];
  }
  const numbers = values.filter((value) => typeof value === 'number').sort((one, other) => one - other);
  const cuts = new Set(cutsOf(numbers));
  const thresholds = [...cuts].flatMap((value): Literal[] => [
    { is: 'more', path, value },
    { is: 'at_most', path, value },
  ]);
  return [...presence, ...thresholds];
}

function booleans(path: string): Literal[] {
  return [
    { is: 'equals', path, value: true },
    { is: 'equals', path, value: false },
  ];
}

/** Cuts at quantiles, and at nothing: whether there is any of it at all is what people look at first. */
function cutsOf(sorted: readonly number[]): number[] {
  if (sorted.length === 0) return [];
  const at = QUANTILES.map((share) => sorted[Math.floor(share * (sorted.length - 1))]!);
  // Where many cases have one value, the cut before it counts as well: above 49, and not only above 90.
  const before = at.flatMap((value) => sorted.findLast((other) => other < value) ?? []);
  const isCounted = sorted[0]! >= 0;
  return [...(isCounted ? [0] : []), ...at, ...before].sort((one, other) => one - other);
}

function wordsOf(cases: readonly DecidedCase[]): Literal[] {
  const counts = new Map<string, number>();
  const users = new Map<string, Set<string>>();
  for (const { id, text, subject = id } of cases) {
    for (const word of new Set(text.match(WORD))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      users.set(word, (users.get(word) ?? new Set()).add(subject));
    }
  }
  const isCommon = (word: string) => (users.get(word)?.size ?? 0) >= WORD_SUBJECTS_MIN;
  return [...counts]
    .filter(([word, count]) => isCommon(word) && count <= WORD_SHARE_MAX * cases.length)
    .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
    .slice(0, WORDS_MAX)
    .map(([word]): Literal => ({ is: 'word', word }));
}

function mostFrequent(values: readonly string[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
    .slice(0, most)
    .map(([value]) => value);
}
