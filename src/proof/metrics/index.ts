export type { CasesAsked } from './behind.ts';
export { readMetricCases, type MetricCases } from './cases.ts';
export { metricsFollower } from './following.ts';
export { refillMetrics, takeUp } from './follower.ts';
export { readMetrics, type Metrics } from './read.ts';
export type { MetricFilter } from './selection.ts';
export { readSeries, readSlices, type Series, type Slices } from './series.ts';
export { readSignal, type Signal } from './signal.ts';
