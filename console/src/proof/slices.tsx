import { useQuery } from '@tanstack/react-query';
import { Compare } from '../chart/index.ts';
import { Fold } from '../ui/section.tsx';
import { SEGMENT, SEGMENTS } from '../ui/segments.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { useValues } from './estimate.tsx';
import { slicesQuery, type Dimension, type Metric, type Numbers, type SlicesView } from './queries.ts';
import type { NumbersSearch, ProofFilter } from './search.ts';
import { countedText } from './words.ts';

const BY: { by: Exclude<Dimension, 'workflow'>; says: string }[] = [
  { by: 'kind', says: 'By kind' },
  { by: 'play', says: 'By play' },
  { by: 'agent', says: 'By agent' },
  { by: 'version', says: 'By version of an agent' },
  { by: 'system', says: 'By system' },
];
const SHOWN = 12;

interface SlicesProps {
  metric: Metric;
  filter: ProofFilter;
  search: NumbersSearch;
  change: (next: NumbersSearch) => void;
  options: Numbers['options'];
}

/** The same number, told apart. A click on one narrows the whole page down to it. */
export function Slices({ metric, filter, search, change, options }: SlicesProps) {
  const offered = BY.filter(({ by }) => options[by].length > 1 || by === 'kind');
  const by = offered.find((one) => one.by === search.by)?.by ?? 'kind';
  const query = useQuery(slicesQuery(metric.id, filter, by));
  return (
    <section aria-label="Told apart" className="grid min-w-0 gap-3">
      <div className={SEGMENTS} role="group" aria-label="Told apart by">
        {offered.map((one) => (
          <button
            key={one.by}
            type="button"
            aria-pressed={one.by === by}
            onClick={() => change({ by: one.by })}
            className={SEGMENT}
          >
            {one.says}
          </button>
        ))}
      </div>
      {query.isPending && <Skeleton label="Loading the parts" lines={4} />}
      {query.isError && !query.data && (
        <Failed what="This" error={query.error} retry={() => void query.refetch()} />
      )}
      {query.data && (
        <List metric={metric} view={query.data} take={(name) => change({ [query.data.by]: name })} />
      )}
    </section>
  );
}

function List({ metric, view, take }: { metric: Metric; view: SlicesView; take: (name: string) => void }) {
  const { slices } = view;
  if (slices.length === 0) return <p className="text-sm text-ink-2">Nothing was decided in this time.</p>;
  const top = Math.max(0, ...slices.map(({ estimate }) => estimate.high ?? estimate.value ?? 0));
  const rows = slices.map((slice) => (
    <Slice key={slice.name} metric={metric} slice={slice} top={top} take={take} />
  ));
  return (
    <>
      <ul className="grid gap-1.5">{rows.slice(0, SHOWN)}</ul>
      {rows.length > SHOWN && (
        <Fold says={`and ${rows.length - SHOWN} more`}>
          <ul className="grid gap-1.5">{rows.slice(SHOWN)}</ul>
        </Fold>
      )}
    </>
  );
}

interface SliceProps {
  metric: Metric;
  slice: SlicesView['slices'][number];
  top: number;
  take: (name: string) => void;
}

function Slice({ metric, slice: { name, label, agent, estimate }, top, take }: SliceProps) {
  const show = useValues(metric, estimate);
  return (
    <li className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)] sm:items-center">
      <button
        type="button"
        onClick={() => take(name)}
        title={`Only ${label}`}
        className="truncate text-left text-sm hover:underline hover:underline-offset-2"
      >
        {agent ? `${agent} ${label}` : label}
      </button>
      <Compare
        isShare={metric.unit === 'share'}
        top={top}
        rows={[
          {
            name: '',
            tone: 'now',
            value: estimate.value,
            low: estimate.low,
            high: estimate.high,
            says: estimate.value === null ? 'too few' : show(estimate.value),
            counted: countedText(estimate, metric.unit),
          },
        ]}
      />
    </li>
  );
}
