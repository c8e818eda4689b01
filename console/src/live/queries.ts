import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, CallError } from './client.ts';

/** How many held plans one page of the queue holds. */
const QUEUE_PAGE = 200;
const LOG_PAGE = 50;
const NOTICES_SHOWN = 50;

export type Show = 'open' | 'mine' | 'snoozed' | 'unknown';
export interface QueueFilter {
  workflow?: string | undefined;
  show: Show;
}
export interface LogFilter {
  q?: string | undefined;
  workflow?: string | undefined;
  kind?: string | undefined;
  play?: string | undefined;
  effect?: string | undefined;
  actor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  queryFn: ({ signal }) => call('desk', { signal }),
});

export const queueQuery = (filter: QueueFilter, who: string) =>
  infiniteQueryOptions({
    queryKey: ['queue', filter.show, filter.workflow ?? '', who],
    queryFn: ({ pageParam, signal }) =>
      call('queue', { query: { ...filter, cursor: pageParam, limit: QUEUE_PAGE }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: ({ signal }) => call('case', { id, signal }) });

export const storyQuery = (id: string) =>
  queryOptions({ queryKey: ['story', id], queryFn: ({ signal }) => call('story', { id, signal }) });

export const workflowQuery = (id: string) =>
  queryOptions({ queryKey: ['workflow', id], queryFn: ({ signal }) => call('workflow', { id, signal }) });

export const brakeQuery = queryOptions({
  queryKey: ['brake'],
  queryFn: ({ signal }) => call('brake', { signal }),
});

/** What a throw would stop now. It is counted anew whenever somebody looks. */
export const drillQuery = (name: string) =>
  queryOptions({
    queryKey: ['drill', name],
    queryFn: ({ signal }) => call('drill', { query: { switch: name }, signal }),
    staleTime: 0,
  });

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => call('notices', { query: { limit: NOTICES_SHOWN }, signal }),
});

export const awayQuery = queryOptions({
  queryKey: ['away'],
  queryFn: ({ signal }) => call('away', { signal }),
});

export const auditsQuery = queryOptions({
  queryKey: ['audits'],
  queryFn: ({ signal }) => call('audits', { signal }),
});

export const undoQuery = (id: string, key: string, version: number) =>
  queryOptions({
    queryKey: ['undo', id, key, version],
    queryFn: ({ signal }) => call('undo_preview', { id, query: { key }, signal }),
    staleTime: 0,
    gcTime: 0,
  });

export const logQuery = (filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ['log', filter],
    queryFn: ({ pageParam, signal }) =>
      call('log', { query: { ...filter, cursor: pageParam, limit: LOG_PAGE }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** Only the newest row, read again on every live event: it tells that there is more without moving the page. */
export const logHeadQuery = (filter: LogFilter) =>
  queryOptions({
    queryKey: ['log-head', filter],
    queryFn: ({ signal }) => call('log', { query: { ...filter, limit: 1 }, signal }),
  });

/** A caller's mistake stays one; only what may pass by itself is tried again. */
export function mayRetry(count: number, fault: unknown): boolean {
  const passing = !(fault instanceof CallError) || fault.status === 0 || fault.status >= 500;
  return passing && count < 2;
}
