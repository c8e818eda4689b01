/** A limit's value in a form: the number that is typed, and the unit beside it. */
export interface LimitParts {
  amount: string;
  unit: string;
}

/** How a unit without a name of its own is called beside its number. */
const UNIT_WORDS: Record<string, string> = {
  days: 'days',
  hours: 'hours',
  minutes: 'minutes',
  percent: '%',
  count: 'times',
  number: '',
};

/** `50.00 EUR` → 50.00 and EUR; `30` of days → 30 and days. */
export function partsOf(value: string, unit: string): LimitParts {
  const money = unit === 'money' ? /^(.*?)\s*([A-Z]{3})$/.exec(value.trim()) : null;
  if (money) return { amount: money[1] ?? '', unit: money[2] ?? '' };
  return { amount: value, unit: UNIT_WORDS[unit] ?? unit };
}

/** What is typed, as the file writes it. People also type a comma. */
export function inFileForm(typed: string, unit: string, kind: string): string {
  const amount = typed.replace(',', '.');
  return kind === 'money' ? `${amount} ${unit}`.trim() : amount;
}

/** Why a typed amount cannot be, as far as that can be said at once; the server checks the rest. */
export function whyNot(amount: string, ceiling: string | null, mayRaise: boolean): string | null {
  const number = amount.trim() === '' ? Number.NaN : Number(amount);
  if (Number.isNaN(number)) return 'This is not a number.';
  if (number < 0) return 'It cannot be less than nothing.';
  if (!mayRaise && ceiling !== null && number > Number(ceiling)) {
    return `It is above its ceiling of ${ceiling}, which only an owner may raise.`;
  }
  return null;
}

/** `€20.00, at most €50.00, was €15.00` without the value, which stands in the form already. */
export function besideValue(says: string): string {
  const rest = says.split(', ').slice(1).join(', ');
  return rest === '' ? says : rest;
}
