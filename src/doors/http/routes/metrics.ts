import {
  readMetricCases,
  readMetrics,
  readSeries,
  readSignal,
  readSlices,
} from '../../../proof/metrics/index.ts';
import { on } from '../serve/route.ts';

export const metricsRoutes = [
  on('metrics')(({ door: { pool, world }, query }) =>
    readMetrics(pool, world.workspace(), query, world.now()),
  ),
  on('metric_series')(({ door: { pool, world }, id, query }) =>
    readSeries(pool, world.workspace(), id, query, world.now()),
  ),
  on('metric_slices')(({ door: { pool, world }, id, query }) =>
    readSlices(pool, world.workspace(), id, query, world.now()),
  ),
  on('metric_cases')(({ door: { pool, world }, id, query }) =>
    readMetricCases(pool, world.workspace(), id, query, world.now()),
  ),
  on('signal')(({ door: { pool, world }, query }) => readSignal(pool, world.workspace(), query, world.now())),
];
