import { LOOKS, type SeriesTone } from './points.ts';

export interface CompareRow {
  name: string;
  tone: SeriesTone;
  value: number | null;
  low: number | null;
  high: number | null;
  /** `3.5 %`, or why nothing can be said. */
  says: string;
  counted: string;
}

interface CompareProps {
  rows: CompareRow[];
  isShare: boolean;
  /** The same end of the scale for lists that are compared. */
  top?: number;
}

/** The same number of several groups below each other, as dots with their intervals on one scale from 0. */
export function Compare({ rows, isShare, top: given }: CompareProps) {
  const most = given ?? Math.max(0, ...rows.flatMap(({ value, high }) => [value ?? 0, high ?? 0]));
  const top = most === 0 ? 1 : isShare ? Math.min(1, most * 1.05) : most * 1.05;
  return (
    <ul className="grid gap-x-3 gap-y-1.5 sm:grid-cols-[max-content_minmax(0,1fr)_max-content]">
      {rows.map((row) => (
        <li key={row.name} className="grid items-center gap-x-3 sm:col-span-3 sm:grid-cols-subgrid">
          {row.name !== '' && <span className="text-xs text-ink-2">{row.name}</span>}
          <Dots row={row} top={top} />
          <span className="text-xs text-ink-3 tabular-nums sm:text-right">
            <span className="font-medium text-ink">{row.says}</span> {row.counted}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Dots({ row: { tone, value, low, high }, top }: { row: CompareRow; top: number }) {
  const place = (amount: number) => `${Math.min(1, Math.max(0, amount / top)) * 100}%`;
  return (
    <span aria-hidden="true" className="relative block h-3">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line-2" />
      {low !== null && high !== null && (
        <span
          className={`absolute top-1/2 h-1.5 -translate-y-1/2 rounded-full opacity-35 ${LOOKS[tone].dot}`}
          style={{ left: place(low), width: `max(2px, ${place(high - low)})` }}
        />
      )}
      {value !== null && (
        <span
          className={`absolute top-1/2 size-2 -translate-1/2 rounded-full ${LOOKS[tone].dot}`}
          style={{ left: place(value) }}
        />
      )}
    </span>
  );
}
