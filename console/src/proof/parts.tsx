import { Compare } from '../chart/index.ts';
import { CasesLink } from './cases_link.tsx';
import { useValues } from './estimate.tsx';
import type { Metric } from './queries.ts';
import { carried, type NumbersSearch } from './search.ts';
import { countedText } from './words.ts';

interface PartsProps {
  metric: Metric;
  workflow: string;
  search: NumbersSearch;
}

/** What a number is made of: failures by step, escalations by why, money by write. */
export function Parts({ metric, workflow, search }: PartsProps) {
  const show = useValues(metric, metric.agent);
  const top = Math.max(0, ...metric.parts.map(({ estimate }) => estimate.high ?? estimate.value ?? 0));
  return (
    <section aria-label="In its parts" className="grid min-w-0 gap-2">
      <h4 className="text-xs font-semibold text-ink-3">In its parts</h4>
      <ul className="grid gap-2">
        {metric.parts.map(({ name, label, estimate }) => (
          <li
            key={name}
            className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)] sm:items-center"
          >
            <span className="text-sm text-pretty">
              {metric.listed && estimate.count > 0 ? (
                <CasesLink metric={metric.id} part={name} search={{ ...carried(search), workflow }}>
                  {label}
                </CasesLink>
              ) : (
                label
              )}
            </span>
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
        ))}
      </ul>
    </section>
  );
}
