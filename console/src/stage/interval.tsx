import type { Rate } from '../workflow/queries.ts';
import { rateText, shareText } from './words.ts';

/** A rate with what it was counted from: the band is where the true rate lies in 95 of 100 such counts. */
export function Interval({ rate, bound }: { rate: Rate | null; bound?: number }) {
  if (!rate || rate.of === 0) return <span className="text-sm text-ink-3">cannot be said yet</span>;
  const share = rate.count / rate.of;
  return (
    <span className="grid grid-cols-[3.75rem_minmax(0,1fr)] items-start gap-x-3" title="with 95 % certainty">
      <span className="text-right text-sm font-medium tabular-nums">{shareText(share)}</span>
      <span className="grid gap-1 pt-[7px]">
        <Band low={rate.low} high={rate.high} at={share} bound={bound} />
        <span className="text-xs text-ink-3 tabular-nums">{rateText(rate)}</span>
      </span>
    </span>
  );
}

interface BandProps {
  low: number;
  high: number;
  at: number;
  bound?: number | undefined;
}

/** All are shares of the whole width. */
export function Band({ low, high, at, bound }: BandProps) {
  const width = Math.max(high - low, 0.01);
  return (
    <span aria-hidden="true" className="relative block h-1.5 rounded-full bg-hover">
      <span
        className="absolute inset-y-0 rounded-full bg-accent/35"
        style={{ left: percent(low), width: percent(width) }}
      />
      <span
        className="absolute -inset-y-[3px] w-[3px] -translate-x-1/2 rounded-full bg-accent"
        style={{ left: percent(Math.min(Math.max(at, 0.006), 0.994)) }}
      />
      {bound !== undefined && (
        <span className="absolute -inset-y-1 w-px bg-ink-3" style={{ left: percent(bound) }} />
      )}
    </span>
  );
}

function percent(share: number): string {
  return `${Math.min(1, Math.max(0, share)) * 100}%`;
}
