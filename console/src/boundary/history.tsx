import { useNameOf } from '../shell/desk.tsx';
import { Badge } from '../ui/effect.tsx';
import { Stamp } from '../ui/time.tsx';
import type { BoundaryView } from './queries.ts';

const STATES = { proposed: 'Proposed', accepted: 'Accepted', declined: 'Declined', withdrawn: 'Withdrawn' };

/** Who put which boundary in force, from where and why; and what was decided about proposals. */
export function History({ view }: { view: BoundaryView }) {
  const nameOf = useNameOf();
  const decided = view.changes.filter(({ state }) => state === 'declined' || state === 'withdrawn');
  const rows = [
    ...view.history.map((one) => ({
      at: one.at,
      by: nameOf(one.by),
      badge: one.from === 'files' ? 'From the files' : 'From the console',
      says: one.because || (one.from === 'files' ? 'Published as the files had it.' : ''),
      version: one.version,
    })),
    ...decided.map((one) => ({
      at: one.decided_at ?? one.at,
      by: nameOf(one.decided_by ?? one.by),
      badge: STATES[one.state],
      says: `What ${nameOf(one.by)} proposed: ${one.because}`,
      version: '',
    })),
  ].toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (rows.length === 0) return <p className="text-sm text-ink-2">It has not been changed yet.</p>;
  return (
    <ol className="grid">
      {rows.map((row) => (
        <li
          key={`${row.at} ${row.version} ${row.says}`}
          className="grid gap-x-6 gap-y-1 border-t border-line py-3 text-sm first:border-0 first:pt-1 md:grid-cols-[150px_minmax(0,1fr)]"
        >
          <p className="text-ink-3">
            <Stamp at={row.at} />
            <span className="block text-ink-2">{row.by}</span>
          </p>
          <div className="grid max-w-[72ch] content-start gap-1">
            <p className="flex items-center gap-2">
              <Badge tone="grey">{row.badge}</Badge>
              {row.version && (
                <span className="font-mono text-xs text-ink-3" title={`Version ${row.version}`}>
                  {row.version.slice(0, 10)}
                </span>
              )}
            </p>
            {row.says && <p className="text-pretty">{row.says}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
