import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CaseView } from '../live/answers.ts';
import { call } from '../live/client.ts';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';

/** A snooze ends at a time to come, so one that is taken back ends this soon. */
const BACK_MS = 2_000;

interface Undo {
  one: CaseView;
  /** The action; without one, the snooze is taken back. */
  key?: string;
  /** Somebody changed it since, and the person has seen to what. */
  anyway?: boolean;
}

export function useUndo(id: string, close: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ one, key, anyway }: Undo) => {
      if (key !== undefined) return call('undo', { id, body: { key, ...(anyway && { anyway }) } });
      const until = new Date(Date.now() + BACK_MS).toISOString();
      const body = { plan: one.plan?.digest ?? '', decision: 'snooze', until } as const;
      await call('decide', { id: one.review?.id ?? '', body });
      return { says: 'It comes back now.' };
    },
    onSuccess: (answer) => {
      toast({ tone: 'done', says: answer.says });
      close();
    },
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () => {
      for (const queryKey of [
        ['case', id],
        ['story', id],
        ['undo', id],
      ]) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}
