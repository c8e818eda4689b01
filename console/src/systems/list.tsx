import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { count, listed } from '../ui/words.ts';
import { Light } from './light.tsx';
import { systemsQuery, type Summary } from './queries.ts';
import { callsText, offersText } from './words.ts';

/** Every outside system, those that are down first. */
export function SystemsPage() {
  const query = useQuery(systemsQuery);
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Systems">
      <title>Systems · Remit</title>
      <div className="mx-auto grid max-w-[860px] gap-5 px-4 py-6 sm:px-8">
        <header className="grid gap-1.5">
          <h1 className="text-xl font-semibold tracking-[-0.01em]">Systems</h1>
          <p className="max-w-[68ch] text-pretty text-ink-2">
            What Remit reads from and writes to. A system that is down holds the cases that need it, and they
            go on by themselves when it is back.
          </p>
        </header>
        {!query.data && query.isError && (
          <Failed what="The systems" error={query.error} retry={() => void query.refetch()} />
        )}
        {!query.data && !query.isError && <Skeleton label="Loading the systems" lines={4} />}
        {query.data && <List systems={query.data.systems} />}
      </div>
    </div>
  );
}

const ORDER = ['down', 'unsure', 'up', 'unknown'];

function List({ systems }: { systems: Summary[] }) {
  if (systems.length === 0) {
    return (
      <Empty icon="plug" title="No system is connected">
        Put a file into the workspace's folder <code className="font-mono text-xs">systems</code>. The guide
        page “Connect a system over HTTP” shows how, from beginning to end.
      </Empty>
    );
  }
  const sorted = systems.toSorted((one, other) => ORDER.indexOf(one.light) - ORDER.indexOf(other.light));
  return (
    <ul className="grid gap-3">
      {sorted.map((one) => (
        <li key={one.name}>
          <Card one={one} />
        </li>
      ))}
    </ul>
  );
}

function Card({ one }: { one: Summary }) {
  return (
    <Link
      to="/systems/$name"
      params={{ name: one.name }}
      className="grid gap-2 rounded-xl border border-line bg-surface px-5 py-4 hover:border-line-2 hover:bg-hover"
    >
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{one.label}</span>
        <Light light={one.light} />
        <span className="font-mono text-xs text-ink-3">{one.kind}</span>
        {one.held > 0 && (
          <span className="flex items-center gap-1 text-sm font-medium text-red">
            <Icon name="clock" size={14} /> {count(one.held, 'case')} {one.held === 1 ? 'waits' : 'wait'}
          </span>
        )}
      </span>
      {(one.light === 'down' || one.light === 'unsure') && (
        <span className="text-sm text-pretty text-ink-2">
          {one.says} {one.since && <Distance at={one.since} />}
        </span>
      )}
      <span className="grid gap-0.5 text-sm text-ink-3">
        <span>{callsText(one.last_hour)}.</span>
        <span>
          {offersText(one)}
          {one.workflows.length > 0 && `, for ${listed(one.workflows.map(({ label }) => label))}`}.
        </span>
      </span>
    </Link>
  );
}
