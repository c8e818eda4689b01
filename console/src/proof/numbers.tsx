import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useDesk } from '../shell/desk.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { useNow } from '../ui/time.tsx';
import { listed } from '../ui/words.ts';
import { groupsOf } from './groups.ts';
import { MetricRow } from './metric_row.tsx';
import { NothingYet } from './nothing.tsx';
import { NumbersFilters } from './numbers_filters.tsx';
import { Counted, isBlank } from './page_parts.tsx';
import { numbersQuery, type Metric, type Numbers } from './queries.ts';
import { filterOf, type NumbersSearch } from './search.ts';

/** Every number of one workflow: what it counts, from how much, beside what, over time, and for which part. */
export function NumbersPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const search = useSearch({ from: '/workflows/$name/numbers' });
  const navigate = useNavigate({ from: '/workflows/$name/numbers' });
  const now = useNow();
  const label = useDesk().workflows.find((one) => one.name === name)?.label ?? name;
  const query = useQuery(numbersQuery({ ...filterOf(search, now), workflow: name }));
  const change = (next: NumbersSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  if (!query.data) {
    return query.isError ? (
      <Failed what="The numbers" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the numbers" lines={10} />
    );
  }
  return (
    <div className="grid gap-8 pb-10">
      <title>{`Numbers of ${label} · Remit`}</title>
      <div className="grid gap-2">
        <NumbersFilters numbers={query.data} search={search} change={change} />
        <Counted numbers={query.data} />
      </div>
      <Content numbers={query.data} name={name} search={search} change={change} />
    </div>
  );
}

interface ContentProps {
  numbers: Numbers;
  name: string;
  search: NumbersSearch;
  change: (next: NumbersSearch) => void;
}

function Content({ numbers, name, search, change }: ContentProps) {
  const isNarrowed = Object.keys(search).some((field) => field !== 'metric');
  if (isBlank(numbers)) {
    if (!isNarrowed) return <NothingYet />;
    return (
      <Empty icon="search" title="Nothing was decided here">
        No decision fits these filters in this time.
      </Empty>
    );
  }
  // Before an agent has worked there is little to read: what has no number yet is told in one line.
  const isDayOne = numbers.metrics.every(({ agent, unit }) => unit === 'cases' || agent.of === 0);
  return groupsOf(numbers.metrics).map(({ title, metrics }) => {
    const empty = isDayOne ? metrics.filter((metric) => isEmpty(metric) && search.metric !== metric.id) : [];
    return (
      <section key={title} aria-label={title} className="grid min-w-0">
        <h2 className="border-b border-line pb-1.5 text-lg font-semibold">{title}</h2>
        <ul className="grid min-w-0">
          {metrics
            .filter((metric) => !empty.includes(metric))
            .map((metric) => (
              <MetricRow
                key={metric.id}
                metric={metric}
                workflow={name}
                search={search}
                change={change}
                options={numbers.options}
              />
            ))}
        </ul>
        {empty.length > 0 && (
          <p className="pt-3 text-sm text-pretty text-ink-3">
            Nothing to count yet: {listed(empty.map(({ label }, at) => (at === 0 ? label : lower(label))))}.
          </p>
        )}
      </section>
    );
  });
}

/** Neither the agents' cases nor people's say anything of it. */
function isEmpty({ agent, baseline, control, unit }: Metric): boolean {
  return unit !== 'cases' && [agent, baseline, control].every((estimate) => (estimate?.of ?? 0) === 0);
}

function lower(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
