import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';

export type Trigger = AnswerOf<'triggers'>['triggers'][number];
export type ArrivalRow = AnswerOf<'arrivals'>['items'][number];
export type Hook = AnswerOf<'outgoing'>['hooks'][number];
export type EventKind = AnswerOf<'outgoing'>['kinds'][number];

/** What comes in is not always in the log, so no notice tells of it. */
const LOOK_MS = 5_000;
const PAGE = 50;

export const STATES = ['waiting', 'delivered', 'dropped', 'all'] as const;
export type State = (typeof STATES)[number];

export const triggersQuery = queryOptions({
  queryKey: ['triggers'],
  queryFn: ({ signal }) => call('triggers', { signal }),
  refetchInterval: LOOK_MS,
});

export const arrivalsQuery = (state: State) =>
  infiniteQueryOptions({
    queryKey: ['arrivals', state],
    queryFn: ({ pageParam, signal }) =>
      call('arrivals', { query: { state, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: LOOK_MS,
  });

export const arrivalQuery = (id: string) =>
  queryOptions({ queryKey: ['arrival', id], queryFn: ({ signal }) => call('arrival', { id, signal }) });

export const outgoingQuery = queryOptions({
  queryKey: ['outgoing'],
  queryFn: ({ signal }) => call('outgoing', { signal }),
  refetchInterval: LOOK_MS,
});

/** Does something, says what came of it, and reads again what the pages show. */
export function useDo<A>(work: (given: A) => Promise<{ says: string; isFault?: boolean }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: ({ says, isFault }) => void toast({ tone: isFault ? 'fault' : 'done', says }),
    onError: (error) => void toast({ tone: 'fault', says: faultText(error) }),
    onSettled: () => {
      for (const key of ['arrivals', 'arrival', 'triggers', 'outgoing', 'desk'])
        void client.invalidateQueries({ queryKey: [key] });
    },
  });
}
