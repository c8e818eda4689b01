import type { Histogram } from '../../evidence/metrics/bins.ts';

const INT_BYTES = 4;
/** Number of dimensions, flags, type of the elements; then the length and the lower bound of the one dimension. */
const HEAD_BYTES = 3 * INT_BYTES;
const DIMENSION_BYTES = 2 * INT_BYTES;
/** Each element says its length before its eight bytes. */
const ELEMENT_BYTES = 3 * INT_BYTES;

/**
 * Adds up histograms of cells, given as Postgres sends arrays of `bigint` (`array_send`), one behind the other. Each
 * element is a bin in its upper four bytes and how often that occurred in the lower four; a bin may occur many times.
 */
export function histogramOf(sent: Buffer | null): Histogram {
  const counts = new Map<number, number>();
  if (sent === null) return [];
  let at = 0;
  while (at < sent.length) {
    const isEmpty = sent.readInt32BE(at) === 0;
    const elements = isEmpty ? 0 : sent.readInt32BE(at + HEAD_BYTES);
    at += HEAD_BYTES + (isEmpty ? 0 : DIMENSION_BYTES);
    for (const end = at + elements * ELEMENT_BYTES; at < end; at += ELEMENT_BYTES) {
      const bin = sent.readInt32BE(at + INT_BYTES);
      counts.set(bin, (counts.get(bin) ?? 0) + sent.readUInt32BE(at + 2 * INT_BYTES));
    }
  }
  return [...counts].map(([bin, count]) => ({ bin, count })).toSorted((one, other) => one.bin - other.bin);
}
