import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { GRID, LINE, MARGIN, TICK, useTimeWords } from './axis.ts';
import { Hover, HoverLine } from './hover.tsx';
import { LOOKS, ticksTo, topOf, type Format, type Point } from './points.ts';

export interface BarsProps {
  label: string;
  points: Point[];
  format: Format;
  heightPx?: number;
}

/** Sums of one span of time after the other, from 0; a span without anything measured has no bar. */
export function BarsChart({ label, points, format, heightPx = 220 }: BarsProps) {
  const times = points.map(({ at }) => Date.parse(at));
  const words = useTimeWords(times[0] ?? 0, times.at(-1) ?? 0);
  const values = points.map((point) => ({ ...point, high: null }));
  const ticks = ticksTo(topOf(values, false));
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <BarChart data={points} margin={MARGIN} aria-label={label}>
        <CartesianGrid {...GRID} />
        <XAxis
          dataKey="at"
          tickFormatter={(at: string) => words.short(Date.parse(at))}
          tick={TICK}
          axisLine={LINE}
          tickLine={false}
          interval="preserveStartEnd"
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
          cursor={{ fill: 'var(--hover)' }}
          content={<Said timeWords={words.long} format={format} />}
        />
        <Bar
          dataKey="value"
          fill={LOOKS.now.colour}
          maxBarSize={36}
          radius={[3, 3, 0, 0]}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface SaidProps {
  timeWords: (at: number) => string;
  format: Format;
  /** The chart gives it. */
  payload?: readonly { payload?: unknown }[];
}

function Said({ timeWords, format, payload }: SaidProps) {
  const point = payload?.[0]?.payload as Point | undefined;
  if (!point) return null;
  const { value, low, high, counted } = point;
  const range = low === null || high === null ? '' : ` · ${format(low)} to ${format(high)}`;
  return (
    <Hover title={timeWords(Date.parse(point.at))}>
      <HoverLine
        dot={LOOKS.now.dot}
        name="Agents"
        value={value === null ? 'not measured' : format(value)}
        more={`${counted}${range}`}
      />
    </Hover>
  );
}
