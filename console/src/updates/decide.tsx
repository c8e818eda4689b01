import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { readUpdatesAgain, type UpdateView, type Working } from './queries.ts';

interface DecideProps {
  view: UpdateView;
  working: Working | undefined;
  ticked: string[];
}

/** Yes or no to an update, with a word on it where there is one. */
export function Decide({ view, working, ticked }: DecideProps) {
  const client = useQueryClient();
  const [because, setBecause] = useState('');
  const word = because.trim();
  const decide = useMutation({
    mutationFn: async (yes: boolean) => {
      if (!yes) return call('decline_update', { id: view.id, body: { because: word } });
      const { way, base } = working!;
      return call('accept_update', {
        id: view.id,
        body: { way, base, ticked, ...(word !== '' && { because: word }) },
      });
    },
    onSuccess: ({ says }) => toast({ tone: 'done', says }),
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () => readUpdatesAgain(client),
  });
  const barred = view.barred ?? working?.barred ?? null;
  return (
    <div className="grid gap-3 rounded-xl border border-line bg-surface px-5 py-4">
      {barred && <p className="text-sm text-pretty text-ink-2">{barred}</p>}
      {view.barred === null && (
        <div className="flex flex-wrap items-end gap-2">
          <label className="grid min-w-[12rem] flex-1 gap-1">
            <span className="text-xs font-medium text-ink-2">A word on it, if you like</span>
            <input
              value={because}
              maxLength={1_000}
              onChange={(event) => setBecause(event.target.value)}
              className="field"
            />
          </label>
          <Button look="danger" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
            Decline
          </Button>
          {working && barred === null && (
            <Button look="main" icon="check" disabled={decide.isPending} onClick={() => decide.mutate(true)}>
              Accept
            </Button>
          )}
        </div>
      )}
      {!working && (
        <p className="text-sm text-pretty text-ink-2">
          No file can be changed by itself for it: write the rule by hand where it belongs.
        </p>
      )}
    </div>
  );
}
