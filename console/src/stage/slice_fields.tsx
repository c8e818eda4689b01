import { useId } from 'react';
import type { Kind } from './words.ts';

/** Shares that a roll-out usually goes through. */
const SHARES = [10, 25, 50, 75, 100];

interface ShareFieldProps {
  value: number;
  change: (share: number) => void;
}

/** The share of cases in percent: by a slider, by a number, or by one of the usual steps. */
export function ShareField({ value, change }: ShareFieldProps) {
  const id = useId();
  const set = (typed: number) => {
    if (Number.isFinite(typed)) change(Math.min(100, Math.max(0, typed)));
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        Share of cases, in percent
      </label>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <input
          type="range"
          aria-label="Share of cases, as a slider"
          min={0}
          max={100}
          step={1}
          value={value}
          onChange={(event) => set(event.target.valueAsNumber)}
          className="min-w-40 flex-1 accent-accent"
        />
        <input
          id={id}
          type="number"
          min={0}
          max={100}
          step="any"
          value={value}
          onChange={(event) => set(event.target.valueAsNumber)}
          className="field !w-20 text-right tabular-nums"
        />
        <span className="flex gap-1">
          {SHARES.map((share) => (
            <button
              key={share}
              type="button"
              aria-pressed={value === share}
              aria-label={`${share} %`}
              onClick={() => change(share)}
              className="h-7 rounded-md px-2 text-xs text-ink-2 tabular-nums hover:bg-hover hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
            >
              {share}
            </button>
          ))}
        </span>
      </div>
      <p className="text-xs text-pretty text-ink-3">
        One customer is always treated alike. Cases outside of the share stay with people, and are what the
        agents are compared with.
      </p>
    </div>
  );
}

interface KindsFieldProps {
  kinds: Kind[];
  value: string[] | null;
  change: (kinds: string[] | null) => void;
  /** None is ticked at first, where one names the few that it is about. */
  beginsEmpty?: boolean;
}

/** Which kinds of cases it is for: all of them, also those to come, or only the ticked ones. */
export function KindsField({ kinds, value, change, beginsEmpty }: KindsFieldProps) {
  const toggle = (name: string) => {
    const now = value ?? [];
    const next = now.includes(name) ? now.filter((one) => one !== name) : [...now, name];
    change(kinds.map((kind) => kind.name).filter((one) => next.includes(one)));
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-2">Kinds of cases</legend>
      <div className="flex gap-5 text-sm">
        <label className="flex items-center gap-2">
          <input
            type="radio"
            name="slice"
            checked={value === null}
            onChange={() => change(null)}
            className="size-4 accent-accent"
          />
          All kinds
        </label>
        <label className="flex items-center gap-2">
          <input
            type="radio"
            name="slice"
            checked={value !== null}
            onChange={() => change(beginsEmpty ? [] : kinds.map((kind) => kind.name))}
            className="size-4 accent-accent"
          />
          Only these
        </label>
      </div>
      {value !== null && (
        <div className="grid gap-x-6 gap-y-1.5 rounded-lg bg-sunk px-3.5 py-3 sm:grid-cols-2">
          {kinds.map((kind) => (
            <label key={kind.name} className="flex items-start gap-2 text-sm">
              <input
                type="checkbox"
                checked={value.includes(kind.name)}
                onChange={() => toggle(kind.name)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              {kind.label}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
