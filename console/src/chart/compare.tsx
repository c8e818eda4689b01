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
  /** Counts are left to the hover and to readers, where there is no room. */
  isBrief?: boolean;
}

/** The same number of several groups below each other, as dots with their intervals on one scale from 0. */
export function Compare({ rows, isShare, top: given, isBrief }: CompareProps) {
  const most = given ?? Math.max(0, ...rows.flatMap(({ value, high }) => [value ?? 0, high ?? 0]));
  const top = most === 0 ? 1 : isShare ? Math.min(1, most * 1.05) : most * 1.05;
  const hasNames = rows.some(({ name }) => name !== '');
  const columns = hasNames
    ? 'grid-cols-[max-content_minmax(0,1fr)_max-content]'
    : 'grid-cols-[minmax(0,1fr)_minmax(8rem,max-content)]';
  return (
    <ul className={`grid gap-x-3 gap-y-1.5 ${columns}`}>
      {rows.map((row) => (
        <li key={row.name} className="col-span-full grid grid-cols-subgrid items-center gap-x-3">
          {hasNames && <span className="text-xs text-ink-2">{row.name}</span>}
          <Dots row={row} top={top} />
          <span className="text-xs text-ink-3 text-right tabular-nums" title={row.counted}>
            <span className="font-medium text-ink">{row.says}</span>{' '}
            <span className={isBrief ? 'sr-only' : ''}>{row.counted}</span>
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
