import { useQueries } from '@tanstack/react-query';
import { Spark, type Point } from '../chart/index.ts';
import { useValues } from './estimate.tsx';
import { seriesQuery, type Every, type Metric, type Numbers } from './queries.ts';
import type { NumbersSearch, ProofFilter } from './search.ts';
import { seriesFrom } from './series.ts';

const KINDS_SHOWN = 6;

interface MultiplesProps {
  metric: Metric;
  filter: ProofFilter;
  every: Every;
  kinds: Numbers['options']['kind'];
  change: (next: NumbersSearch) => void;
}

/** The same line for each of the kinds with the most decisions, on one scale, so that the odd one is seen. */
export function Multiples({ metric, filter, every, kinds, change }: MultiplesProps) {
  const shown = filter.kind === undefined ? kinds.slice(0, KINDS_SHOWN) : [];
  const queries = useQueries({
    queries: shown.map(({ name }) => seriesQuery(metric.id, { ...filter, kind: name }, every)),
  });
  const show = useValues(metric, metric.agent);
  const lines = shown.map((kind, at) => {
    const view = queries[at]?.data;
    return { kind, points: (view && seriesFrom(view, metric.unit)[0]?.points) ?? [] };
  });
  // Ranges of single days would flatten every line; the list below has them, day by day the chart above.
  const top = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ value }) => value ?? 0)));
  if (shown.length < 2 || top === 0 || !lines.some(({ points }) => points.length > 1)) return null;
  return (
    <ul aria-label="Over time, kind by kind" className="grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-3">
      {lines.map(({ kind, points }) => (
        <li key={kind.name} className="grid min-w-0 gap-1.5">
          <button
            type="button"
            title={`Only ${kind.label}`}
            onClick={() => change({ kind: kind.name })}
            className="truncate text-left text-xs text-ink-2 hover:text-ink hover:underline hover:underline-offset-2"
          >
            {kind.label}
          </button>
          <Spark points={points.map((point) => ({ ...point, low: null, high: null }))} top={top} isShare />
          <span className="text-xs text-ink-3 tabular-nums">{lastOf(points, show)}</span>
        </li>
      ))}
    </ul>
  );
}

function lastOf(points: Point[], show: (value: number) => string): string {
  const last = points.findLast(({ value }) => value !== null);
  return last && last.value !== null ? `last ${show(last.value)}, ${last.counted}` : 'nothing to count yet';
}
