import { Moment } from '../ui/time.tsx';
import { sentence } from '../ui/words.ts';
import type { Numbers } from './queries.ts';

/** Which time is counted, and up to which entry of the log. */
export function Counted({ numbers: { selected } }: { numbers: Pick<Numbers, 'selected'> }) {
  return (
    <p className="text-xs text-ink-3">
      {sentence(selected.says)}{' '}
      {selected.counted_until && (
        <>
          Counted up to <Moment at={selected.counted_until} bare />.
        </>
      )}
    </p>
  );
}

/** Nothing was decided in this time, nor before it, nor by people. What is open waits for its first decision. */
export function isBlank({ metrics }: Numbers): boolean {
  return metrics.every(
    ({ id, agent, baseline, control }) =>
      id === 'backlog' || agent.of + (baseline?.of ?? 0) + (control?.of ?? 0) === 0,
  );
}
