import { useEffect, useRef } from 'react';
import { Icon } from '../ui/icon.tsx';
import { CasesLink } from './cases_link.tsx';
import { Beside, Difference, Value } from './estimate.tsx';
import { MetricMore } from './metric_more.tsx';
import type { Metric, Numbers } from './queries.ts';
import { carried, type NumbersSearch } from './search.ts';
import { countedText } from './words.ts';

interface RowProps {
  metric: Metric;
  workflow: string;
  search: NumbersSearch;
  change: (next: NumbersSearch) => void;
  options: Numbers['options'];
}

/** One metric: its definition, its number with the cases behind it, what it stands beside; opened, all the rest. */
export function MetricRow({ metric, workflow, search, change, options }: RowProps) {
  const isOpen = search.metric === metric.id;
  const row = useRef<HTMLLIElement>(null);
  // Who comes from a link to this number finds it on the screen.
  const first = useRef(isOpen);
  useEffect(() => {
    if (first.current) row.current?.scrollIntoView({ block: 'start' });
  }, []);
  const panel = `more-${metric.id}`;
  return (
    <li ref={row} className="grid min-w-0 scroll-mt-12 gap-4 border-b border-line py-4">
      <div className="grid min-w-0 gap-x-8 gap-y-3 md:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,5fr)]">
        <div className="grid content-start gap-1">
          <h3>
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={panel}
              onClick={() => change({ metric: isOpen ? undefined : metric.id })}
              className="-ml-1 inline-flex items-center gap-1 rounded-md px-1 text-left text-base font-medium hover:bg-hover"
            >
              <span className={`text-ink-3 transition-transform ${isOpen ? 'rotate-90' : ''}`}>
                <Icon name="right" size={12} />
              </span>
              {metric.label}
            </button>
          </h3>
          <p className="max-w-[52ch] pl-4 text-sm text-pretty text-ink-3">{metric.means}</p>
        </div>
        <div className="grid content-start gap-0.5 max-md:pl-4">
          <Value metric={metric} />
          <Behind metric={metric} workflow={workflow} search={search} />
        </div>
        <div className="grid min-w-0 content-start gap-2 max-md:pl-4">
          <Beside metric={metric} />
          {metric.against_baseline && <Difference compared={metric.against_baseline} than="than before" />}
          {metric.against_control && <Difference compared={metric.against_control} than="than people" />}
          {metric.why && metric.agent.value !== null && (
            <p className="text-xs text-pretty text-ink-3">{metric.why}</p>
          )}
        </div>
      </div>
      <div id={panel} hidden={!isOpen}>
        {isOpen && (
          <MetricMore metric={metric} workflow={workflow} search={search} change={change} options={options} />
        )}
      </div>
    </li>
  );
}

function Behind({ metric, workflow, search }: Pick<RowProps, 'metric' | 'workflow' | 'search'>) {
  const says = countedText(metric.agent, metric.unit);
  const { p90, upper, each } = metric.agent;
  return (
    <p className="text-xs text-ink-3 tabular-nums">
      {metric.listed && metric.agent.of > 0 ? (
        <CasesLink metric={metric.id} search={{ ...carried(search), workflow }}>
          {says}
        </CasesLink>
      ) : (
        says
      )}
      {(p90 ?? upper ?? each) !== null && <span className="block text-pretty">{metric.agent.says}</span>}
    </p>
  );
}
