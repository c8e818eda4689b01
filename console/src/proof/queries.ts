import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AnswerOf, QueryOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import type { ProofFilter } from './search.ts';

/** Numbers trail the log by seconds; they are read again this often while they are shown. */
const NUMBERS_POLL_MS = 5_000;
const CASES_PAGE = 50;

export type Numbers = AnswerOf<'metrics'>;
export type Metric = Numbers['metrics'][number];
export type MetricId = Metric['id'];
export type Estimate = Metric['agent'];
export type Compared = NonNullable<Metric['against_control']>;
export type Signal = AnswerOf<'signal'>['workflows'][number];
export type SeriesView = AnswerOf<'metric_series'>;
export type SlicesView = AnswerOf<'metric_slices'>;
export type MetricCase = AnswerOf<'metric_cases'>['cases'][number];
export type Every = SeriesView['every'];
export type Dimension = SlicesView['by'];
type CasesQuery = QueryOf<'metric_cases'>;

const live = { refetchInterval: NUMBERS_POLL_MS, placeholderData: keepPreviousData } as const;

export const numbersQuery = (filter: ProofFilter) =>
  queryOptions({
    queryKey: ['metrics', filter],
    queryFn: ({ signal }) => call('metrics', { query: filter, signal }),
    ...live,
  });

export const signalQuery = (filter: ProofFilter, every: Every) =>
  queryOptions({
    queryKey: ['signal', filter, every],
    queryFn: ({ signal }) => call('signal', { query: { ...filter, every }, signal }),
    ...live,
  });

export const seriesQuery = (id: string, filter: ProofFilter, every: Every) =>
  queryOptions({
    queryKey: ['metric-series', id, filter, every],
    queryFn: ({ signal }) => call('metric_series', { id, query: { ...filter, every }, signal }),
    ...live,
  });

export const slicesQuery = (id: string, filter: ProofFilter, by: Dimension) =>
  queryOptions({
    queryKey: ['metric-slices', id, filter, by],
    queryFn: ({ signal }) => call('metric_slices', { id, query: { ...filter, by }, signal }),
    ...live,
  });

export const metricCasesQuery = (id: string, query: Omit<CasesQuery, 'after' | 'limit'>) =>
  infiniteQueryOptions({
    queryKey: ['metric-cases', id, query],
    queryFn: ({ pageParam, signal }) =>
      call('metric_cases', { id, query: { ...query, after: pageParam, limit: CASES_PAGE }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
