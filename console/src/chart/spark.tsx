import { topOf, type Point } from './points.ts';

interface SparkProps {
  points: Point[];
  isShare: boolean;
  /** The same top for charts that are compared; else their own. */
  top?: number | undefined;
  className?: string;
}

const WIDTH = 100;
const HEIGHT = 28;

/** A line without axes, from 0 and with its band: the words beside it say the numbers, so it is hidden from readers. */
export function Spark({ points, isShare, top, className = 'h-7 w-full' }: SparkProps) {
  const most = top ?? topOf(points, isShare);
  const x = (at: number) => (points.length < 2 ? WIDTH / 2 : 1 + (at / (points.length - 1)) * (WIDTH - 2));
  const y = (value: number) => HEIGHT - 1.5 - (Math.min(value, most) / most) * (HEIGHT - 4);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`overflow-visible ${className}`}
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={HEIGHT - 1}
        y2={HEIGHT - 1}
        stroke="var(--line)"
        vectorEffect="non-scaling-stroke"
      />
      {runsOf(points).map((run) => (
        <g key={run[0]}>
          <polygon fill="var(--accent)" fillOpacity={0.14} points={bandOf(run, points, x, y)} />
          <polyline
            fill="none"
            stroke="var(--accent)"
            strokeWidth={1.5}
            strokeLinejoin="round"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
            points={lineOf(run, points, x, y)}
          />
        </g>
      ))}
    </svg>
  );
}

type Scale = (value: number) => number;

/** Neighbouring places where something was measured; a run of one becomes a short stroke. */
function runsOf(points: Point[]): number[][] {
  const runs: number[][] = [];
  points.forEach(({ value }, at) => {
    if (value === null) return;
    const last = runs.at(-1);
    if (last?.at(-1) === at - 1) last.push(at);
    else runs.push([at]);
  });
  return runs;
}

function lineOf(run: number[], points: Point[], x: Scale, y: Scale): string {
  const places = run.map((at) => [x(at), y(points[at]?.value ?? 0)] as const);
  const [only] = places;
  const all =
    places.length === 1 && only
      ? [
          [only[0] - 1, only[1]],
          [only[0] + 1, only[1]],
        ]
      : places;
  return all.map((place) => place.join(',')).join(' ');
}

function bandOf(run: number[], points: Point[], x: Scale, y: Scale): string {
  const up = run.map((at) => `${x(at)},${y(points[at]?.high ?? points[at]?.value ?? 0)}`);
  const down = run.toReversed().map((at) => `${x(at)},${y(points[at]?.low ?? points[at]?.value ?? 0)}`);
  return [...up, ...down].join(' ');
}
