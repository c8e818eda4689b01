import type { Pool } from 'pg';
import type { Period } from '../../evidence/metrics/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Span } from './selection.ts';

/** Points of a line at most: more than a screen can show, and few enough to answer at once. */
export const POINTS_MAX = 1_100;
const LENGTH_MS: Record<Period, number> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_592_000_000,
};

/** The span widened to whole periods of the workspace's clock; weeks begin on Monday. Throws for too many of them. */
export function wholePeriods({ from, to }: Span, every: Period): Span {
  const span = { from: begin(from, every), to: end(to, every) };
  const length = utc(span.to).getTime() - utc(span.from).getTime();
  if (length / LENGTH_MS[every] > POINTS_MAX)
    throw new AppError('invalid', `That is more than ${POINTS_MAX} points.`, {
      path: 'every',
      suggestion: 'Take longer periods, or a shorter time.',
    });
  return span;
}

/** The periods of a span with the instants at which they begin and end. */
export async function periods(
  pool: Pool,
  span: Span,
  every: Period,
  timeZone: string,
): Promise<{ key: string; from: string; to: string }[]> {
  const { rows } = await pool.query<{ key: string; from: Date; to: Date }>({
    name: 'metric-periods',
    text: `select begins::text as key, metric_hour(begins, $4) as "from", metric_hour(begins + $3::interval, $4) as "to"
      from generate_series($1::timestamp, $2::timestamp - interval '1 second', $3::interval) begins`,
    values: [span.from, span.to, `1 ${every}`, timeZone],
  });
  return rows.map(({ key, from, to }) => ({ key, from: from.toISOString(), to: to.toISOString() }));
}

function begin(at: string, every: Period): string {
  const day = utc(at);
  if (every !== 'hour') day.setUTCHours(0);
  if (every === 'week') day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  if (every === 'month') day.setUTCDate(1);
  return text(day);
}

function end(at: string, every: Period): string {
  const begins = begin(at, every);
  if (begins === at) return at;
  const next = utc(begins);
  if (every === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setTime(next.getTime() + LENGTH_MS[every]);
  return text(next);
}

/** Clock times are reckoned with as if the clock were that of UTC, which has no summer. */
function utc(at: string): Date {
  return new Date(`${at.replace(' ', 'T')}Z`);
}

function text(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}
