import { useState } from 'react';
import type { HandleBody } from '../live/answers.ts';
import { FormSheet, Labelled } from './form_sheet.tsx';
import type { SheetProps } from './options.tsx';

const OUTCOMES: { value: HandleBody['outcome']; label: string }[] = [
  { value: 'solved', label: 'Solved' },
  { value: 'escalated', label: 'Passed on to somebody else' },
  { value: 'failed', label: 'Could not be solved' },
];

/** The work was done elsewhere. Filled in from the case, so that most of the time sending it is enough. */
export function HandleSheet({ one, decide, close }: SheetProps) {
  const [kind, setKind] = useState(one.kind ?? one.kinds[0]?.name ?? 'unclear');
  const [play, setPlay] = useState(one.plan?.play ?? '');
  const [outcome, setOutcome] = useState<HandleBody['outcome']>('solved');
  const [minutes, setMinutes] = useState('');
  const [note, setNote] = useState('');
  const submit = () => {
    close();
    decide.handle({
      kind,
      play: play || null,
      outcome,
      minutes: minutes === '' ? undefined : Number(minutes),
      note: note.trim() || undefined,
    });
  };
  return (
    <FormSheet
      title="Done by hand"
      does="Close the case"
      isBusy={decide.isBusy}
      submit={submit}
      close={close}
    >
      <Labelled label="What it was about">
        <select value={kind} onChange={(event) => setKind(event.target.value)} className="field pick">
          {one.kinds.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label="What you did">
        <select
          data-autofocus
          value={play}
          onChange={(event) => setPlay(event.target.value)}
          className="field pick"
        >
          {one.plays.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
          <option value="">Something else</option>
        </select>
      </Labelled>
      <div className="grid grid-cols-[1fr_110px] gap-3">
        <Labelled label="How it ended">
          <select
            value={outcome}
            onChange={(event) => setOutcome(event.target.value as HandleBody['outcome'])}
            className="field pick"
          >
            {OUTCOMES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </Labelled>
        <Labelled label="Minutes it took">
          <input
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
            className="field"
          />
        </Labelled>
      </div>
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
