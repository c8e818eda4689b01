import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Stamp, useNow } from '../ui/time.tsx';
import { count, sentence } from '../ui/words.ts';
import { metricCasesQuery, numbersQuery, type MetricCase } from './queries.ts';
import { carried, filterOf, type CasesSearch } from './search.ts';

const WHO: Record<string, string> = {
  agent: 'of the agents',
  control: 'left to people at the same time',
  baseline: 'of people, before',
};

/** The cases behind one number: exactly those that were counted. */
export function MetricCasesPage() {
  const search = useSearch({ from: '/proof/cases' });
  const now = useNow();
  const metric = search.metric ?? 'coverage_prepared';
  const filter = filterOf(search, now);
  const who = oneOf(['agent', 'control', 'baseline'] as const, search.who) ?? 'agent';
  const side = oneOf(['count', 'of'] as const, search.side) ?? 'count';
  const query = useInfiniteQuery(metricCasesQuery(metric, { ...filter, who, side, part: search.part }));
  const numbers = useQuery(numbersQuery(filter));
  const shown = numbers.data?.metrics.find(({ id }) => id === metric);
  const rows = query.data?.pages.flatMap(({ cases }) => cases) ?? [];
  const first = query.data?.pages[0];
  const part = shown?.parts.find(({ name }) => name === search.part);
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Cases behind a number">
      <title>{`${shown?.label ?? 'Cases'} · Remit`}</title>
      <div className="mx-auto grid max-w-[1144px] gap-5 px-4 py-6 sm:px-8">
        <Back search={search} />
        <header className="grid gap-1.5">
          <h1 className="text-xl font-semibold tracking-[-0.01em] text-balance">
            {[shown?.label ?? 'Cases', part?.label].filter(Boolean).join(': ')}
          </h1>
          {shown && <p className="max-w-[80ch] text-pretty text-ink-2">{shown.means}</p>}
          {first && (
            <p className="text-sm text-ink-3" aria-live="polite">
              {sentence(`${count(first.total, 'case')} ${WHO[who] ?? ''}, ${first.selected.says}`)}
            </p>
          )}
        </header>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Sides search={search} />
          <InLog search={search} from={first?.selected.from} />
        </div>
        {query.isPending && <Skeleton label="Loading the cases" lines={8} />}
        {query.isError && rows.length === 0 && (
          <Failed what="These cases" error={query.error} retry={() => void query.refetch()} />
        )}
        {query.isSuccess && rows.length === 0 && (
          <Empty icon="search" title="No such case">
            Nothing of this kind was counted in this time.
          </Empty>
        )}
        {rows.length > 0 && <Rows rows={rows} />}
        {query.hasNextPage && (
          <div className="grid place-items-center pb-4">
            <Button small look="quiet" onClick={() => void query.fetchNextPage()}>
              {query.isFetchingNextPage ? 'Loading more' : 'Load more'}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function oneOf<T extends string>(all: readonly T[], value: string | undefined): T | undefined {
  return all.find((one) => one === value);
}

function Back({ search }: { search: CasesSearch }) {
  const look =
    '-ml-1.5 inline-flex h-7 w-max items-center gap-1 rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink';
  const { workflow, ...rest } = carried(search);
  if (!workflow) {
    return (
      <Link to="/proof" search={carried(search)} className={look}>
        <Icon name="left" size={14} /> Proof
      </Link>
    );
  }
  return (
    <Link
      to="/workflows/$name/numbers"
      params={{ name: workflow }}
      search={{ ...rest, metric: search.metric }}
      className={look}
    >
      <Icon name="left" size={14} /> Numbers
    </Link>
  );
}

/** Those that make the number, or all that it was counted from. */
function Sides({ search }: { search: CasesSearch }) {
  const sides = [
    { side: undefined, says: 'Those that count' },
    { side: 'of', says: 'All that were looked at' },
  ];
  return (
    <nav aria-label="Which cases" className={SEGMENTS}>
      {sides.map(({ side, says }) => (
        <Link
          key={says}
          to="/proof/cases"
          search={{ ...search, side }}
          aria-current={search.side === side ? 'page' : undefined}
          className={SEGMENT}
        >
          {says}
        </Link>
      ))}
    </nav>
  );
}

/** The log of the same time and part: every decision, not only those that were counted. */
function InLog({ search, from }: { search: CasesSearch; from: string | undefined }) {
  const { workflow, kind, play, to } = search;
  return (
    <Link
      to="/log"
      search={{ workflow, kind, play, from: search.from ?? from, to }}
      className="text-sm text-accent underline-offset-2 hover:underline"
    >
      All decisions of this time in the log
    </Link>
  );
}

function Rows({ rows }: { rows: MetricCase[] }) {
  return (
    <ul className="grid border-b border-line">
      {rows.map((row) => (
        <li
          key={`${row.case} ${row.round}`}
          className="relative grid gap-x-6 gap-y-0.5 border-t border-line px-2 py-3 hover:bg-hover sm:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,3fr)]"
        >
          <div className="min-w-0">
            <Link
              to="/cases/$id"
              params={{ id: row.case }}
              className="line-clamp-2 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {row.title}
            </Link>
            <p className="text-xs text-ink-3">
              <Stamp at={row.at} />
              {row.round > 1 && ` · decision ${row.round} of this case`}
            </p>
          </div>
          <p className="min-w-0 text-sm text-pretty text-ink-2">
            {row.kind_label}
            {row.play_label && <span className="text-ink-3"> · {row.play_label}</span>}
          </p>
          <p className="min-w-0 text-sm text-pretty sm:text-right">
            {row.says}
            {row.decided_by && <span className="block text-xs text-ink-3">{row.decided_by}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
