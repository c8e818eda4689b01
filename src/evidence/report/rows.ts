import type { MetricAnswer } from '../metrics/schema.ts';
import type { Style } from '../returns/show.ts';
import { againstBefore, againstPeople } from './compare.ts';
import type { ReportRow } from './schema.ts';

/** Sums grow while a period runs, so that they can be held against a whole one only when it is over. */
const SUMMED = new Set(['money', 'hours', 'cases']);

/** The table of a report: each metric of the period beside the one before, the baseline and the control group. */
export function reportRows(
  now: readonly MetricAnswer[],
  before: readonly MetricAnswer[],
  { isOver, style, href }: { isOver: boolean; style: Style; href: (metric: MetricAnswer) => string | null },
): ReportRow[] {
  const earlier = new Map(before.map((metric) => [metric.id, metric.agent]));
  // A backlog is what waits now: of a period that is over nobody knows it any more.
  const told = now.filter(({ id }) => id !== 'backlog' || !isOver);
  return told.map((metric): ReportRow => {
    const { id, label, unit, better, means, agent, baseline, control } = metric;
    const row = { unit, better };
    const old = id === 'backlog' ? null : (earlier.get(id) ?? null);
    const comparable = isOver || !SUMMED.has(unit);
    return {
      id,
      label,
      unit,
      better,
      means,
      now: agent,
      before: old,
      baseline,
      control,
      changes: {
        before: comparable ? againstBefore(row, agent, old, style) : null,
        baseline: againstPeople(row, agent, baseline, metric.against_baseline, style),
        control: againstPeople(row, agent, control, metric.against_control, style),
      },
      href: href(metric),
    };
  });
}
