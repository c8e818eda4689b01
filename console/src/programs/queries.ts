import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf, BodyOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';

export type Tokens = AnswerOf<'tokens'>;
export type Token = Tokens['tokens'][number];
export type Right = Token['rights'][number];

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => call('tokens', { signal }),
});

/** Makes a token; its text is in the answer and nowhere else. */
export function useMake() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<'make_token'>) => call('make_token', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}

/** Makes a token good for nothing. */
export function useWithdraw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, because }: { id: string; because: string }) =>
      call('withdraw_token', { id, body: { because } }),
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
}
