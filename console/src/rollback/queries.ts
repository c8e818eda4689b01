import { queryOptions } from '@tanstack/react-query';
import { call } from '../live/client.ts';

const RUNNING_POLL_MS = 1_000;
const RESTING_POLL_MS = 10_000;

export const rollbacksQuery = queryOptions({
  queryKey: ['rollbacks'],
  queryFn: ({ signal }) => call('rollbacks', { signal }),
  refetchInterval: (query) =>
    query.state.data?.rollbacks.some(({ state }) => state === 'running') ? RUNNING_POLL_MS : RESTING_POLL_MS,
});

export const rollbackQuery = (id: string) =>
  queryOptions({
    queryKey: ['rollback', id],
    queryFn: ({ signal }) => call('rollback', { id, signal }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? RUNNING_POLL_MS : RESTING_POLL_MS),
  });
