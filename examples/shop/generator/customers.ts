import type { Address, Customer } from '../service/model.ts';
import { COUNTRY_WEIGHTS, PLACES, type Place } from './places.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;
const OWN_LANGUAGE: Record<string, Customer['language']> = {
  DE: 'de',
  AT: 'de',
  FR: 'fr',
  ES: 'es',
  NL: 'nl',
  PL: 'pl',
  IT: 'it',
};
/** Many write English to a shop abroad; some Germans do, because they have moved there. */
const OWN_LANGUAGE_SHARE: Record<string, number> = {
  DE: 0.52,
  AT: 0.6,
  FR: 0.5,
  ES: 0.45,
  NL: 0.35,
  PL: 0.45,
  IT: 0.5,
};
const STANDINGS = { new: 28, regular: 48, good_customer: 20, watch: 4 };

/** A customer of the shop, with what they bought before the orders that the shop still keeps. */
export function customerOf(random: Random, number: number, until: Date): Customer {
  const country = random.weighted(COUNTRY_WEIGHTS);
  const place = placeOf(country);
  const [first, last] = [random.pick(place.first), random.pick(place.last)];
  const standing = random.weighted(STANDINGS);
  const orders = {
    new: 0,
    regular: random.int(1, 4),
    good_customer: random.int(5, 19),
    watch: random.int(3, 9),
  }[standing];
  const language = random.chance(OWN_LANGUAGE_SHARE[country] ?? 0) ? (OWN_LANGUAGE[country] ?? 'en') : 'en';
  return {
    id: `C-${10_000 + number}`,
    first_name: first,
    last_name: last,
    email: `${mailName(random, first, last, number)}@${random.pick(place.mail)}`,
    country,
    language,
    since: new Date(until.getTime() - random.int(standing === 'new' ? 60 : 200, 2600) * DAY_MS).toISOString(),
    standing,
    earlier: {
      orders,
      spent: orders * random.int(3_900, 11_900),
      refunds:
        standing === 'watch'
          ? random.int(5, 8)
          : random.weighted({ 0: 70, 1: 22, 2: 8 }) === '0'
            ? 0
            : random.int(1, 2),
    },
    address: { name: `${first} ${last}`, ...homeIn(random, country) },
  };
}

/** A believable place to live in a country. */
export function homeIn(random: Random, country: string): Omit<Address, 'name'> {
  const place = placeOf(country);
  const [postcode, city] = random.pick(place.cities);
  return { street: place.line(random.pick(place.streets), random.int(1, 140)), postcode, city, country };
}

function placeOf(country: string): Place {
  const place = PLACES[country];
  if (!place) throw new Error(`Nobody lives in ${country}.`);
  return place;
}

function mailName(random: Random, first: string, last: string, number: number): string {
  const plain = (word: string) =>
    word
      .toLowerCase()
      .replaceAll('ł', 'l')
      .replaceAll('ø', 'o')
      .replaceAll('æ', 'ae')
      .replaceAll('ß', 'ss')
      .normalize('NFKD')
      .replace(/[^a-z]/g, '');
  const [one, two] = [plain(first), plain(last)];
  // The number keeps addresses apart: two people of one name are two customers.
  const forms = [
    `${one}.${two}${number % 100}`,
    `${one[0]}${two}${number}`,
    `${two}.${one}.${number % 1000}`,
    `${one}${number}`,
  ];
  return random.pick(forms);
}
