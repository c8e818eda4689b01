import type { Point, Series } from '../chart/index.ts';
import type { Estimate, Metric, SeriesView } from './queries.ts';
import { countedText } from './words.ts';

type Unit = Metric['unit'];

/** The lines of a metric over time: the agents, the people at the same time, and the level before as a flat line. */
export function seriesFrom({ points, baseline }: SeriesView, unit: Unit): Series[] {
  const spans = withGaps(points);
  const line = (pick: (one: SeriesView['points'][number]) => Estimate | null): Point[] =>
    spans.map(({ at, point }) => pointOf(at, point ? pick(point) : null, unit));
  const series: Series[] = [{ name: 'Agents', tone: 'now', points: line(({ agent }) => agent) }];
  if (points.some(({ control }) => control !== null && control.value !== null)) {
    series.push({ name: 'People now', tone: 'control', points: line(({ control }) => control) });
  }
  if (baseline && baseline.value !== null && isLevel(unit)) {
    const points = spans.map(({ at }) => pointOf(at, baseline, unit));
    series.push({ name: 'Before', tone: 'baseline', points });
  }
  return series;
}

/** A sum of a year before is no level of a day now. */
function isLevel(unit: Unit): boolean {
  return unit === 'share' || unit === 'minutes';
}

/** Periods without a decision are left out by the server; one empty place between breaks the line there. */
function withGaps(
  points: SeriesView['points'],
): { at: string; point: SeriesView['points'][number] | null }[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const isGap = before !== undefined && Date.parse(before.to) < Date.parse(point.from);
    return [...(isGap ? [{ at: before.to, point: null }] : []), { at: point.from, point }];
  });
}

function pointOf(at: string, estimate: Estimate | null, unit: Unit): Point {
  if (!estimate || estimate.value === null) return { at, value: null, low: null, high: null, counted: '' };
  const { value, low, high } = estimate;
  return { at, value, low, high, counted: countedText(estimate, unit) };
}
