import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useNameOf } from '../shell/desk.tsx';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { StateBar } from './state_bar.tsx';
import { rollbacksQuery } from './queries.ts';
import { useTitle } from './title.ts';
import { countsText, STATES, type Summary } from './words.ts';

/** All rollbacks, those under way first. */
export function RollbacksPage() {
  const query = useQuery(rollbacksQuery);
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Rollbacks">
      <title>Rollbacks · Remit</title>
      <div className="mx-auto grid max-w-[860px] gap-5 px-4 py-6 sm:px-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-xl font-semibold tracking-[-0.01em]">Rollbacks</h1>
          <NewLink />
        </div>
        <p className="-mt-2 max-w-[68ch] text-pretty text-ink-2">
          Take back what was done, over a part of the log: a plan first, then the run. What people have
          changed since is never overwritten.
        </p>
        {!query.data && query.isError && (
          <Failed what="The rollbacks" error={query.error} retry={() => void query.refetch()} />
        )}
        {!query.data && !query.isError && <Skeleton label="Loading the rollbacks" lines={4} />}
        {query.data && <List rollbacks={query.data.rollbacks} />}
      </div>
    </div>
  );
}

function NewLink() {
  return (
    <Link
      to="/rollbacks/new"
      className="inline-flex h-8 items-center gap-1.5 rounded-md bg-ink px-2.5 text-sm font-medium text-bg hover:opacity-90"
    >
      <Icon name="undo" size={15} /> New rollback
    </Link>
  );
}

function List({ rollbacks }: { rollbacks: Summary[] }) {
  if (rollbacks.length === 0) {
    return (
      <Empty icon="undo" title="Nothing was rolled back yet">
        When something has gone wrong for a while, plan a rollback: it lists what can be taken back before
        anything is done.
      </Empty>
    );
  }
  const isOpen = ({ state }: Summary) => state !== 'done' && state !== 'cancelled';
  const sorted = [...rollbacks.filter(isOpen), ...rollbacks.filter((one) => !isOpen(one))];
  return (
    <ul className="grid gap-3">
      {sorted.map((one) => (
        <li key={one.id}>
          <Card one={one} />
        </li>
      ))}
    </ul>
  );
}

function Card({ one }: { one: Summary }) {
  const nameOf = useNameOf();
  const title = useTitle();
  const state = STATES[one.state];
  return (
    <Link
      to="/rollbacks/$id"
      params={{ id: one.id }}
      className="grid gap-2.5 rounded-xl border border-line bg-surface px-5 py-4 hover:border-line-2 hover:bg-hover"
    >
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{title(one)}</span>
        <Badge tone={state.tone}>{state.says}</Badge>
      </span>
      <StateBar counts={one.counts} />
      <span className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-sm text-ink-2">
        <span>{countsText(one.counts)}</span>
        <span className="text-ink-3">
          {nameOf(one.by)}, <Distance at={one.at} />
        </span>
      </span>
    </Link>
  );
}
