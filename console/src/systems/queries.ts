import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type Systems = AnswerOf<'systems'>;
export type Summary = Systems['systems'][number];
export type SystemView = AnswerOf<'system'>;
export type ReadView = SystemView['offers']['reads'][number];
export type WriteView = SystemView['offers']['writes'][number];
export type Probed = AnswerOf<'probe_system'>;

/** Counts trail by some seconds, and no notice comes with each call. */
const AGAIN_MS = 5_000;

export const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: ({ signal }) => call('systems', { signal }),
  refetchInterval: AGAIN_MS,
});

export const systemQuery = (id: string) =>
  queryOptions({
    queryKey: ['systems', id],
    queryFn: ({ signal }) => call('system', { id, signal }),
    refetchInterval: AGAIN_MS,
  });
