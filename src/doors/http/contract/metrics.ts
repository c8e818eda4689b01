import { z } from 'zod';
import { DIMENSIONS, GROUPS, PERIODS } from '../../../evidence/metrics/schema.ts';
import {
  MetricCasesAnswer,
  MetricFilter,
  MetricsAnswer,
  SeriesAnswer,
  SignalAnswer,
  SlicesAnswer,
} from '../answers/metrics.ts';
import { op } from './operation.ts';

const CASES_MAX = 200;
const CASES_USUAL = 50;
const CURSOR_CHARS_MAX = 300;
const PART_CHARS_MAX = 200;

/** Operations on numbers. All of them take the same filter; `:id` is the id of a metric. */
export const metricsOperations = {
  metrics: op(
    'GET',
    '/api/metrics',
    'Every metric of a selection, beside the baseline and the control group.',
    {
      query: MetricFilter,
      answer: MetricsAnswer,
    },
  ),
  metric_series: op('GET', '/api/metrics/:id/series', 'One metric over time.', {
    query: MetricFilter.extend({ every: z.enum(PERIODS).default('day') }),
    answer: SeriesAnswer,
  }),
  metric_slices: op('GET', '/api/metrics/:id/slices', 'One metric by kind, play, agent, version, system, …', {
    query: MetricFilter.extend({ by: z.enum(DIMENSIONS) }),
    answer: SlicesAnswer,
  }),
  metric_cases: op('GET', '/api/metrics/:id/cases', 'The cases behind one number, newest first.', {
    query: MetricFilter.extend({
      who: z.enum(GROUPS).default('agent'),
      /** `count`: those that make the number; `of`: all that it was counted from. */
      side: z.enum(['count', 'of']).default('count'),
      /** Of a number with parts: only this one, such as `action` or `shop.refund`. */
      part: z.string().max(PART_CHARS_MAX).optional(),
      after: z.string().max(CURSOR_CHARS_MAX).optional(),
      limit: z.coerce.number().int().min(1).max(CASES_MAX).default(CASES_USUAL),
    }),
    answer: MetricCasesAnswer,
  }),
  signal: op('GET', '/api/signal', 'Edits against rework over time, per workflow, in four named regions.', {
    query: MetricFilter.extend({ every: z.enum(PERIODS).default('week') }),
    answer: SignalAnswer,
  }),
} as const;
