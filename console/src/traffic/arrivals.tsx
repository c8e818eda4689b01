import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { count } from '../ui/words.ts';
import { Arrival } from './arrival.tsx';
import { arrivalsQuery, STATES, triggersQuery, type State } from './queries.ts';
import { Triggers } from './triggers.tsx';
import { STATE_WORDS } from './words.ts';

/** What brings events by itself, and what of it could not become an event. */
export function ArrivalsPage() {
  const search = useSearch({ from: '/connections/arrivals' });
  const state = STATES.find((one) => one === search.state) ?? 'waiting';
  const triggers = useQuery(triggersQuery);
  return (
    <>
      <title>Arrivals · Remit</title>
      <p className="max-w-[68ch] text-pretty text-ink-2">
        What other systems send. What cannot be read waits here until the mapping was mended: nothing is lost.
      </p>
      {triggers.isPending && <Skeleton label="Loading the triggers" lines={4} />}
      {triggers.isError && !triggers.data && (
        <Failed what="The triggers" error={triggers.error} retry={() => void triggers.refetch()} />
      )}
      {triggers.data && <Triggers triggers={triggers.data.triggers} />}
      <Kept state={state} />
    </>
  );
}

function Kept({ state }: { state: State }) {
  const query = useInfiniteQuery(arrivalsQuery(state));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = query.data?.pages[0]?.waiting ?? 0;
  return (
    <Section
      title="Could not be read"
      aside={waiting > 0 ? `${count(waiting, 'arrival')} waiting` : undefined}
    >
      <nav aria-label="Which arrivals" className={SEGMENTS}>
        {STATES.map((one) => (
          <Link
            key={one}
            to="/arrivals"
            search={one === 'waiting' ? {} : { state: one }}
            aria-current={one === state ? 'page' : undefined}
            className={SEGMENT}
          >
            {STATE_WORDS[one]}
          </Link>
        ))}
      </nav>
      {query.isPending && <Skeleton label="Loading what could not be read" lines={6} />}
      {query.isError && !query.data && (
        <Failed what="Arrivals" error={query.error} retry={() => void query.refetch()} />
      )}
      {query.data && items.length === 0 && <Nothing state={state} />}
      {items.length > 0 && (
        <ul className="grid divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {items.map((item) => (
            <Arrival key={item.id} item={item} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div>
          <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </Section>
  );
}

const NEVER = {
  delivered: 'Nothing that waited here was read later.',
  dropped: 'Nobody ever dropped an arrival.',
  all: 'Everything that came in became an event of its workflow.',
};

function Nothing({ state }: { state: State }) {
  if (state !== 'waiting') {
    return (
      <Empty icon="check" title="None">
        {NEVER[state]}
      </Empty>
    );
  }
  return (
    <Empty icon="check" title="Nothing waits">
      Everything that came in became an event of its workflow.
    </Empty>
  );
}
