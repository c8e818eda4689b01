import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { GRID, LINE, MARGIN, TICK } from './axis.ts';
import { Hover } from './hover.tsx';
import { ticksTo, type Format } from './points.ts';

export interface BarItem {
  name: string;
  value: number;
  /** What it was counted from. */
  counted: string;
}

export interface BarsProps {
  label: string;
  items: BarItem[];
  format: Format;
  heightPx?: number;
}

/** Amounts side by side, from 0. */
export function BarsChart({ label, items, format, heightPx = 220 }: BarsProps) {
  const ticks = ticksTo(Math.max(1e-9, ...items.map(({ value }) => value)));
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <BarChart data={items} margin={MARGIN} aria-label={label}>
        <CartesianGrid {...GRID} />
        <XAxis dataKey="name" tick={TICK} axisLine={LINE} tickLine={false} interval="preserveStartEnd" />
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
          content={<Said format={format} />}
        />
        <Bar
          dataKey="value"
          fill="var(--accent)"
          maxBarSize={36}
          radius={[3, 3, 0, 0]}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

function Said({ format, payload }: { format: Format; payload?: readonly { payload?: unknown }[] }) {
  const item = payload?.[0]?.payload as BarItem | undefined;
  if (!item) return null;
  return (
    <Hover title={item.name}>
      <p className="font-medium tabular-nums">{format(item.value)}</p>
      <p className="text-ink-3">{item.counted}</p>
    </Hover>
  );
}
