import type { Estimate, MetricId } from '../metrics/schema.ts';
import { wilson } from '../rate.ts';
import { judged } from './compare.ts';
import type { Report, ReportRow } from './schema.ts';

/** Figures that the tests of this folder tell their stories with. */

const STYLE = { locale: 'en-IE', currency: 'EUR' };

/** A share as metrics estimate it. */
export function shareEstimate(count: number, of: number): Estimate {
  const { low, high } = of > 0 ? wilson(count, of) : { low: null, high: null };
  const value = of > 0 ? count / of : null;
  return {
    count,
    of,
    value,
    low,
    high,
    upper: null,
    p90: null,
    each: null,
    currency: null,
    small: of < 30,
    says: '',
  };
}

/** A time, or a sum, with the interval given. */
export function spanEstimate(
  value: number,
  low: number,
  high: number,
  of: number,
  currency: string | null = null,
): Estimate {
  return {
    count: of,
    of,
    value,
    low,
    high,
    upper: null,
    p90: null,
    each: null,
    currency,
    small: of < 30,
    says: '',
  };
}

/** A row without anything to compare it with, but for `change`. */
export function rowOf(
  id: MetricId,
  label: string,
  now: Estimate,
  change: Partial<ReportRow> = {},
): ReportRow {
  return {
    id,
    label,
    unit: 'share',
    better: 'down',
    means: '',
    now,
    before: null,
    baseline: null,
    control: null,
    changes: { before: null, baseline: null, control: null },
    href: null,
    ...change,
  };
}

/** A report of one week of one workflow, with a change, noise and something unknown. */
export function smallReport(change: Partial<Report> = {}): Report {
  const edits = rowOf('edit_rate', 'Edit rate', shareEstimate(18, 120), { before: shareEstimate(42, 118) });
  edits.changes.before = judged(edits, { value: -0.206, low: -0.312, high: -0.095 }, STYLE);
  return {
    id: 'week.2026-11-16',
    period: 'week',
    date: '2026-11-16',
    title: 'Report of the week: 16 to 22 November 2026',
    from: '2026-11-15T23:00:00.000Z',
    to: '2026-11-22T23:00:00.000Z',
    is_over: true,
    made_at: '2026-11-23T06:00:00.000Z',
    counted_until: '2026-11-23T05:59:59.000Z',
    sections: [
      {
        workflow: 'refunds',
        label: 'Refunds',
        summary: {
          headline: '120 cases were decided in this week.',
          moved: [],
          noise: null,
          unknown: [],
        },
        rows: [edits],
        exceptions: [
          { says: '18 of 120 plans were changed before they were approved.', href: '/exceptions?cause=edit' },
        ],
        updates: [],
        returns: {
          says: 'A month brings €1,860.00 and costs €281.67 to run.',
          href: '/return?workflow=refunds',
        },
      },
    ],
    ...change,
  };
}
