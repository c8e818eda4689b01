import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { canonical, digest } from './canonical.ts';

const ROUNDS = 2_000;

test('any JSON value has the text that RFC 8785 gives it', () => {
  const random = seeded(8785);
  for (let round = 0; round < ROUNDS; round += 1) {
    const value = anyValue(random, 4);
    const text = canonical(value);
    expect(text).toBe(canonicalize(value));
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
  }
});

test('the examples of the RFC come out as printed there', () => {
  const numbers = [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
  expect(
    canonical({
      numbers,
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }),
  ).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
  const keys = {
    '\u20ac': 'Euro',
    '\r': 'CR',
    '\ufb33': 'Hebrew',
    '1': 'One',
    '\u{1f600}': 'Smiley',
    '\u0080': 'Control',
    ö: 'o',
  };
  expect(Object.values(JSON.parse(canonical(keys)) as object)).toEqual([
    'One',
    'CR',
    'Control',
    'o',
    'Euro',
    'Smiley',
    'Hebrew',
  ]);
});

test('the order in which members were written makes no difference to a digest', () => {
  expect(digest({ amount: { minor: 5000, currency: 'EUR' }, order: 1042 })).toBe(
    digest({ order: 1042, amount: { currency: 'EUR', minor: 5000 } }),
  );
});

test('undefined members are left out, minus zero is zero, and dates are written as JSON writes them', () => {
  expect(canonical({ a: undefined, b: -0, c: [undefined], d: new Date(0) })).toBe(
    '{"b":0,"c":[null],"d":"1970-01-01T00:00:00.000Z"}',
  );
});

test.each([Number.NaN, Infinity, 1n, () => 1, undefined, 'half \ud83d', { '\udc00': 1 }, [Symbol('s')]])(
  'what has no canonical JSON is refused: %s',
  (value) => {
    expect(() => canonical(value)).toThrow();
  },
);

function anyValue(random: () => number, depth: number): unknown {
  const pick = Math.floor(random() * (depth > 0 ? 9 : 7));
  if (pick === 0) return null;
  if (pick === 1) return random() < 0.5;
  if (pick === 2) return Math.floor((random() - 0.5) * 1e6);
  if (pick === 3) return (random() - 0.5) * 10 ** Math.floor(random() * 60 - 30);
  if (pick === 4) return -0;
  if (pick < 7) return anyText(random);
  const items = Array.from({ length: Math.floor(random() * 5) }, () => anyValue(random, depth - 1));
  return pick === 7 ? items : Object.fromEntries(items.map((item) => [anyText(random), item]));
}

/** Control characters, quotes, accents, surrogate pairs, and names that objects know already. */
function anyText(random: () => number): string {
  const points = Array.from({ length: Math.floor(random() * 8) }, () => {
    const point = Math.floor(random() * [32, 128, 0x2fff, 0x10ffff][Math.floor(random() * 4)]!);
    return point >= 0xd800 && point < 0xe000 ? 0x20ac : point;
  });
  return String.fromCodePoint(...points);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
