/** One span of time of a measured series; null where nothing was measured, which leaves a gap in the line. */
export interface Point {
  /** When the span begins, ISO 8601. */
  at: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** What was counted, in words: `12 of 40`. */
  counted: string;
}

export type SeriesTone = 'now' | 'baseline' | 'control';

export interface Series {
  name: string;
  tone: SeriesTone;
  points: Point[];
}

/** A value in words: `4.2 %`, `12 min`, `€40`. */
export type Format = (value: number) => string;

/** A dash tells series apart where colours do not. */
export const LOOKS: Record<SeriesTone, { colour: string; dash?: string; dot: string }> = {
  now: { colour: 'var(--accent)', dot: 'bg-accent' },
  baseline: { colour: 'var(--ink-3)', dash: '5 4', dot: 'bg-ink-3' },
  control: { colour: 'var(--amber)', dash: '2 3', dot: 'bg-amber' },
};

/** The top of an axis that begins at 0 and holds every value with its interval; a share never goes beyond 1. */
export function topOf(points: Point[], isShare: boolean): number {
  const tops = points.flatMap(({ value, high }) => [value ?? 0, high ?? 0]);
  const most = Math.max(0, ...tops) * 1.05;
  if (most === 0) return isShare ? SHARE_TOP_MIN : 1;
  return isShare ? Math.min(1, Math.max(most, SHARE_TOP_MIN)) : most;
}
/** An axis of shares reaches at least this far, so that 0.1 % does not look like a mountain. */
const SHARE_TOP_MIN = 0.1;

/** Round steps from 0 to at least `top`: 0, 5, 10, 15. Minutes go by the clock: 0, 2 h, 4 h. */
export function ticksTo(top: number, isMinutes = false): number[] {
  const raw = top / STEPS;
  const clock = isMinutes && raw > 10 ? CLOCK.find((nice) => nice >= raw * 0.999) : undefined;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = clock ?? size * (NICE.find((nice) => nice * size >= raw * 0.999) ?? 10);
  const amount = Math.max(1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: amount + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}
const STEPS = 4;
/** In minutes: from a quarter of an hour to a week. Below, minutes are round as other numbers are. */
const CLOCK = [15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080];
const NICE = [1, 2, 2.5, 5, 10];

/** The places where a measured point stands alone between gaps: no line shows it. */
export function lonely(points: Point[]): number[] {
  const isSet = (at: number) => (points[at]?.value ?? null) !== null;
  return points.flatMap((_, at) => (isSet(at) && !isSet(at - 1) && !isSet(at + 1) ? [at] : []));
}
