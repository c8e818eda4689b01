import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { KindsField } from '../stage/slice_fields.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { readWorkflowAgain } from '../workflow/queries.ts';
import type { StandingView } from './queries.ts';
import { closesText } from './words.ts';

/** A person says that the policy has changed: what was earned under the old one ends at once. */
export function PolicySheet({ view, close }: { view: StandingView; close: () => void }) {
  const [kinds, setKinds] = useState<string[] | null>(null);
  const [because, setBecause] = useState('');
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => call('change_policy', { id: view.workflow, body: { kinds, because: because.trim() } }),
    onSuccess: ({ says }) => {
      toast({ tone: 'done', says });
      close();
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['standing', view.workflow] }),
        readWorkflowAgain(client, view.workflow),
      ]),
  });
  const isReady = because.trim() !== '' && kinds?.length !== 0 && !change.isPending;
  return (
    <Sheet title="The policy has changed" close={close} wide>
      <form
        className="grid gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) change.mutate();
        }}
      >
        <p className="text-pretty text-ink-2">
          What people decided under the old policy says nothing about the new one. So what was proved with it
          ends, and is proved anew.
        </p>
        <KindsField kinds={view.kinds} value={kinds} change={setKinds} beginsEmpty />
        <label className="grid gap-1">
          <span className="text-xs font-medium text-ink-2">Because</span>
          <textarea
            required
            rows={2}
            maxLength={1_000}
            value={because}
            onChange={(event) => setBecause(event.target.value)}
            className="field"
            placeholder="What has changed? It is kept in the log."
          />
        </label>
        <p aria-live="polite" className="rounded-lg bg-amber-soft px-4 py-3 text-sm text-pretty">
          {closesText(view, kinds)}
        </p>
        {change.error && (
          <p role="alert" className="text-sm text-red">
            {faultText(change.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="main" disabled={!isReady}>
            Close it, and prove anew
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
