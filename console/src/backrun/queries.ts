import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AnswerOf, BodyOf, QueryOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type BackrunsView = AnswerOf<'backruns'>;
export type Summary = BackrunsView['runs'][number];
export type BackrunView = AnswerOf<'backrun'>;
export type Results = NonNullable<BackrunView['results']>;
export type BackrunForm = BodyOf<'plan_backrun'>;
export type BackrunPlan = AnswerOf<'plan_backrun'>;
export type BackrunCase = AnswerOf<'backrun_cases'>['cases'][number];
export type CasesFilter = Pick<QueryOf<'backrun_cases'>, 'what' | 'kind' | 'play' | 'argument' | 'rule'>;

/** While a run goes on, how far it is. */
const PROGRESS_MS = 1_000;
const CASES_PAGE = 25;

export const backrunsQuery = (workflow: string) =>
  queryOptions({
    queryKey: ['backruns', workflow],
    queryFn: ({ signal }) => call('backruns', { id: workflow, signal }),
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.state === 'running') ? PROGRESS_MS : false,
  });

export const backrunQuery = (id: string) =>
  queryOptions({
    queryKey: ['backrun', id],
    queryFn: ({ signal }) => call('backrun', { id, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? PROGRESS_MS : false),
  });

export const casesQuery = (id: string, done: number, filter: CasesFilter) =>
  infiniteQueryOptions({
    queryKey: ['backrun-cases', id, done, filter],
    queryFn: ({ pageParam, signal }) =>
      call('backrun_cases', { id, query: { ...filter, after: pageParam, limit: CASES_PAGE }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
