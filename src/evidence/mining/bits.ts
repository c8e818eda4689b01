/** A set of cases, one bit each. */
export type Bits = Uint32Array;

const WORD_BITS = 32;

export function emptyBits(size: number): Bits {
  return new Uint32Array(Math.ceil(size / WORD_BITS));
}

export function bitsWhere(size: number, holds: (index: number) => boolean): Bits {
  const bits = emptyBits(size);
  for (let index = 0; index < size; index++) if (holds(index)) setBit(bits, index);
  return bits;
}

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31);
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) count += ones(bits[at]!);
  return count;
}

/** How many are in both. */
export function countBoth(one: Bits, other: Bits): number {
  let count = 0;
  for (let at = 0; at < one.length; at++) count += ones(one[at]! & other[at]!);
  return count;
}

export function both(one: Bits, other: Bits): Bits {
  return one.map((word, at) => word & other[at]!);
}

export function without(one: Bits, other: Bits): Bits {
  return one.map((word, at) => word & ~other[at]!);
}

export function sameBits(one: Bits, other: Bits): boolean {
  return one.every((word, at) => word === other[at]);
}

/** Set bits of a word, counted in parallel (Warren, Hacker's Delight, 5-1). */
function ones(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
