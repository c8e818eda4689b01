import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { count, listed, sentence } from '../ui/words.ts';
import { DownSince, Light } from './light.tsx';
import { systemsQuery, type Summary } from './queries.ts';
import { callsText, kindText, offersText } from './words.ts';

/** Every outside system, those that are down first. */
export function SystemsPage() {
  const query = useQuery(systemsQuery);
  return (
    <>
      <title>Systems · Remit</title>
      <p className="max-w-[68ch] text-pretty text-ink-2">
        What Remit reads from and writes to. A system that is down holds the cases that need it, and they go
        on by themselves when it is back.
      </p>
      {!query.data && query.isError && (
        <Failed what="The systems" error={query.error} retry={() => void query.refetch()} />
      )}
      {!query.data && !query.isError && <Skeleton label="Loading the systems" lines={4} />}
      {query.data && <List systems={query.data.systems} />}
    </>
  );
}

const ORDER = ['down', 'unsure', 'up', 'unknown'];

function List({ systems }: { systems: Summary[] }) {
  if (systems.length === 0) {
    return (
      <Empty icon="plug" title="No system is connected">
        Describe one in a file below <code className="font-mono text-xs">systems/</code> of the workspace, or
        let <code className="font-mono text-xs">remit connect</code> write that file from an OpenAPI
        description or an MCP server.
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
        <span className="text-lg font-semibold [overflow-wrap:anywhere]">{one.label}</span>
        <Light light={one.light} />
        {one.held > 0 && (
          <span className="flex items-center gap-1 text-sm font-medium text-red">
            <Icon name="clock" size={14} /> {count(one.held, 'case waits', 'cases wait')}
          </span>
        )}
      </span>
      {(one.light === 'down' || one.light === 'unsure') && (
        <span className="text-sm text-pretty text-ink-2">
          {sentence(one.says)} {one.since && <DownSince at={one.since} />}
        </span>
      )}
      <span className="grid gap-0.5 text-sm text-ink-3">
        <span>{callsText(one.last_hour)}.</span>
        <span>
          {kindText(one.kind)}: {offersText(one)}
          {one.workflows.length > 0
            ? `, for ${listed(one.workflows.map(({ label }) => label))}`
            : '; no workflow uses it yet'}
          .
        </span>
      </span>
    </Link>
  );
}
