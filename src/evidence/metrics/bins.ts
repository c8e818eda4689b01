/** Each bin of a histogram of times reaches this much further than the one before: a time is known to 5 %. */
const GROWTH = 1.1;
/** Everything below a second is one bin. */
const FIRST_MS = 1_000;

/** Which bin a time in milliseconds falls into, as SQL over an expression that gives them. */
export function binSql(ms: string): string {
  return `case when ${ms} < ${FIRST_MS} then 0 else floor(ln(${ms} / ${FIRST_MS}.0) / ln(${GROWTH}))::int + 1 end`;
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
    if (rank <= before + count) return within(bin, (rank - before - 0.5) / count);
    before += count;
  }
  return NaN;
}

function within(bin: number, share: number): number {
  if (bin === 0) return FIRST_MS * share;
  return FIRST_MS * GROWTH ** (bin - 1 + share);
}
