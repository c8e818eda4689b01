import { useId } from 'react';
import { humanise } from '../ui/words.ts';
import type { Drafting } from './draft.ts';
import { besideValue, inFileForm, partsOf, whyNot } from './limit_value.ts';
import type { BoundaryView, Check } from './queries.ts';

type Limit = Check['limits'][number];

interface LimitsProps {
  view: BoundaryView;
  drafting: Drafting;
  limits: Limit[];
}

/** The numbers that people tune, as a form; each knows its unit and its ceiling. */
export function Limits({ view, drafting, limits }: LimitsProps) {
  if (limits.length === 0) {
    return <p className="text-sm text-ink-2">This boundary names no limits. Its rules stand below.</p>;
  }
  return (
    <div className="grid gap-x-6 gap-y-4 rounded-xl border border-line bg-surface p-4 sm:grid-cols-2">
      {limits.map((limit) => (
        <LimitField
          key={limit.name}
          limit={limit}
          typed={drafting.draft.limits[limit.name]}
          isReadOnly={!view.may.change}
          mayRaise={view.may.raise_ceilings}
          change={(value) =>
            drafting.edit({ limits: { ...drafting.draft.limits, [limit.name]: value }, ticked: [] })
          }
        />
      ))}
    </div>
  );
}

interface LimitFieldProps {
  limit: Limit;
  typed: string | undefined;
  isReadOnly: boolean;
  mayRaise: boolean;
  change: (value: string) => void;
}

function LimitField({ limit, typed, isReadOnly, mayRaise, change }: LimitFieldProps) {
  const id = useId();
  const { amount, unit } = partsOf(typed ?? limit.value, limit.unit);
  const ceiling = limit.ceiling === null ? null : partsOf(limit.ceiling, limit.unit);
  const wrong = whyNot(amount, ceiling?.amount ?? null, mayRaise);
  const share = ceiling ? Number(amount) / Number(ceiling.amount) : 0;
  return (
    <div className="grid content-start gap-1">
      <label
        htmlFor={id}
        className="flex items-baseline justify-between gap-2 text-xs font-medium text-ink-2"
      >
        {humanise(limit.name)}
        <span className="font-mono font-normal text-ink-3">{limit.name}</span>
      </label>
      <span className="relative block">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          readOnly={isReadOnly}
          value={amount}
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-says`}
          onChange={(event) => change(inFileForm(event.target.value, unit, limit.unit))}
          className="field pr-16 text-right tabular-nums"
        />
        <span
          aria-hidden="true"
          className="absolute inset-y-0 right-2.5 grid w-12 place-items-center text-xs text-ink-3"
        >
          {unit}
        </span>
      </span>
      {ceiling && (
        <span aria-hidden="true" className="block h-1 overflow-hidden rounded-full bg-hover">
          <span
            className={`block h-full rounded-full ${wrong ? 'bg-red' : 'bg-edge'}`}
            style={{ width: `${Math.min(1, Math.max(0, share || 0)) * 100}%` }}
          />
        </span>
      )}
      <p id={`${id}-says`} className={`text-xs ${wrong ? 'text-red' : 'text-ink-3'}`}>
        {wrong ?? besideValue(limit.says)}
      </p>
    </div>
  );
}
