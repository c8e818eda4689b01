import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Absence } from '../live/answers.ts';
import { call } from '../live/client.ts';
import { awayQuery } from '../live/queries.ts';
import { toast } from '../ui/toast.tsx';

/** Who is away now. Until that is known, nobody is said to be. */
export function useAbsences(): Absence[] {
  return useQuery(awayQuery).data?.away ?? [];
}

/** Says that one is away, or is back (`until` null). */
export function useSetAway(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { until: string | null; deputy: string | null }) => call('set_away', { body }),
    onSuccess: (answer) => {
      toast({ tone: 'done', says: answer.says });
      onDone();
    },
    onSettled: () => client.invalidateQueries(),
  });
}
