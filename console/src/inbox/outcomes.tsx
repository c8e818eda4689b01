import type { HandleBody } from '../live/answers.ts';
import { Labelled } from '../ui/form_sheet.tsx';

export type Outcome = HandleBody['outcome'];

const OUTCOMES: { value: Outcome; label: string }[] = [
  { value: 'solved', label: 'Solved' },
  { value: 'escalated', label: 'Passed on to somebody else' },
  { value: 'failed', label: 'Could not be solved' },
];

interface OutcomeFieldsProps {
  outcome: Outcome;
  setOutcome: (outcome: Outcome) => void;
  minutes: string;
  setMinutes: (minutes: string) => void;
  label?: string;
}

/** How work ended, and how long it took. */
export function OutcomeFields({ label = 'How it ended', ...props }: OutcomeFieldsProps) {
  const { outcome, setOutcome, minutes, setMinutes } = props;
  return (
    <div className="grid grid-cols-[1fr_110px] gap-3">
      <Labelled label={label}>
        <select
          value={outcome}
          onChange={(event) => setOutcome(event.target.value as Outcome)}
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
  );
}
