import { expect, test } from 'vitest';
import { createExtractor, GROUP, groupOf, nameOf } from './features.ts';
import { fieldFeatures } from './fields.ts';
import { emptyTokens, tokenise } from './tokens.ts';

function words(text: string): string[] {
  const tokens = emptyTokens();
  tokenise(text, tokens);
  return Array.from({ length: tokens.count }, (_, n) => tokens.text.slice(tokens.starts[n], tokens.ends[n]));
}

test('words fold case, compatibility forms and digits, so that order numbers look alike', () => {
  expect(words('Where is ORDER #48213?')).toEqual(['where', 'is', 'order', '00000']);
  expect(words('ＰＡＲＣＥＬ ٣')).toEqual(['parcel', '0']);
  expect(words('naïve Größe')).toEqual(['naïve', 'größe']);
});

test('scripts without spaces and emoji give one word per character', () => {
  expect(words('荷物はどこ')).toEqual(['荷', '物', 'は', 'ど', 'こ']);
  expect(words('ok 📦❤️!')).toEqual(['ok', '📦', '❤']);
});

test('words, pairs of words, fields and fragments are features, each once', () => {
  const features = createExtractor()({ text: 'late late parcel', fields: { paid: true } });
  const named = (group: number) =>
    Array.from({ length: features.count }, (_, at) => at)
      .filter((at) => groupOf(features, at) === group)
      .map((at) => nameOf(features, at));
  expect(named(GROUP.word)).toEqual(['late', 'parcel']);
  expect(named(GROUP.pair)).toEqual(['late late', 'late parcel']);
  expect(named(GROUP.field)).toEqual(['paid=yes']);
  // "<late>" has 4 + 3 + 2 fragments of 3, 4 and 5 characters, "<parcel>" 6 + 5 + 4.
  expect(named(GROUP.chars)).toHaveLength(9 + 15);
});

test('numbers fall into powers of two with a sign; small whole numbers stay exact as well', () => {
  expect(fieldFeatures({ amount: 49.9 })).toEqual(['amount=32..64']);
  expect(fieldFeatures({ balance: -1.5 })).toEqual(['balance=-2..-1']);
  expect(fieldFeatures({ days: 3 })).toEqual(['days=2..4', 'days=3']);
  expect(fieldFeatures({ days: 0, rate: 0.3 })).toEqual(['days=0', 'rate=0.25..0.5']);
  expect(fieldFeatures({ a: Number.NaN, b: false, c: '  DHL Express ' })).toEqual([
    'a=not a number',
    'b=no',
    'c=dhl express',
  ]);
});
