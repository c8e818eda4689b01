import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Icon } from '../ui/icon.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { count } from '../ui/words.ts';
import { MetricCard } from './card.tsx';
import { numbersQuery, type Metric, type MetricId, type Signal } from './queries.ts';
import { filterOf, type ProofSearch } from './search.ts';
import { RegionBadge, SignalFigure } from './signal.tsx';

/** What an owner asks first, in this order. */
export const HEADLINES: MetricId[] = [
  'coverage_alone',
  'hours_recaptured',
  'edit_rate',
  'rework_rate',
  'escalation_rate',
  'policy_conflicts',
  'resolution',
  'exposure',
];

interface SectionProps {
  workflow: { name: string; label: string };
  signal: Signal | undefined;
  search: ProofSearch;
  now: number;
}

/** One workflow on the page of proof: its headline numbers, and its way between the regions. */
export function WorkflowProof({ workflow: { name, label }, signal, search, now }: SectionProps) {
  const query = useQuery(numbersQuery({ ...filterOf(search, now), workflow: name }));
  const id = `proof-${name}`;
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line pb-2">
        <h3 id={id} className="text-lg font-semibold text-balance">
          {label}
        </h3>
        <RegionBadge signal={signal} />
        <Link
          to="/workflows/$name/numbers"
          params={{ name }}
          search={search}
          className="ml-auto inline-flex items-center gap-1 text-sm text-accent underline-offset-2 hover:underline"
        >
          All numbers <Icon name="right" size={12} />
        </Link>
      </div>
      {query.isError && !query.data && (
        <Failed what="These numbers" error={query.error} retry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton label={`Loading the numbers of ${label}`} />}
      {query.data && isQuiet(query.data.metrics) && <Quiet metrics={query.data.metrics} />}
      {query.data && !isQuiet(query.data.metrics) && (
        <div className="grid min-w-0 gap-6">
          <Headlines metrics={query.data.metrics} workflow={name} search={search} />
          {signal && <SignalFigure signal={signal} />}
        </div>
      )}
    </section>
  );
}

function Headlines({
  metrics,
  workflow,
  search,
}: {
  metrics: Metric[];
  workflow: string;
  search: ProofSearch;
}) {
  const shown = HEADLINES.flatMap((id) => metrics.find((metric) => metric.id === id) ?? []);
  return (
    <ul className="grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-2 lg:grid-cols-4">
      {shown.map((metric) => (
        <MetricCard key={metric.id} metric={metric} workflow={workflow} search={search} />
      ))}
    </ul>
  );
}

function isQuiet(metrics: Metric[]): boolean {
  return metrics.every(({ id, agent }) => id === 'backlog' || agent.of === 0);
}

/** No agent had a part in anything here in this time: one sentence, in place of a page of nothing. */
function Quiet({ metrics }: { metrics: Metric[] }) {
  const before = Math.max(0, ...metrics.map(({ baseline }) => baseline?.of ?? 0));
  return (
    <p className="rounded-xl border border-dashed border-line-2 px-4 py-3 text-sm text-pretty text-ink-2">
      No agent had a part in a decision in this time.{' '}
      {before > 0 &&
        `Before, people made ${count(before, 'decision')} here: what agents do will stand beside that.`}
    </p>
  );
}
