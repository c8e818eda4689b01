import { USUAL_DAYS, type ProofSearch } from './search.ts';

const SPANS = [
  { days: 7, says: 'Last 7 days' },
  { days: USUAL_DAYS, says: 'Last 4 weeks' },
  { days: 84, says: 'Last 12 weeks' },
  { days: 365, says: 'Last 12 months' },
];

type Change = (next: Pick<ProofSearch, 'days' | 'from' | 'to'>) => void;

/** Which time is looked at: so many days up to now, or from one day to another. */
export function Period({ search, change }: { search: ProofSearch; change: Change }) {
  const isChosen = search.from !== undefined || search.to !== undefined;
  const take = (value: string) => {
    if (value === 'own') change({ days: undefined, from: dayStart(-USUAL_DAYS), to: undefined });
    else change({ days: value === String(USUAL_DAYS) ? undefined : value, from: undefined, to: undefined });
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <select
        aria-label="Time"
        value={isChosen ? 'own' : (search.days ?? String(USUAL_DAYS))}
        onChange={(event) => take(event.target.value)}
        className="pick h-8 rounded-md border border-line-2 bg-surface pl-2 text-sm text-ink-2"
      >
        {SPANS.map(({ days, says }) => (
          <option key={days} value={days}>
            {says}
          </option>
        ))}
        {search.days && !SPANS.some(({ days }) => String(days) === search.days) && (
          <option value={search.days}>Last {search.days} days</option>
        )}
        <option value="own">From a day…</option>
      </select>
      {isChosen && (
        <>
          <Day label="From" value={search.from} take={(from) => change({ ...search, from })} />
          <Day label="To" value={search.to} isEnd take={(to) => change({ ...search, to })} />
        </>
      )}
    </div>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  take: (value: string | undefined) => void;
  /** The day is the last one that counts, so its end is meant. */
  isEnd?: boolean;
}

function Day({ label, value, take, isEnd }: DayProps) {
  return (
    <label className="flex items-center gap-1.5 text-sm text-ink-3">
      {label}
      <input
        type="date"
        value={value ? localDay(new Date(Date.parse(value) - (isEnd ? 1 : 0))) : ''}
        onChange={(event) => {
          const day = event.target.value;
          if (!day) return take(undefined);
          const at = new Date(`${day}T00:00:00`);
          if (isEnd) at.setDate(at.getDate() + 1);
          take(at.toISOString());
        }}
        className="h-8 rounded-md border border-line-2 bg-surface px-1.5 text-sm text-ink-2"
      />
    </label>
  );
}

function localDay(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function dayStart(days: number): string {
  const at = new Date();
  at.setHours(0, 0, 0, 0);
  at.setDate(at.getDate() + days);
  return at.toISOString();
}
