import { createHash } from 'node:crypto';

const SLOTS_FIRST = 1 << 12;
/** The table grows when it is fuller than this, so that a look-up stays short. */
const LOAD_MAX = 0.6;
const ID_CHARS = 24;

/**
 * Gives rows without an id of their own one that is made from what they say, so that the same file opens nothing
 * twice; rows that say exactly the same are numbered in their order. It remembers 12 to 24 bytes a row.
 */
export class ContentIds {
  private keys = new BigUint64Array(SLOTS_FIRST);
  private counts = new Uint32Array(SLOTS_FIRST);
  private used = 0;

  /** The id of the next row that says this. Every row must be asked for once, in the order of the file. */
  next(values: Record<string, unknown>): string {
    const digest = createHash('sha256').update(JSON.stringify(values)).digest();
    const times = this.count(digest.readBigUInt64LE(0) | 1n);
    const id = digest.toString('hex').slice(0, ID_CHARS);
    return times === 1 ? id : `${id}-${times}`;
  }

  private count(key: bigint): number {
    if (this.used > this.keys.length * LOAD_MAX) this.grow();
    const slot = this.slotOf(key);
    if (this.counts[slot] === 0) {
      this.keys[slot] = key;
      this.used += 1;
    }
    this.counts[slot] = (this.counts[slot] ?? 0) + 1;
    return this.counts[slot];
  }

  private slotOf(key: bigint): number {
    const mask = this.keys.length - 1;
    let slot = Number((key >> 1n) & BigInt(mask));
    while (this.counts[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const [keys, counts] = [this.keys, this.counts];
    this.keys = new BigUint64Array(keys.length * 2);
    this.counts = new Uint32Array(keys.length * 2);
    for (let at = 0; at < keys.length; at++) {
      if (counts[at] === 0) continue;
      const slot = this.slotOf(keys[at] ?? 0n);
      this.keys[slot] = keys[at] ?? 0n;
      this.counts[slot] = counts[at] ?? 0;
    }
  }
}
