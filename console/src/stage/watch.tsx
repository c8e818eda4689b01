import type { StageView } from '../workflow/queries.ts';
import { boundsText } from './words.ts';

/** Above this share of an alarm's evidence a bar is no longer grey. */
const NEAR = 0.5;

/** Rates that are watched, and how near each is to taking the workflow back to draft. */
export function Watch({ view }: { view: StageView }) {
  if (view.watch.length === 0) {
    return <p className="text-sm text-ink-2">Nothing is watched in this stage.</p>;
  }
  return (
    <ul className="grid gap-4">
      {view.watch.map((one) => {
        const share = Math.min(1, Math.max(0, one.evidence));
        const colour = share >= 1 ? 'bg-red' : share >= NEAR ? 'bg-amber' : 'bg-edge';
        return (
          <li key={one.signal} className="grid gap-1">
            <div className="flex items-baseline justify-between gap-3 text-sm">
              <span className="font-medium">{one.label}</span>
              <span className="text-xs text-ink-3 tabular-nums">{nearText(share)}</span>
            </div>
            <div
              role="meter"
              aria-label={`${one.label}: evidence, as a share of what raises the alarm`}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(share * 100)}
              className="h-1.5 overflow-hidden rounded-full bg-hover"
            >
              <div className={`h-full rounded-full ${colour}`} style={{ width: `${share * 100}%` }} />
            </div>
            <p className="text-xs text-pretty text-ink-3">{watchText(one)}</p>
          </li>
        );
      })}
    </ul>
  );
}

/** What is watched and how it stands, with how sure a rate of so few or so many is. */
function watchText({ says, rate }: StageView['watch'][number]): string {
  if (rate.of === 0) return says;
  return `${says.replace(/\.$/, '')}, with 95 % certainty ${boundsText(rate)}.`;
}

function nearText(share: number): string {
  if (share >= 1) return 'alarm';
  return share < 0.01 ? 'far from an alarm' : `${Math.round(share * 100)} % of an alarm`;
}
