import type { Workspace } from '../../../workspace/schema.ts';
import type { Known } from './known.ts';

const SIGNS: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY', zł: 'PLN' };
const NUMBER = String.raw`\d{1,3}(?:[.,' \u00a0]\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`;
const UNIT = String.raw`€|\$|£|¥|zł|EUR|USD|GBP|JPY|PLN|CHF|SEK|DKK|NOK|CZK|euros?|dollars?|pounds?`;
const BEFORE = new RegExp(String.raw`(?<![\w.,])(${UNIT})\s?(${NUMBER})(?![\d])`, 'giu');
/** `500,- €`: a dash for the cents, as German prices have it. */
const DASH = String.raw`(?:[,.][-–—])?`;
const BEHIND = new RegExp(String.raw`(?<![\w.,])(${NUMBER})${DASH}\s?(${UNIT})(?![\p{L}])`, 'giu');
const WORDS: Record<string, string> = {
  euro: 'EUR',
  euros: 'EUR',
  dollar: 'USD',
  dollars: 'USD',
  pound: 'GBP',
  pounds: 'GBP',
};

const MONTHS = [
  ['january', 'januar', 'jan'],
  ['february', 'februar', 'feb'],
  ['march', 'märz', 'mar', 'mär'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'dezember', 'dec', 'dez'],
];
const MONTH = MONTHS.flat()
  .toSorted((one, other) => other.length - one.length)
  .join('|');
const DAY_FIRST = new RegExp(
  String.raw`\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(${MONTH})\b\.?,?(?:\s+(\d{4}))?`,
  'giu',
);
const MONTH_FIRST = new RegExp(
  String.raw`\b(${MONTH})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4}))?`,
  'giu',
);
const ISO = /\b(\d{4})-(\d\d)-(\d\d)\b/g;
const DOTTED = /\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})?(?!\d)/g;

interface Day {
  day: number;
  month: number;
  year: number | undefined;
  said: string;
}

/**
 * Amounts and days that a text names and no fact of the case does, nor an input of the plan. What a stranger wrote is
 * no fact: a model that is talked into a promise would promise just that.
 */
export function wrongFigures(text: string, known: Known, workspace: Workspace, now: Date): string[] {
  const amounts = amountsIn(text, workspace.currency).filter(({ key }) => !known.amounts.has(key));
  const named = known.times.map((time) => dayOf(time, workspace.timeZone));
  const today = dayOf(now, workspace.timeZone);
  const days = daysIn(text).filter((day) => ![...named, today].some((one) => isSame(day, one)));
  return [
    ...amounts.map(({ said }) => `no fact of the case names the amount ${said}.`),
    ...days.map(({ said }) => `no fact of the case names the day ${said}.`),
  ];
}

function amountsIn(text: string, currency: string): { key: string; said: string }[] {
  const read = (number = '', unit = '', said = '') => {
    const known = SIGNS[unit] ?? WORDS[unit.toLowerCase()] ?? unit.toUpperCase();
    return { key: `${minorOf(number)} ${known || currency}`, said: said.trim() };
  };
  const before = [...text.matchAll(BEFORE)].map(([said, unit, number]) => read(number, unit, said));
  const rest = text.replaceAll(BEFORE, ' ');
  return [...before, ...[...rest.matchAll(BEHIND)].map(([said, number, unit]) => read(number, unit, said))];
}

/** `1.234,50` and `1,234.50` alike: the last sign with one or two digits behind it begins the cents. */
function minorOf(number: string): number {
  const cents = /[.,](\d{1,2})$/.exec(number)?.[1];
  const whole = (cents === undefined ? number : number.slice(0, -(cents.length + 1))).replaceAll(/\D/g, '');
  return Number(whole) * 100 + Number((cents ?? '0').padEnd(2, '0'));
}

function daysIn(text: string): Day[] {
  const year = (given: string | undefined) =>
    given === undefined ? undefined : Number(given.length === 2 ? `20${given}` : given);
  const month = (name = '') => MONTHS.findIndex((names) => names.includes(name.toLowerCase())) + 1;
  const found = [
    ...[...text.matchAll(ISO)].map(([said, y, m, d]) => ({
      day: Number(d),
      month: Number(m),
      year: year(y),
      said,
    })),
    ...[...text.matchAll(DAY_FIRST)].map(([said, d, m, y]) => ({
      day: Number(d),
      month: month(m),
      year: year(y),
      said,
    })),
    ...[...text.matchAll(MONTH_FIRST)].map(([said, m, d, y]) => ({
      day: Number(d),
      month: month(m),
      year: year(y),
      said,
    })),
    ...[...text.matchAll(DOTTED)].map(([said, d, m, y]) => ({
      day: Number(d),
      month: Number(m),
      year: year(y),
      said,
    })),
  ];
  return found.filter((one) => one.day >= 1 && one.day <= 31 && one.month >= 1 && one.month <= 12);
}

function dayOf(time: Date, timeZone: string): Omit<Day, 'said'> {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(time).split('-');
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  return { day, month, year };
}

/** Days that are written in numbers may have month and day either way round. */
function isSame(said: Day, known: Omit<Day, 'said'>): boolean {
  const years = said.year === undefined || said.year === known.year;
  const straight = said.day === known.day && said.month === known.month;
  const crossed = /^\d+\/\d+/.test(said.said) && said.day === known.month && said.month === known.day;
  return years && (straight || crossed);
}
