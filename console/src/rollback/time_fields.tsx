import { useDesk } from '../shell/desk.tsx';
import { Labelled } from './fields.tsx';
import { quickTimes } from './quick_times.ts';
import { momentOf, wallTime } from './zoned.ts';

interface TimeFieldsProps {
  from: string | undefined;
  to: string | undefined;
  change: (times: { from?: string | undefined; to?: string | undefined }) => void;
}

/** When it went wrong: one press for what has just happened, fields for everything else. */
export function TimeFields({ from, to, change }: TimeFieldsProps) {
  const { time_zone } = useDesk();
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-1 text-xs font-medium text-ink-2">When</legend>
      <div className="flex flex-wrap gap-1.5">
        {['Last hour', 'Last 3 hours', 'Today'].map((label) => (
          <button
            key={label}
            type="button"
            onClick={() => {
              const quick = quickTimes(new Date(), time_zone).find((one) => one.label === label);
              change({ from: quick?.from, to: undefined });
            }}
            className="h-7 rounded-md border border-line-2 bg-surface px-2.5 text-xs font-medium hover:bg-hover"
          >
            {label}
          </button>
        ))}
        {(from !== undefined || to !== undefined) && (
          <button
            type="button"
            onClick={() => change({ from: undefined, to: undefined })}
            className="h-7 rounded-md px-2 text-xs text-ink-2 hover:bg-hover hover:text-ink"
          >
            Any time
          </button>
        )}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Labelled label="From">
          <input
            type="datetime-local"
            value={wallTime(from, time_zone)}
            onChange={(event) => change({ from: momentOf(event.target.value, time_zone) })}
            className="field tabular-nums"
          />
        </Labelled>
        <Labelled label="To (empty: until now)">
          <input
            type="datetime-local"
            value={wallTime(to, time_zone)}
            onChange={(event) => change({ to: momentOf(event.target.value, time_zone) })}
            className="field tabular-nums"
          />
        </Labelled>
      </div>
      <p className="text-xs text-ink-3">In the time of {time_zone.replaceAll('_', ' ')}.</p>
    </fieldset>
  );
}
