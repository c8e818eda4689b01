import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Badge, EffectBadge } from '../ui/effect.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { casesQuery, type BackrunCase, type BackrunView, type CasesFilter } from './queries.ts';

const LISTS: Record<NonNullable<CasesFilter['what']>, string> = {
  differs: 'Decided otherwise',
  agrees: 'Decided the same',
  abstained: 'No plan',
  conflicts: 'Denied by the boundary',
  alone: 'Would have run alone',
  all: 'All of them',
};

/** The cases behind the numbers, each with how the two differ and why. */
export function Cases({
  view,
  filter,
  show,
}: {
  view: BackrunView;
  filter: CasesFilter;
  show: (filter: CasesFilter) => void;
}) {
  const query = useInfiniteQuery(casesQuery(view.id, view.done, filter));
  const top = useRef<HTMLDivElement>(null);
  const { what = 'differs', ...narrowed } = filter;
  const shown = useRef(filter);
  // A number that was clicked brings its cases into view; the page as it opens stays where it is.
  useEffect(() => {
    if (shown.current === filter) return;
    shown.current = filter;
    top.current?.scrollIntoView({ block: 'nearest' });
  }, [filter]);
  const pages = query.data?.pages ?? [];
  const cases = pages.flatMap((page) => page.cases);
  return (
    <div ref={top}>
      <Section title="Cases" aside={pages[0] && count(pages[0].total, 'case')}>
        <div className="flex flex-wrap items-center gap-2">
          <select
            aria-label="Which cases"
            className="field pick max-w-60"
            value={what}
            onChange={(event) => show({ what: event.target.value as keyof typeof LISTS })}
          >
            {Object.entries(LISTS).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
          {Object.entries(narrowed).map(
            ([name, value]) =>
              value && (
                <Button
                  key={name}
                  small
                  onClick={() => show({ ...filter, [name]: undefined })}
                  aria-label={`Show all, not only ${value}`}
                >
                  {name}: {value} ×
                </Button>
              ),
          )}
        </div>
        {query.isError && <Failed what="The cases" error={query.error} retry={() => void query.refetch()} />}
        {!query.data && !query.isError && <Skeleton label="Loading cases" lines={4} />}
        {query.data && cases.length === 0 && <p className="py-4 text-sm text-ink-2">There is none.</p>}
        <ul className="grid divide-y divide-line border-t border-line">
          {cases.map((one) => (
            <CaseRow key={one.id} one={one} />
          ))}
        </ul>
        {query.hasNextPage && (
          <div>
            <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </Section>
    </div>
  );
}

function CaseRow({ one }: { one: BackrunCase }) {
  return (
    <li className="grid gap-1 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <Link
          to="/cases/$id"
          params={{ id: one.case }}
          className="min-w-0 font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
        >
          {one.title}
        </Link>
        <span className="text-xs text-ink-3">
          <Stamp at={one.at} />
        </span>
      </div>
      <p className="max-w-[80ch] text-sm text-pretty">{one.says}</p>
      {one.because && (
        <p className="max-w-[80ch] text-sm text-pretty text-ink-2">Why it would have: {one.because}</p>
      )}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-3">
        <span>{one.decided.kind_label}</span>
        {one.effect && <EffectBadge effect={one.effect} />}
        {one.alone && <Badge tone="green">Would have run alone</Badge>}
        {one.rule_says && one.effect !== 'allow' && <span className="text-pretty">{one.rule_says}</span>}
      </div>
    </li>
  );
}
