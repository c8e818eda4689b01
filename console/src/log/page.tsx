import { useEffect, useRef, useState } from 'react';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useKeys } from '../keys/keys.ts';
import { logHeadQuery, logQuery } from '../live/queries.ts';
import type { LogSearch } from '../searches.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { count } from '../ui/words.ts';
import { LogFilters } from './filters.tsx';
import { LogTable } from './table.tsx';

/** What was decided and done, in six fields, newest first. */
export function LogPage() {
  const search = useSearch({ from: '/log' });
  const query = useInfiniteQuery({ ...logQuery(search), placeholderData: keepPreviousData });
  const box = useRef<HTMLDivElement>(null);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const [place, setPlace] = useState({ search, index: -1 });
  const at = place.search === search ? place.index : -1;
  const setAt = (index: number) => setPlace({ search, index });
  useLogKeys(rows, at, setAt);
  const last = query.data?.pages.at(-1);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <title>Log · Remit</title>
      <LogFilters total={last ? totalText(last.total, last.total_is_exact) : ''} />
      <NewRows search={search} newest={rows[0]?.id} />
      <div
        ref={box}
        tabIndex={0}
        role="region"
        aria-label="Log"
        className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        {query.isPending && <Skeleton label="Loading the log" lines={10} />}
        {query.isError && rows.length === 0 && (
          <Failed what="The log" error={query.error} retry={() => void query.refetch()} />
        )}
        {query.isSuccess && rows.length === 0 && <NothingFound isFiltered={Object.keys(search).length > 0} />}
        {rows.length > 0 && (
          <div className={query.isPlaceholderData ? 'opacity-60' : ''}>
            <LogTable rows={rows} at={at} />
            <More query={query} box={box} />
          </div>
        )}
      </div>
    </div>
  );
}

function totalText(total: number, isExact: boolean): string {
  return `${isExact ? '' : 'about '}${count(total, 'decision')}`;
}

function NothingFound({ isFiltered }: { isFiltered: boolean }) {
  const navigate = useNavigate();
  if (!isFiltered) {
    return (
      <Empty icon="log" title="Nothing has been decided yet">
        Every decision appears here with what led to it, as soon as the first case has passed.
      </Empty>
    );
  }
  return (
    <Empty icon="search" title="Nothing fits">
      <p>No decision fits these words and filters.</p>
      <p className="mt-3">
        <Button onClick={() => void navigate({ to: '/log' })}>Clear all filters</Button>
      </p>
    </Empty>
  );
}

/** The next page is read when its beginning comes near; the button does the same for those who do not scroll. */
function More({
  query,
  box,
}: {
  query: ReturnType<typeof useInfiniteQuery>;
  box: React.RefObject<HTMLElement | null>;
}) {
  const mark = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (!mark.current || !hasNextPage || isFetchingNextPage) return;
    const watcher = new IntersectionObserver(
      (seen) => {
        if (seen.some((one) => one.isIntersecting)) void fetchNextPage();
      },
      { root: box.current, rootMargin: '600px' },
    );
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, box]);
  return (
    <div ref={mark} className="grid h-14 place-items-center text-xs text-ink-3">
      {hasNextPage ? (
        <Button small look="quiet" onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading more' : 'Load more'}
        </Button>
      ) : (
        'That is all.'
      )}
    </div>
  );
}

/** New rows do not push the page about under the reader: they are announced, and shown when asked for. */
function NewRows({ search, newest }: { search: LogSearch; newest: string | undefined }) {
  const head = useQuery(logHeadQuery(search));
  const client = useQueryClient();
  const there = head.data?.rows[0]?.id;
  const isNew = newest !== undefined && there !== undefined && there !== newest;
  return (
    <div role="status" aria-live="polite">
      {isNew && (
        <button
          type="button"
          onClick={() => void client.resetQueries({ queryKey: ['log', search] })}
          className="w-full border-b border-line bg-accent-soft py-1.5 text-center text-sm font-medium text-accent hover:underline"
        >
          Show new decisions
        </button>
      )}
    </div>
  );
}

function useLogKeys(rows: { case: string }[], at: number, setAt: (at: number) => void): void {
  const navigate = useNavigate();
  const step = (by: number) => {
    const next = Math.min(Math.max(at + by, 0), rows.length - 1);
    setAt(next);
    document.querySelectorAll<HTMLElement>('[data-log-row] a')[next]?.focus();
  };
  const open = () => {
    const row = rows[at];
    if (row) void navigate({ to: '/cases/$id', params: { id: row.case } });
  };
  useKeys([
    { keys: 'j', says: 'Next row', group: 'Log', hidden: true, run: () => step(1) },
    { keys: 'k', says: 'Previous row', group: 'Log', hidden: true, run: () => step(-1) },
    { keys: 'o', says: 'Open the whole story', group: 'Log', hidden: true, run: open },
    {
      keys: '/',
      says: 'Search the log',
      group: 'Log',
      run: () => document.querySelector<HTMLInputElement>('[data-log-search]')?.focus(),
    },
  ]);
}
