import { Link } from '@tanstack/react-router';
import { CasesLink } from './cases_link.tsx';
import { Beside, Value, Verdicts } from './estimate.tsx';
import type { Metric } from './queries.ts';
import type { ProofSearch } from './search.ts';
import { countedText } from './words.ts';

interface CardProps {
  metric: Metric;
  workflow: string;
  search: ProofSearch;
}

/** One headline number of a workflow: what it is now, beside what it was and what people do, and its cases. */
export function MetricCard({ metric, workflow, search }: CardProps) {
  const { agent } = metric;
  const counted = countedText(agent, metric.unit);
  return (
    <li className="grid min-w-0 content-start gap-3 bg-surface p-4">
      <div className="grid gap-1">
        <h4 className="text-sm font-medium text-ink-2">
          <Link
            to="/workflows/$name/numbers"
            params={{ name: workflow }}
            search={{ ...search, workflow: undefined, metric: metric.id }}
            title={metric.means}
            className="hover:text-ink hover:underline hover:underline-offset-2"
          >
            {metric.label}
          </Link>
        </h4>
        <Value metric={metric} big />
        <p className="text-xs text-ink-3 tabular-nums">
          {metric.listed && agent.of > 0 ? (
            <CasesLink metric={metric.id} search={{ ...search, workflow }}>
              {counted}
            </CasesLink>
          ) : (
            counted
          )}
        </p>
      </div>
      <Beside metric={metric} isBrief />
      <Verdicts metric={metric} />
    </li>
  );
}
