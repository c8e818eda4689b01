import type { Customer } from '../service/model.ts';
import type { Situation } from './cases/situation.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;
const LOCALES: Record<Customer['language'], string> = {
  en: 'en-GB',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  nl: 'nl-NL',
  pl: 'pl-PL',
  it: 'it-IT',
};
const SHAPES = {
  long: { day: 'numeric', month: 'long' },
  short: { day: '2-digit', month: '2-digit' },
  weekday: { weekday: 'long' },
  quoted: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
} as const;

// Making a formatter costs more than writing a whole message.
const formatters = new Map<string, Intl.DateTimeFormat>();

function show(at: Date, language: Customer['language'], shape: keyof typeof SHAPES): string {
  const name = language + shape;
  let found = formatters.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALES[language], { ...SHAPES[shape], timeZone: 'Europe/Berlin' });
    formatters.set(name, found);
  }
  return found.format(at);
}

/** Everything that a template may name, as the customer would write it. */
export function slotsOf(
  random: Random,
  situation: Situation,
  customer: Customer,
  at: Date,
): Record<string, string> {
  const { order, article } = situation;
  const { parcel } = order;
  const shape = random.pick(['long', 'short', 'weekday'] as const);
  const date = (time: string | undefined) => {
    const day = new Date(time ?? at);
    // Nobody calls a day of three weeks ago by its weekday alone.
    const far = Math.abs(at.getTime() - day.getTime()) > 6 * DAY_MS;
    return show(day, customer.language, shape === 'weekday' && far ? 'long' : shape);
  };
  const price = (cents: number) => money(cents, customer.language);
  const total = order.items.reduce((sum, item) => sum + item.price, order.shipping);
  return {
    order: random.chance(0.8) ? order.id : order.id.replace('WG-', random.pick(['', 'WG ', '#'])),
    id: order.id,
    first: customer.first_name,
    line: article.line,
    noun: article.noun,
    product: article.title,
    variant: article.variant || article.line,
    newvariant: '',
    newline: '',
    days: String(Math.max(2, Math.round((at.getTime() - Date.parse(order.placed_at)) / DAY_MS))),
    placed: date(order.placed_at),
    expected: date(parcel?.expected_at),
    delivered: date(parcel?.delivered_at),
    lastscan: date(parcel?.scans.at(-1)?.at),
    quoted: show(new Date(order.placed_at), customer.language, 'quoted'),
    weekday: show(new Date(at.getTime() + random.int(2, 6) * DAY_MS), customer.language, 'weekday'),
    status: statusOf(order.shipped_at, customer.language, at),
    carrier: parcel?.carrier ?? 'DHL',
    leftwith: parcel?.left_with ?? 'delivered',
    price: price(article.price),
    total: price(total),
    shipping: price(order.shipping),
    ...situation.slots,
  };
}

/** What the customer's account says of an order. */
function statusOf(shippedAt: string | undefined, language: Customer['language'], at: Date): string {
  const hasLeft = shippedAt !== undefined && Date.parse(shippedAt) < at.getTime();
  if (language === 'de') return hasLeft ? 'verschickt' : 'in Vorbereitung';
  return hasLeft ? 'sent' : 'in preparation';
}

function money(cents: number, language: Customer['language']): string {
  const number = (cents / 100).toFixed(2).replace('.00', '');
  if (language === 'en') return `€${number}`;
  return language === 'pl' ? `${number.replace('.', ',')} euro` : `${number.replace('.', ',')} €`;
}
