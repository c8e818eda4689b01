import {
  ReferenceArea,
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
import { LINE, TICK, useTimeWords } from './axis.ts';
import { Hover, HoverLine } from './hover.tsx';
import { ticksTo, type Format } from './points.ts';
import { REGION_LOOKS, type RegionName } from './regions.ts';

export interface SignalPoint {
  from: string;
  edit: SignalRate;
  rework: SignalRate;
  region: RegionName;
  sure: boolean;
  says: string;
}
interface SignalRate {
  value: number | null;
  low: number | null;
  high: number | null;
  says: string;
}

export interface SignalProps {
  label: string;
  /** Oldest first; the newest is drawn with its intervals. */
  points: SignalPoint[];
  /** Where one region ends and the next begins, as shares. */
  lines: { edit: number; rework: number };
  format: Format;
  heightPx?: number;
}

/** The library draws areas at 100 and points at 600, whatever their order here. */
const ABOVE_REGIONS = 500;

interface Row {
  x: number;
  y: number;
  t: number;
  at: number;
  point: SignalPoint;
}

/** Edits to the right, rework upwards, and the way that a workflow went between the four regions. */
export function SignalChart({ label, points, lines, format, heightPx = 320 }: SignalProps) {
  const rows = rowsOf(points);
  const words = useTimeWords(rows[0]?.t ?? 0, rows.at(-1)?.t ?? 0);
  const xTicks = ticksFor(rows, 'edit', lines.edit);
  const yTicks = ticksFor(rows, 'rework', lines.rework);
  const [right, top] = [xTicks.at(-1) ?? 1, yTicks.at(-1) ?? 1];
  const axis = {
    type: 'number',
    tickFormatter: format,
    tick: TICK,
    axisLine: LINE,
    tickLine: false,
  } as const;
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <ScatterChart margin={{ top: 8, right: 8, bottom: 18, left: 18 }} aria-label={label}>
        {REGION_LOOKS.map(({ name, isRight, isHigh, fill }) => (
          <ReferenceArea
            key={name}
            x1={isRight ? lines.edit : 0}
            x2={isRight ? right : lines.edit}
            y1={isHigh ? lines.rework : 0}
            y2={isHigh ? top : lines.rework}
            fill={fill}
            fillOpacity={1}
            stroke="var(--surface)"
            strokeWidth={2}
          />
        ))}
        <XAxis
          dataKey="x"
          {...axis}
          domain={[0, right]}
          ticks={xTicks}
          label={{ value: 'Plans that people changed', position: 'bottom', offset: 0, ...TICK }}
        />
        <YAxis
          dataKey="y"
          {...axis}
          domain={[0, top]}
          ticks={yTicks}
          width="auto"
          label={{ value: 'Cases that came back', angle: -90, position: 'left', offset: 6, ...TICK }}
        />
        <ZIndexLayer zIndex={ABOVE_REGIONS}>
          <Names lines={lines} right={right} top={top} />
          <Cross row={rows.at(-1)} />
        </ZIndexLayer>
        <Tooltip
          isAnimationActive={false}
          cursor={false}
          content={<Said timeWords={words.long} format={format} />}
        />
        <Scatter
          data={rows}
          line={{ stroke: 'var(--ink-3)', strokeWidth: 1.25 }}
          lineJointType="linear"
          isAnimationActive={false}
          shape={<Mark last={rows.length - 1} />}
        />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

function rowsOf(points: SignalPoint[]): Row[] {
  return points
    .flatMap((point) => {
      const [x, y] = [point.edit.value, point.rework.value];
      return x === null || y === null ? [] : [{ x, y, point, t: Date.parse(point.from) }];
    })
    .map((row, at) => ({ ...row, at }));
}

/** Every region keeps room for its name, and the newest interval fits. */
function ticksFor(rows: Row[], of: 'edit' | 'rework', line: number): number[] {
  const rates = rows.map(({ point }) => point[of]);
  const most = Math.max(0, ...rates.map(({ value }) => value ?? 0), rates.at(-1)?.high ?? 0);
  return ticksTo(Math.min(1, Math.max(most * 1.1, line * 2)));
}

/** The newest is full, those before it the paler the older they are. */
function Mark({ cx, cy, payload, last }: { cx?: number; cy?: number; payload?: Row; last: number }) {
  if (cx === undefined || cy === undefined || !payload) return null;
  const isLast = payload.at === last;
  const age = last === 0 ? 1 : payload.at / last;
  return (
    <circle
      cx={cx}
      cy={cy}
      r={isLast ? 6 : 3.5}
      fill={isLast ? 'var(--accent)' : 'var(--ink-2)'}
      fillOpacity={isLast ? 1 : 0.3 + 0.5 * age}
      stroke="var(--surface)"
      strokeWidth={isLast ? 2 : 1}
    />
  );
}

/** Where the newest point may truly lie. */
function Cross({ row }: { row: Row | undefined }) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  if (!row || !x || !y) return null;
  const { edit, rework } = row.point;
  const [cx, cy] = [x(row.x), y(row.y)];
  return (
    <g stroke="var(--accent)" strokeOpacity={0.55} strokeWidth={3} strokeLinecap="round">
      {edit.low !== null && edit.high !== null && <line x1={x(edit.low)} x2={x(edit.high)} y1={cy} y2={cy} />}
      {rework.low !== null && rework.high !== null && (
        <line x1={cx} x2={cx} y1={y(rework.low)} y2={y(rework.high)} />
      )}
    </g>
  );
}

/** The regions' names stand in their outer corners, where the way seldom leads. */
function Names({ lines, right, top }: { lines: SignalProps['lines']; right: number; top: number }) {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  if (!x || !y) return null;
  return REGION_LOOKS.map(({ name, says, isRight, isHigh, ink }) => (
    <text
      key={name}
      x={(x(isRight ? right : 0) ?? 0) + (isRight ? -8 : 8)}
      y={(y(isHigh ? top : lines.rework) ?? 0) + 16}
      textAnchor={isRight ? 'end' : 'start'}
      fill={ink}
      fontSize={12}
      fontWeight={600}
    >
      {says}
    </text>
  ));
}

interface SaidProps {
  timeWords: (at: number) => string;
  format: Format;
  /** The chart gives it. */
  payload?: readonly { payload?: unknown }[];
}

function Said({ timeWords, format, payload }: SaidProps) {
  const row = payload?.[0]?.payload as Row | undefined;
  if (!row) return null;
  const { edit, rework, region, sure } = row.point;
  const look = REGION_LOOKS.find(({ name }) => name === region);
  return (
    <Hover title={timeWords(row.t)}>
      <HoverLine dot="bg-ink-3" name="Changed" value={format(row.x)} more={edit.says} />
      <HoverLine dot="bg-ink-3" name="Came back" value={format(row.y)} more={rework.says} />
      <p className="text-ink-2">
        {look ? `${look.says}${sure ? '' : ', as far as one can say yet'}` : 'Too few to name a region'}
      </p>
    </Hover>
  );
}
