import type { ReactNode } from 'react';

/** A control under its name. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="grid content-start gap-1">
      <span className="text-xs font-medium text-ink-2">{label}</span>
      {children}
    </label>
  );
}

interface ChoiceProps {
  label: string;
  /** What it says when nothing is chosen. */
  all: string;
  value: string | undefined;
  options: { name: string; label: string }[];
  isOff?: boolean;
  change: (name: string | undefined) => void;
}

export function Choice({ label, all, value, options, isOff, change }: ChoiceProps) {
  return (
    <Labelled label={label}>
      <select
        className="field pick disabled:opacity-60"
        disabled={isOff}
        value={value ?? ''}
        onChange={(event) => change(event.target.value || undefined)}
      >
        <option value="">{all}</option>
        {value !== undefined && !options.some(({ name }) => name === value) && (
          <option value={value}>{value}</option>
        )}
        {options.map((option) => (
          <option key={option.name} value={option.name}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
