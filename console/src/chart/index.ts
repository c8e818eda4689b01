import { lazy } from 'react';

/**
 * What pages draw with. The library behind the charts is fetched only when one is on the screen, so that the
 * inbox never pays for it. Every chart stands in a `Figure`, which has the same numbers as a table.
 */
export const LinesChart = lazy(() =>
  import('./lines.tsx').then(({ LinesChart: made }) => ({ default: made })),
);
export const BarsChart = lazy(() => import('./bars.tsx').then(({ BarsChart: made }) => ({ default: made })));
export const SignalChart = lazy(() =>
  import('./signal.tsx').then(({ SignalChart: made }) => ({ default: made })),
);
export const CalibrationChart = lazy(() =>
  import('./calibration.tsx').then(({ CalibrationChart: made }) => ({ default: made })),
);

export { Compare, type CompareRow } from './compare.tsx';
export { Figure, type ChartTable } from './figure.tsx';
export { Legend } from './legend.tsx';
export type { Format, Point, Series, SeriesTone } from './points.ts';
export { REGION_LOOKS, type RegionName } from './regions.ts';
export { Spark } from './spark.tsx';
