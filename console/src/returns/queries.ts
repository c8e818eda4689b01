import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AnswerOf, BodyOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type ReturnView = AnswerOf<'returns'>;
export type Statement = AnswerOf<'try_return'>;
export type Input = Statement['inputs'][number];
export type Line = Statement['lines'][number];
export type Figure = NonNullable<Line['amount']>;
export type Values = BodyOf<'try_return'>['values'];

export const returnQuery = (workflow: string | undefined) =>
  queryOptions({
    queryKey: ['return', workflow ?? ''],
    queryFn: ({ signal }) => call('returns', { query: { workflow }, signal }),
    placeholderData: keepPreviousData,
  });

/** The statement with other values; nothing is stored. */
export const triedQuery = (workflow: string | null, values: Values) =>
  queryOptions({
    queryKey: ['return-tried', workflow ?? '', values],
    queryFn: ({ signal }) => call('try_return', { body: { workflow, values }, signal }),
    placeholderData: keepPreviousData,
  });
