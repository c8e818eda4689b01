import { useQuery } from '@tanstack/react-query';
import { BarsChart, Figure, Legend, LinesChart, type ChartTable, type Point } from '../chart/index.ts';
import { useDesk } from '../shell/desk.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { useNow } from '../ui/time.tsx';
import { stampText } from '../ui/words.ts';
import { useValues } from './estimate.tsx';
import { Multiples } from './multiples.tsx';
import { Parts } from './parts.tsx';
import { seriesQuery, type Every, type Metric, type Numbers, type SeriesView } from './queries.ts';
import { everyFor, everyOffered, filterOf, type NumbersSearch } from './search.ts';
import { seriesFrom } from './series.ts';
import { Slices } from './slices.tsx';

interface MoreProps {
  metric: Metric;
  workflow: string;
  search: NumbersSearch;
  change: (next: NumbersSearch) => void;
  options: Numbers['options'];
}

const HEIGHT_PX = 240;
const SAYS: Record<Every, string> = { hour: 'By hour', day: 'By day', week: 'By week', month: 'By month' };

/** A metric over time, told apart, and in its parts. */
export function MetricMore({ metric, workflow, search, change, options }: MoreProps) {
  const now = useNow();
  const every = everyFor(search, now);
  const filter = { ...filterOf(search, now), workflow };
  const query = useQuery(seriesQuery(metric.id, filter, every));
  return (
    <div className="grid min-w-0 gap-8 rounded-xl border border-line bg-surface p-4 sm:p-5">
      <div className="grid gap-2">
        {query.data ? (
          <OverTime metric={metric} view={query.data} />
        ) : query.isError ? (
          <Failed what="This line" error={query.error} retry={() => void query.refetch()} />
        ) : (
          <Skeleton label="Loading the line" lines={6} />
        )}
        <select
          aria-label="How finely"
          value={every}
          onChange={(event) => change({ every: event.target.value })}
          className="pick h-7 w-max rounded-md border border-line-2 bg-surface pl-2 text-xs text-ink-2"
        >
          {everyOffered(search, now).map((one) => (
            <option key={one} value={one}>
              {SAYS[one]}
            </option>
          ))}
        </select>
      </div>
      <Multiples metric={metric} filter={filter} every={every} kinds={options.kind} change={change} />
      {metric.parts.length > 0 && <Parts metric={metric} workflow={workflow} search={search} />}
      <Slices metric={metric} filter={filter} search={search} change={change} options={options} />
    </div>
  );
}

const LINE_SAYS =
  'The band is where the true value lies, 95 times of 100. Where nothing was decided, the line has a gap.';
const SUM_SAYS = 'Each bar is the sum of its time; its range stands beside it on hover and in the table.';

function OverTime({ metric, view }: { metric: Metric; view: SeriesView }) {
  const { locale, time_zone } = useDesk();
  const show = useValues(metric, metric.agent);
  const series = seriesFrom(view, metric.unit);
  const isSum = metric.unit === 'money' || metric.unit === 'hours';
  const measured = series.some(({ points }) => points.some(({ value }) => value !== null));
  if (!measured) {
    return (
      <p className="text-sm text-pretty text-ink-2">
        Nothing of this was measured in this time, so there is no line to draw.
      </p>
    );
  }
  const table: ChartTable = {
    head: ['From', ...series.map(({ name }) => name)],
    rows: (series[0]?.points ?? []).map((point, at) => [
      stampText(point.at, locale, time_zone),
      ...series.map(({ points }) => {
        const one = points[at];
        return one && one.value !== null ? cellText(one, show) : '–';
      }),
    ]),
  };
  return (
    <Figure
      title={`${metric.label} over time`}
      says={isSum ? SUM_SAYS : LINE_SAYS}
      table={table}
      heightPx={HEIGHT_PX}
      legend={!isSum && series.length > 1 && <Legend items={series} />}
    >
      {isSum ? (
        <BarsChart
          label={`${metric.label} over time`}
          points={series[0]?.points ?? []}
          format={show}
          heightPx={HEIGHT_PX}
        />
      ) : (
        <LinesChart
          label={`${metric.label} over time`}
          series={series}
          format={show}
          isShare={metric.unit === 'share'}
          isMinutes={metric.unit === 'minutes'}
          heightPx={HEIGHT_PX}
        />
      )}
    </Figure>
  );
}

function cellText({ value, low, high, counted }: Point, show: (value: number) => string): string {
  const range = low === null || high === null ? '' : `, ${show(low)} to ${show(high)}`;
  return `${show(value ?? 0)} (${counted}${range})`;
}
