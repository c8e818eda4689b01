import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CaseView } from '../live/answers.ts';
import { call } from '../live/client.ts';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { FormSheet, Labelled } from '../ui/form_sheet.tsx';

/** A person has looked in the system itself, and says whether the action was done. */
export function SettleSheet({
  one,
  actionKey,
  close,
}: {
  one: CaseView;
  actionKey: string;
  close: () => void;
}) {
  const client = useQueryClient();
  const [isDone, setDone] = useState<boolean>();
  const [note, setNote] = useState('');
  const action = one.performed.find(({ key }) => key === actionKey);
  const settle = useMutation({
    mutationFn: (done: boolean) =>
      call('settle', { id: one.id, body: { key: actionKey, done, note: note.trim() || undefined } }),
    onSuccess: (answer) => {
      toast({ tone: 'done', says: answer.says });
      close();
    },
    onError: (fault) => toast({ tone: 'fault', says: faultText(fault) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', one.id] }),
  });
  return (
    <FormSheet
      title="What became of it"
      does="Settle"
      isBusy={settle.isPending || isDone === undefined}
      submit={() => isDone !== undefined && settle.mutate(isDone)}
      close={close}
    >
      <p className="text-sm text-ink-2">{action?.says}</p>
      <fieldset className="grid gap-0.5">
        <legend className="mb-1 text-xs font-medium text-ink-2">{action?.label ?? 'The action'}</legend>
        {[true, false].map((value) => (
          <label
            key={String(value)}
            className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover"
          >
            <input
              type="radio"
              name="done"
              data-autofocus={value ? '' : undefined}
              checked={isDone === value}
              onChange={() => setDone(value)}
              className="size-3.5 accent-accent"
            />
            {value ? 'It was done' : 'It was not done'}
          </label>
        ))}
      </fieldset>
      <Labelled label="How you know">
        <textarea rows={2} value={note} onChange={(event) => setNote(event.target.value)} className="field" />
      </Labelled>
    </FormSheet>
  );
}
