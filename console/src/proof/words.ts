import { minutesText, shareText } from '../stage/words.ts';
import { count, moneyText } from '../ui/words.ts';
import type { Compared, Estimate, Metric } from './queries.ts';

type Unit = Metric['unit'];

/** A value in its unit: `4.2 %`, `1 h 5 min`, `€1,204.00`, `12.5 h`, `31`. */
export function valueText(value: number, unit: Unit, currency: string | null, locale: string): string {
  switch (unit) {
    case 'share':
      return shareText(value);
    case 'minutes':
      return minutesText(value);
    case 'money':
      return currency === null
        ? value.toLocaleString('en')
        : moneyText({ minor: Math.round(value), currency }, locale);
    case 'hours':
      return hoursText(value);
    case 'cases':
      return Number(value.toFixed(Math.abs(value) < 10 ? 1 : 0)).toLocaleString('en');
  }
}

/** `12.5 h`; below an hour in minutes, beyond a hundred without parts of an hour. */
export function hoursText(hours: number): string {
  const size = Math.abs(hours);
  if (size < 1) return `${Math.round(hours * 60)} min`;
  return `${Number(hours.toFixed(size < 100 ? 1 : 0)).toLocaleString('en')} h`;
}

/** From how much a number was counted: `12 of 340`, `340 decisions`. */
export function countedText({ count: counted, of, says }: Estimate, unit: Unit): string {
  if (of === 0 && unit !== 'cases') return 'nothing to count yet';
  if (unit === 'share') return `${counted.toLocaleString('en')} of ${of.toLocaleString('en')}`;
  if (unit === 'cases') return says;
  return counted === of
    ? count(of, 'decision')
    : `${counted.toLocaleString('en')} of ${count(of, 'decision')}`;
}

/** Why a number is not known. */
export function unknownText({ young = 0, open = 0 }: Estimate): string {
  if (young > 0) return 'too early to say';
  return open > 0 ? 'too many still open to say' : 'too few to say';
}

/** Sums of groups of different sizes say nothing beside each other; what a decision moved in the mean does. */
export function perDecision(estimate: Estimate, unit: Unit): Pick<Estimate, 'value' | 'low' | 'high'> {
  const { value, low, high, of } = estimate;
  if (unit !== 'money' || of === 0) return { value, low, high };
  const share = (sum: number | null) => (sum === null ? null : sum / of);
  return { value: share(value), low: share(low), high: share(high) };
}

/** Where the true value lies with 95 % certainty; nothing where that says no more than the value. */
export function rangeText({ low, high }: Estimate, show: (value: number) => string): string | null {
  if (low === null || high === null) return null;
  const [from, to] = [show(low), show(high)];
  return from === to ? null : `${from} to ${to}`;
}

/** What became of a number beside another, in a word or two. */
export const VERDICTS: Record<Compared['verdict'], { says: string; tone: 'green' | 'red' | 'grey' }> = {
  better: { says: 'better', tone: 'green' },
  worse: { says: 'worse', tone: 'red' },
  same: { says: 'no clear difference', tone: 'grey' },
  other: { says: 'different', tone: 'grey' },
};
