import { minorDigits } from '../../workspace/money.ts';
import { KIND_PATH, type Field, type Language, type Literal } from './schema.ts';

/** In a decision table `has` may be used, and nothing is planned yet; in a rule of a boundary it is the other way. */
export type Place = 'row' | 'rule';

/** The parts as one condition in CEL; undefined where a part cannot be said there. */
export function celOf(literals: readonly Literal[], language: Language, place: Place): string | undefined {
  const parts = literals.map((literal) => celOfOne(literal, language, place));
  return parts.includes(undefined) ? undefined : parts.join(' && ');
}

function celOfOne(literal: Literal, language: Language, place: Place): string | undefined {
  if (literal.is === 'word') {
    const asked = language.texts.map((path) => `contains_any(${path}, [${JSON.stringify(literal.word)}])`);
    return asked.length > 1 ? `(${asked.join(' || ')})` : asked[0];
  }
  const { path } = literal;
  if (path === KIND_PATH)
    return place === 'rule' && literal.is === 'equals'
      ? `${path} == ${JSON.stringify(literal.value)}`
      : undefined;
  const field = language.fields.find((one) => one.path === path);
  if (!field) return undefined;
  switch (literal.is) {
    case 'known':
      return place === 'row' ? `has(${path})` : undefined;
    case 'unknown':
      return place === 'row' ? `!has(${path})` : undefined;
    case 'equals':
      if (typeof literal.value === 'boolean') return literal.value ? path : `!${path}`;
      return `${path} == ${JSON.stringify(literal.value)}`;
    case 'more':
    case 'at_most':
      return compared(field, literal, language.currency);
  }
}

function compared(
  { path, type }: Field,
  { is, value }: Extract<Literal, { is: 'more' | 'at_most' }>,
  currency: string,
): string {
  const sign = is === 'more' ? '>' : '<=';
  switch (type) {
    case 'money':
      return `${path} ${sign} money("${amountOf(value, currency)}")`;
    case 'time':
      // A value of 3 stands for any time from 3 to 4 days ago.
      return `days_since(${path}) ${is === 'more' ? '>=' : '<'} ${value + 1}`;
    case 'list':
      return `size(${path}) ${sign} ${value}`;
    case 'number':
    case 'boolean':
    case 'choice':
      return `${path} ${sign} ${value}`;
  }
}

/** Values of money are hundredths of a hundred, whatever the currency's own digits are: see `exampleOf`. */
export function amountOf(value: number, currency: string): string {
  const digits = minorDigits(currency);
  return `${(Math.round(value * 100) / 10 ** digits).toFixed(digits)} ${currency}`;
}

/** A part's name among others, short enough to be sent back by a page. */
export function idOf(literal: Literal): string {
  switch (literal.is) {
    case 'word':
      return `text ~ ${literal.word}`;
    case 'known':
    case 'unknown':
      return `${literal.path} ${literal.is}`;
    case 'equals':
      return `${literal.path} = ${JSON.stringify(literal.value)}`;
    case 'more':
      return `${literal.path} > ${literal.value}`;
    case 'at_most':
      return `${literal.path} <= ${literal.value}`;
  }
}
