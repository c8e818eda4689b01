import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts';
import { LINE, TICK } from './axis.ts';
import { Hover, HoverLine } from './hover.tsx';
import type { Format } from './points.ts';

export interface CalibrationBin {
  /** Shares. */
  predicted: number;
  agreed: number;
  low: number;
  high: number;
  counted: string;
}

export interface CalibrationProps {
  label: string;
  bins: CalibrationBin[];
  format: Format;
  heightPx?: number;
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];
/** Where the library draws its lines. */
const AS_LINES = 400;

/** Expected agreement to the right, observed upwards, each with its interval; the slanted line is where both agree. */
export function CalibrationChart({ label, bins, format, heightPx = 280 }: CalibrationProps) {
  const axis = {
    type: 'number',
    domain: [0, 1],
    ticks: TICKS,
    tickFormatter: format,
    tick: TICK,
    axisLine: LINE,
    tickLine: false,
  } as const;
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <ScatterChart margin={{ top: 8, right: 16, bottom: 18, left: 18 }} aria-label={label}>
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          dataKey="predicted"
          {...axis}
          label={{ value: 'Expected to agree', position: 'bottom', offset: 0, ...TICK }}
        />
        <YAxis
          dataKey="agreed"
          {...axis}
          width="auto"
          label={{ value: 'Agreed', angle: -90, position: 'left', offset: 6, ...TICK }}
        />
        <ReferenceLine
          segment={[
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ]}
          stroke="var(--ink-3)"
          strokeDasharray="5 4"
        />
        <ZIndexLayer zIndex={AS_LINES}>
          <Ranges bins={bins} />
        </ZIndexLayer>
        <Tooltip isAnimationActive={false} cursor={false} content={<Said format={format} />} />
        <Scatter data={bins} fill="var(--accent)" isAnimationActive={false} shape={<Dot />} />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function Ranges({ bins }: { bins: CalibrationBin[] }) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  if (!x || !y) return null;
  return bins.map(({ predicted, low, high }) => (
    <line
      key={predicted}
      x1={x(predicted)}
      x2={x(predicted)}
      y1={y(low)}
      y2={y(high)}
      stroke="var(--accent)"
      strokeOpacity={0.35}
      strokeWidth={3}
      strokeLinecap="round"
    />
  ));
}

function Dot({ cx, cy }: { cx?: number; cy?: number }) {
  return <circle cx={cx} cy={cy} r={4.5} fill="var(--accent)" stroke="var(--surface)" strokeWidth={1.5} />;
}

function Said({ format, payload }: { format: Format; payload?: readonly { payload?: unknown }[] }) {
  const bin = payload?.[0]?.payload as CalibrationBin | undefined;
  if (!bin) return null;
  return (
    <Hover title={`Expected: ${format(bin.predicted)}`}>
      <HoverLine dot="bg-accent" name="Agreed" value={format(bin.agreed)} more={bin.counted} />
    </Hover>
  );
}
