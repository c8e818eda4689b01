import { useId, useState } from 'react';
import { Away } from '../report/away.tsx';
import { useDesk } from '../shell/desk.tsx';
import { Moment } from '../ui/time.tsx';
import { moneyText } from '../ui/words.ts';
import { SourceBadge } from './lines.tsx';
import type { Input, Values } from './queries.ts';
import { digitsOf, fieldText, readField } from './typed.ts';

const GROUPS: { title: string; names: Input['name'][] }[] = [
  { title: 'The work', names: ['cases', 'minutes', 'by_hand_minutes', 'review_minutes', 'rate'] },
  { title: 'What it costs', names: ['setup_hours', 'integration', 'upkeep_hours', 'agent_spend', 'lost'] },
  { title: 'Errors', names: ['error_share_before', 'error_share_with', 'error_cost'] },
  { title: 'Faster answers', names: ['hours_faster', 'hour_value'] },
];

interface InputsProps {
  inputs: Input[];
  values: Values;
  currency: string;
  change: (values: Values) => void;
}

/** What the statement is made from: measured where it can be, and the rest as people say it. */
export function Inputs({ inputs, values, currency, change }: InputsProps) {
  return (
    <div className="grid gap-6">
      {GROUPS.map(({ title, names }) => {
        const here = names.flatMap((name) => inputs.filter((input) => input.name === name));
        if (here.length === 0) return null;
        return (
          <fieldset key={title} className="grid gap-3">
            <legend className="mb-2 text-xs font-semibold text-ink-3">{title}</legend>
            {here.map((input) => (
              <OneInput
                key={input.name}
                input={input}
                typed={values[input.name]}
                currency={currency}
                change={(value) => change({ ...values, [input.name]: value })}
              />
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}

interface OneInputProps {
  input: Input;
  typed: number | null | undefined;
  currency: string;
  change: (value: number | null) => void;
}

function OneInput({ input, typed, currency, change }: OneInputProps) {
  const id = useId();
  const { label, unit, per, from, says, href } = input;
  return (
    <div className="grid gap-1 border-b border-line pb-3 last:border-0">
      <div className="flex items-center justify-between gap-3">
        {from === 'measured' ? (
          <span className="min-w-0 text-sm font-medium">{label}</span>
        ) : (
          <label htmlFor={id} className="min-w-0 text-sm font-medium">
            {label}
          </label>
        )}
        <SourceBadge from={from} />
      </div>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        {from === 'measured' ? (
          <MeasuredValue input={input} currency={currency} />
        ) : (
          <NumberField id={id} input={input} typed={typed} currency={currency} change={change} />
        )}
        <span className="text-xs text-ink-3">
          {[unitText(unit, currency), per].filter(Boolean).join(' ')}
        </span>
      </div>
      <p id={`${id}-says`} className="text-xs text-pretty text-ink-3">
        {says} {from === 'measured' && href && <Away to={href}>The cases</Away>}
      </p>
      <WhoSaid input={input} currency={currency} />
    </div>
  );
}

function unitText(unit: Input['unit'], currency: string): string {
  if (unit === 'money') return currency;
  if (unit === 'share') return '%';
  return unit === 'count' ? 'cases' : unit;
}

function MeasuredValue({ input, currency }: { input: Input; currency: string }) {
  const digits = digitsOf(currency);
  const show = (value: number | null) => fieldText({ value, unit: input.unit }, digits);
  const { value, low, high } = input;
  return (
    <span className="tabular-nums">
      <span className="font-semibold">{show(value)}</span>
      {low !== high && (
        <span className="text-xs text-ink-3" title="with 95 % certainty">
          {' '}
          {show(low)} to {show(high)}
        </span>
      )}
    </span>
  );
}

function NumberField({ id, input, typed, currency, change }: OneInputProps & { id: string }) {
  const digits = digitsOf(currency);
  const [text, setText] = useState(() =>
    fieldText({ value: typed ?? input.value, unit: input.unit }, digits),
  );
  const read = readField(text, input.unit, digits);
  return (
    <input
      id={id}
      inputMode="decimal"
      value={text}
      aria-invalid={read === undefined}
      aria-describedby={`${id}-says`}
      onChange={(event) => {
        setText(event.target.value);
        const next = readField(event.target.value, input.unit, digits);
        if (next !== undefined) change(next);
      }}
      className="field w-28 tabular-nums"
    />
  );
}

/** Who said it, when and why; beside a measurement too, so that one sees how good the guess was. */
function WhoSaid({ input, currency }: { input: Input; currency: string }) {
  const { locale } = useDesk();
  const { stated, from, unit } = input;
  if (!stated || stated.by === 'You') return null;
  const value =
    unit === 'money'
      ? moneyText({ minor: stated.value, currency }, locale)
      : `${fieldText({ value: stated.value, unit }, 2)}${unit === 'share' ? ' %' : ''}`;
  return (
    <p className="text-xs text-pretty text-ink-2">
      {from === 'measured' ? `${stated.by} had guessed ${value}` : `${stated.by} said so`}{' '}
      <Moment at={stated.at} />: {stated.because}
    </p>
  );
}
