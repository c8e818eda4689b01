import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type Exceptions = AnswerOf<'exceptions'>;
export type Group = Exceptions['groups'][number];
export type Cause = Group['cause'];

export const CAUSES: Cause[] = ['edited', 'escalated', 'failed', 'conflict', 'reworked'];

export interface ExceptionsSearch {
  workflow?: string | undefined;
  cause?: Cause | undefined;
  days?: string | undefined;
}

/** The spans that a page offers, in days. */
export const SPANS = ['7', '30', '90', '365'];
const DAY_MS = 86_400_000;

/** The time begins at a whole minute, so that the same page is not asked for anew with every look. */
export const exceptionsQuery = ({ workflow, cause, days = '7' }: ExceptionsSearch, now: number) => {
  const minute = Math.floor(now / 60_000) * 60_000;
  const from = new Date(minute - Number(days) * DAY_MS).toISOString();
  return queryOptions({
    queryKey: ['exceptions', workflow ?? '', cause ?? '', days],
    queryFn: ({ signal }) => call('exceptions', { query: { workflow, cause, from }, signal }),
  });
};
