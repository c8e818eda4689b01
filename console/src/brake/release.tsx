import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { brakeQuery } from '../live/queries.ts';
import { FormSheet, Labelled } from '../ui/form_sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useDesk } from '../shell/desk.tsx';
import { count } from '../ui/words.ts';
import { useRelease } from './use_brake.ts';
import { closeBrake } from './view.ts';
import { bare } from './words.ts';

/** Asks once before it goes on, and says what then happens. Who may not release is told so, and by whom it can be. */
export function ReleaseSheet({ name }: { name: string }) {
  const { data } = useQuery(brakeQuery);
  const { stopped } = useDesk();
  const [because, setBecause] = useState('');
  const release = useRelease();
  const thrown = data?.thrown.find((one) => one.switch === name);
  const label = thrown?.label ?? stopped.find((one) => one.switch === name)?.label ?? name;
  const submit = () =>
    release.mutate(
      { name, because },
      {
        onSuccess: (answer) => {
          toast({ tone: 'done', says: answer.says });
          closeBrake();
        },
      },
    );
  return (
    <FormSheet
      title={thrown?.drill ? 'End the drill' : `Release: ${label}`}
      does={thrown?.drill ? 'End the drill' : 'Release'}
      isBusy={release.isPending}
      submit={submit}
      close={closeBrake}
    >
      <p className="text-sm text-pretty">{whatHappens(thrown?.drill ?? false, thrown?.waiting ?? 0)}</p>
      {thrown?.because && (
        <p className="text-sm text-pretty text-ink-2">It was stopped because: “{bare(thrown.because)}”.</p>
      )}
      <Labelled label="Why it may go on">
        <input
          data-autofocus
          value={because}
          maxLength={400}
          onChange={(event) => setBecause(event.target.value)}
          className="field"
        />
      </Labelled>
      {release.isError && (
        <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm text-pretty text-red">
          {faultText(release.error)}
        </p>
      )}
    </FormSheet>
  );
}

function whatHappens(isDrill: boolean, waiting: number): string {
  if (isDrill) return 'Nothing was stopped, so nothing changes. What was counted stays in the log.';
  if (waiting === 0) return 'No case waits because of it. New actions are made again as the boundary allows.';
  return `${count(waiting, 'case')} ${waiting === 1 ? 'waits and goes' : 'wait and go'} on: facts are read again and every plan is ruled again before anything is done.`;
}
