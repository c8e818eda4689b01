/** Each bin of a histogram of times reaches this much further than the one before: a time is known to 5 %. */
const GROWTH = 1.1;
/** Everything below a second is one bin. */
const FIRST_MS = 1_000;

/** Which bin a time in milliseconds falls into, as SQL over an expression that gives them. Logarithms of `numeric` take a hundred times as long. */
export function binSql(ms: string): string {
  return `case when ${ms} < ${FIRST_MS} then 0
    else floor(ln((${ms})::double precision / ${FIRST_MS}) / ln(${GROWTH}::double precision))::int + 1 end`;
}

/** How often each bin occurred, the shortest times first. */
export type Histogram = readonly { bin: number; count: number }[];

export function counted(histogram: Histogram): number {
  return histogram.reduce((sum, { count }) => sum + count, 0);
}

/** The time (ms) of this rank, from 1, as if those of a bin lay evenly within it. */
export function atRank(histogram: Histogram, rank: number): number {
  let before = 0;
  for (const { bin, count } of histogram) {
    if (rank <= before + count) return timeIn(bin, (rank - before - 0.5) / count);
    before += count;
  }
  return NaN;
}

/** The time (ms) at this share of a bin. */
export function timeIn(bin: number, share: number): number {
  if (bin === 0) return FIRST_MS * share;
  return FIRST_MS * GROWTH ** (bin - 1 + share);
}

/** Which bin a time in milliseconds falls into. */
export function binOf(ms: number): number {
  return ms < FIRST_MS ? 0 : Math.floor(Math.log(ms / FIRST_MS) / Math.log(GROWTH)) + 1;
}

/** How often each bin occurs among times in milliseconds. */
export function histogramOf(times: readonly number[]): Histogram {
  const counts = new Map<number, number>();
  for (const ms of times) counts.set(binOf(ms), (counts.get(binOf(ms)) ?? 0) + 1);
  return [...counts].map(([bin, count]) => ({ bin, count })).toSorted((one, other) => one.bin - other.bin);
}
