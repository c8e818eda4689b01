import { Link } from '@tanstack/react-router';
import type { CaseView } from '../live/answers.ts';
import { Icon } from '../ui/icon.tsx';
import { Moment } from '../ui/time.tsx';

/** The case waits for a system that is down: which one, since when, and what happens next. */
export function Waiting({ one }: { one: CaseView }) {
  if (!one.held_by || one.status === 'closed') return null;
  const { system, label, since } = one.held_by;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-amber-soft px-4 py-2.5 text-sm text-amber"
    >
      <Icon name="plug" />
      <p className="min-w-[200px] flex-1 text-pretty">
        <span className="font-medium">
          Waits for {label}, which is down, since <Moment at={since} bare />.
        </span>{' '}
        It goes on by itself once that is back.
      </p>
      <Link
        to="/systems/$name"
        params={{ name: system }}
        className="inline-flex h-7 shrink-0 items-center rounded-md border border-current/40 px-2.5 text-xs font-semibold hover:bg-surface"
      >
        Its health
      </Link>
    </div>
  );
}
