import { isMoney, type Money } from '../../workspace/money.ts';

const TEN = 10;
/** Another amount of the case is believable up to so many times as much, or as little. */
const FAR = 25;
/** So many amounts of the case are tried at most. */
const OTHERS_MAX = 6;

/** Amounts that are easily taken for this one: a comma that slipped, two digits swapped, the price of something else. */
export function otherAmounts(right: Money, values: unknown): { amount: Money; says: string }[] {
  const { minor, currency } = right;
  if (minor <= 0) return [];
  const off = otherNumbers(minor, true).map(({ number, says }) => ({
    amount: { minor: number, currency },
    says,
  }));
  const known = new Set(off.map(({ amount }) => amount.minor).concat(minor));
  const others = amountsIn(values)
    .filter((one) => one.currency === currency && !known.has(one.minor) && isNear(one.minor, minor))
    .map(({ minor: other }) => other);
  const first = [...new Set(others)].slice(0, OTHERS_MAX);
  return [
    ...off,
    ...first.map((other) => ({ amount: { minor: other, currency }, says: 'another amount of the case' })),
  ];
}

/** Numbers that are easily taken for this one. Whole numbers stay whole, and none is below one. */
export function otherNumbers(right: number, isWhole: boolean): { number: number; says: string }[] {
  const swapped = swaps(right).map((number) => ({ number, says: 'with two digits swapped' }));
  const made = [
    { number: right * TEN, says: 'ten times as much' },
    { number: isWhole ? Math.round(right / TEN) : right / TEN, says: 'a tenth of it' },
    ...swapped,
  ];
  return made.filter(({ number }) => number !== right && number >= (isWhole ? 1 : Number.MIN_VALUE));
}

/** The number with two neighbouring digits swapped, in every way that keeps its length. */
function swaps(number: number): number[] {
  const digits = String(number);
  if (!/^\d+$/.test(digits)) return [];
  const found = new Set<number>();
  for (let at = 0; at + 1 < digits.length; at++) {
    const [one = '', other = ''] = [digits[at], digits[at + 1]];
    if (one === other || (at === 0 && other === '0')) continue;
    found.add(Number(digits.slice(0, at) + other + one + digits.slice(at + 2)));
  }
  return [...found];
}

function isNear(one: number, other: number): boolean {
  return one > 0 && one <= other * FAR && other <= one * FAR;
}

function amountsIn(value: unknown): Money[] {
  if (isMoney(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(amountsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(amountsIn) : [];
}
