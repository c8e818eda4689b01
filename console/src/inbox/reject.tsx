import { useState } from 'react';
import { Key } from '../ui/button.tsx';
import { FormSheet, Labelled } from '../ui/form_sheet.tsx';
import type { SheetProps } from './options.tsx';

/** The short words are what the memory and the reports count; the sentences are for people. */
const REASONS = [
  { word: 'wrong_play', says: 'The wrong way to handle it' },
  { word: 'wrong_details', says: 'The right way, with wrong details' },
  { word: 'wrong_facts', says: 'The facts are wrong or missing' },
  { word: 'bad_reply', says: 'The reply reads badly' },
  { word: 'against_policy', says: 'Against our policy' },
  { word: 'not_ours', says: 'Nothing should be done' },
];

export function RejectSheet({ digest, decide, close }: SheetProps) {
  const [because, setBecause] = useState('wrong_play');
  const [reason, setReason] = useState('');
  const submit = () => {
    close();
    decide.decide({ decision: 'reject', because, reason: reason.trim() || undefined }, digest);
  };
  const onKey = (event: React.KeyboardEvent) => {
    const chosen = REASONS[Number(event.key) - 1];
    if (chosen) setBecause(chosen.word);
  };
  return (
    <FormSheet title="Reject" does="Reject" isBusy={decide.isBusy} submit={submit} close={close}>
      <fieldset className="grid gap-0.5" onKeyDown={onKey}>
        <legend className="mb-1 text-xs font-medium text-ink-2">Why</legend>
        {REASONS.map(({ word, says }, index) => (
          <label
            key={word}
            className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover has-checked:bg-hover"
          >
            <input
              type="radio"
              name="because"
              data-autofocus={index === 0 ? '' : undefined}
              checked={because === word}
              onChange={() => setBecause(word)}
              className="size-3.5 accent-accent"
            />
            <span className="flex-1">{says}</span>
            <Key keys={String(index + 1)} />
          </label>
        ))}
      </fieldset>
      <Labelled label="In your words, if you like">
        <textarea
          rows={3}
          maxLength={4_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          className="field"
        />
      </Labelled>
    </FormSheet>
  );
}
