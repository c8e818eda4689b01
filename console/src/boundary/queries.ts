import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import type { CheckBody } from './draft.ts';

export type BoundaryView = AnswerOf<'boundary'>;
export type Check = AnswerOf<'check_boundary'>;
export type Change = BoundaryView['changes'][number];

/** A check is of one text at one moment; it is not worth keeping. */
const CHECK_KEPT_MS = 60_000;
/** The log goes on while somebody thinks, so what a change would have done is asked again now and then. */
const CHECK_AGAIN_MS = 20_000;

/** What a text would mean. The answer before stays on the page while the next one is on its way. */
export const checkQuery = (workflow: string, version: string, body: CheckBody) =>
  queryOptions({
    queryKey: ['check-boundary', workflow, version, body],
    queryFn: ({ signal }) => call('check_boundary', { id: workflow, body, signal }),
    placeholderData: keepPreviousData,
    gcTime: CHECK_KEPT_MS,
    refetchInterval: CHECK_AGAIN_MS,
    refetchOnWindowFocus: false,
  });
