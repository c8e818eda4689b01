import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

/** Evidence is counted as decisions pass; what was earned is read again this often while it is shown. */
const STANDING_POLL_MS = 10_000;

export type StandingView = AnswerOf<'standing'>;
export type AgentStanding = StandingView['agents'][number];
export type Lane = AgentStanding['lanes'][number];

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['standing', id],
    queryFn: ({ signal }) => call('standing', { id, signal }),
    refetchInterval: STANDING_POLL_MS,
  });
