import { useId, type ReactNode } from 'react';

/** One of the six fields, under its number. */
export function Numbered({ at, label, children }: { at: number; label: string; children: ReactNode }) {
  return (
    <section aria-label={label} className="grid grid-cols-[22px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
      <span
        aria-hidden="true"
        className="grid size-[22px] place-items-center rounded-full bg-hover text-2xs font-semibold text-ink-2 tabular-nums"
      >
        {at}
      </span>
      <h2 className="self-center text-sm font-medium">{label}</h2>
      <div className="col-start-2">{children}</div>
    </section>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  change: (value: string) => void;
  max: number;
  /** An example, which is gone once something is typed. */
  hint?: string;
  rows?: number;
  /** The heading above says the same; it stays the control's name. */
  hideLabel?: boolean;
}

export function TextField({ label, value, change, max, hint, rows, hideLabel }: TextFieldProps) {
  const id = useId();
  const shared = {
    id,
    value,
    maxLength: max,
    placeholder: hint,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-xs font-medium text-ink-2'}>
        {label}
      </label>
      {rows ? (
        <textarea
          {...shared}
          rows={rows}
          className="field placeholder:text-ink-3 field-sizing-content max-h-[40vh] min-h-16"
        />
      ) : (
        <input {...shared} className="field placeholder:text-ink-3" />
      )}
    </div>
  );
}
