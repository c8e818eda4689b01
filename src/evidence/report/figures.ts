import type { Estimate, Unit } from '../metrics/schema.ts';
import { money, number, percentOf, type Style } from '../returns/show.ts';

const SECONDS_IN_MINUTE = 60;
const MINUTES_IN_HOUR = 60;
const HOURS_IN_DAY = 24;
/** From so many hours on a time is told in days. */
const DAYS_FROM_HOURS = 72;

/** One value of a metric as the workspace writes it; `currency` where it is money of another one. */
export function showFigure(value: number, unit: Unit, style: Style, currency?: string | null): string {
  if (unit === 'share') return percentOf(value, style);
  if (unit === 'money') return money(value, currency ? { ...style, currency } : style);
  if (unit === 'minutes') return duration(value, style);
  return unit === 'hours' ? `${number(value, style)} h` : number(value, style, 0);
}

/** `under 1 s`, `40 s`, `12 min`, `3.5 h`, `4.2 days`, of minutes. */
function duration(minutes: number, style: Style): string {
  const size = Math.abs(minutes);
  if (size > 0 && size * SECONDS_IN_MINUTE < 1) return 'under 1 s';
  if (size > 0 && size < 1) return `${number(minutes * SECONDS_IN_MINUTE, style, 0)} s`;
  if (size < MINUTES_IN_HOUR) return `${number(minutes, style)} min`;
  const hours = minutes / MINUTES_IN_HOUR;
  if (size < DAYS_FROM_HOURS * MINUTES_IN_HOUR) return `${number(hours, style)} h`;
  return `${number(hours / HOURS_IN_DAY, style)} days`;
}

/** The value of an estimate, or that there are too few. */
export function valueOf(estimate: Estimate, unit: Unit, style: Style): string {
  if (estimate.value !== null) return showFigure(estimate.value, unit, style, estimate.currency);
  if ((estimate.young ?? 0) > 0) return 'too early';
  if ((estimate.open ?? 0) > 0) return 'still open';
  return estimate.of === 0 ? 'none' : 'too few';
}

/** `2.0 % to 6.1 %`; empty where there is none, or its ends are the same. */
export function intervalOf({ low, high, currency }: Estimate, unit: Unit, style: Style): string {
  if (low === null || high === null || low === high) return '';
  const [from, to] = [low, high].map((end) => showFigure(end, unit, style, currency));
  return from === to ? '' : `${from} to ${to}`;
}

/** `12 of 340`: what it was counted from. */
export function countOf({ count, of }: Estimate, unit: Unit, style: Style): string {
  const [part, whole] = [count, of].map((each) => number(each, style, 0));
  return unit === 'share' || count !== of ? `${part} of ${whole}` : `${whole}`;
}

/** `4.2 points`, `12 min`: the size of a difference, without its sign. */
export function showDifference(value: number, unit: Unit, style: Style): string {
  const size = Math.abs(value);
  if (unit !== 'share') return showFigure(size, unit, style);
  const shown = number(100 * size, style);
  return `${shown} ${shown === '1' ? 'point' : 'points'}`;
}
