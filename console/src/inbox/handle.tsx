import { useState } from 'react';
import type { CaseView } from '../live/answers.ts';
import { FormSheet, Labelled } from '../ui/form_sheet.tsx';
import { OutcomeFields, type Outcome } from './outcomes.tsx';
import type { SheetProps } from './options.tsx';
import { wayOf } from './way.ts';
import { useWork, WorkFields } from './work.tsx';

/**
 * The work was done elsewhere. Filled in from the case, so that most of the time sending it is enough; where
 * the agent's plan is sealed it is filled in from the playbook alone.
 */
export function HandleSheet({ one, decide, close }: SheetProps) {
  const form = useWork(one, startOf(one));
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const [minutes, setMinutes] = useState('');
  const [note, setNote] = useState('');
  const submit = () => {
    const spent = minutes === '' ? undefined : Number(minutes);
    if (form.given)
      decide.handle({ ...form.given, outcome, minutes: spent, note: note.trim() || undefined }, close);
  };
  return (
    <FormSheet
      title="Done by hand"
      does="Close the case"
      isBusy={decide.isBusy || !form.given}
      submit={submit}
      close={close}
    >
      <WorkFields
        form={form}
        label="What you did"
        kindLabel="What it was about"
        problems={decide.problems}
        autoFocus
      />
      <OutcomeFields {...{ outcome, setOutcome, minutes, setMinutes }} />
      <Labelled label="Note">
        <textarea
          rows={2}
          maxLength={4_000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          className="field"
        />
      </Labelled>
    </FormSheet>
  );
}

/**
 * Where the agent's plan is sealed, or there is none, what was done is not chosen beforehand: a choice that
 * stands there is soon taken.
 */
function startOf(one: CaseView) {
  if (one.review?.sealed) return { kind: undefined, play: undefined };
  const kind = one.kind ?? one.kinds.find(({ name }) => name === 'unclear')?.name;
  return { kind, play: wayOf(one).hasPlan ? (one.plan?.play ?? '') : undefined };
}
