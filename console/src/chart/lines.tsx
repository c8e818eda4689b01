import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts';
import { GRID, LINE, MARGIN, TICK, useTimeWords } from './axis.ts';
import { Hover, HoverLine } from './hover.tsx';
import { LOOKS, lonely, ticksTo, topOf, type Format, type Point, type Series } from './points.ts';

export interface LinesProps {
  /** What the chart shows, for who does not see it. */
  label: string;
  /** All series have the same spans of time. */
  series: Series[];
  format: Format;
  isShare?: boolean;
  isMinutes?: boolean;
  heightPx?: number;
}

interface Row {
  t: number;
  at: number;
}

/** Where the library draws its lines. */
const AS_LINES = 400;
const DOTS_MAX = 40;

/** Lines over time with the band in which the true value lies. The axis begins at 0; gaps are left open. */
export function LinesChart(props: LinesProps) {
  const { label, series, format, isShare = false, isMinutes = false, heightPx = 220 } = props;
  const times = (series[0]?.points ?? []).map(({ at }) => Date.parse(at));
  const words = useTimeWords(times[0] ?? 0, times.at(-1) ?? 0);
  const all = series.flatMap(({ points }) => points);
  const ticks = ticksTo(topOf(all, isShare), isMinutes);
  const rows: Row[] = times.map((t, at) => ({ t, at }));
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <ComposedChart data={rows} margin={MARGIN} aria-label={label}>
        <CartesianGrid {...GRID} />
        <XAxis
          dataKey="t"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          padding={{ left: 8, right: 8 }}
          ticks={thinned(times)}
          tickFormatter={words.short}
          tick={TICK}
          axisLine={LINE}
          tickLine={false}
          minTickGap={24}
        />
        <YAxis
          domain={[0, ticks.at(-1) ?? 1]}
          ticks={ticks}
          tickFormatter={format}
          tick={TICK}
          axisLine={false}
          tickLine={false}
          width="auto"
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-2)' }}
          content={<Said timeWords={words.long} series={series} format={format} />}
        />
        {series.map((one) => (
          <Drawn key={one.name} series={one} />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function Drawn({ series }: { series: Series }) {
  const { name, tone, points } = series;
  const { colour, dash } = LOOKS[tone];
  const hasDots = points.length <= DOTS_MAX && tone === 'now';
  return (
    <>
      <Area
        dataKey={({ at }: Row) => bandOf(points[at])}
        stroke="none"
        fill={colour}
        fillOpacity={tone === 'now' ? 0.16 : 0.08}
        isAnimationActive={false}
        activeDot={false}
      />
      <Line
        name={name}
        dataKey={({ at }: Row) => points[at]?.value ?? null}
        stroke={colour}
        strokeWidth={tone === 'now' ? 2 : 1.5}
        // A line of one point is drawn as a dot, which must not be cut into dashes.
        {...(dash && points.length > 1 && { strokeDasharray: dash })}
        dot={hasDots ? { r: 2.5, fill: colour, strokeWidth: 0 } : false}
        activeDot={{ r: 4, fill: colour, stroke: 'var(--surface)', strokeWidth: 2 }}
        isAnimationActive={false}
      />
      <ZIndexLayer zIndex={AS_LINES}>
        <Lonely series={series} />
      </ZIndexLayer>
    </>
  );
}

function bandOf(point: Point | undefined): [number, number] | null {
  if (!point || point.low === null || point.high === null) return null;
  return [point.low, point.high];
}

/** Labels for at most eight of the times, always the first of a step. */
function thinned(times: number[]): number[] {
  const step = Math.max(1, Math.ceil(times.length / 8));
  return times.filter((_, at) => at % step === 0);
}

/** A point between two gaps has neither line nor band, so it is drawn as a dot with its interval. */
function Lonely({ series: { points, tone } }: { series: Series }) {
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!x || !y) return null;
  return lonely(points).map((at) => {
    const point = points[at];
    if (!point || point.value === null) return null;
    const place = x(Date.parse(point.at));
    return (
      <g key={point.at} stroke={LOOKS[tone].colour} fill={LOOKS[tone].colour}>
        {point.low !== null && point.high !== null && (
          <line
            x1={place}
            x2={place}
            y1={y(point.low)}
            y2={y(point.high)}
            strokeWidth={4}
            strokeOpacity={0.2}
          />
        )}
        <circle cx={place} cy={y(point.value)} r={2.5} stroke="none" />
      </g>
    );
  });
}

interface SaidProps {
  timeWords: (at: number) => string;
  series: Series[];
  format: Format;
  /** The chart gives it. */
  payload?: readonly { payload?: unknown }[];
}

function Said({ timeWords, series, format, payload }: SaidProps) {
  const row = payload?.[0]?.payload as Row | undefined;
  if (!row) return null;
  return (
    <Hover title={timeWords(row.t)}>
      {series.map(({ name, tone, points }) => {
        const point = points[row.at];
        const isKnown = point !== undefined && point.value !== null;
        return (
          <HoverLine
            key={name}
            dot={LOOKS[tone].dot}
            name={name}
            value={isKnown ? format(point.value ?? 0) : 'not measured'}
            more={isKnown ? moreOf(point, format) : ''}
          />
        );
      })}
    </Hover>
  );
}

function moreOf({ counted, low, high }: Point, format: Format): string {
  const span = low === null || high === null ? '' : `${format(low)} to ${format(high)}`;
  return [counted, span].filter(Boolean).join(' · ');
}
