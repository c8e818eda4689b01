import type { Known } from './known.ts';

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g;
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g;
const PHONE = /(?<![\w.])(?:\+|00)\d[\d ()/.-]{6,}\d/g;

/**
 * Addresses and numbers of people that a text must not hold: mail addresses off the list that are not the case's own,
 * accounts, cards and telephone numbers that the case does not know, and what belongs to somebody else whom the agent
 * came upon while it looked things up.
 */
export function wrongPeople(text: string, addresses: readonly string[], known: Known): string[] {
  const isKnown = (found: string): boolean => {
    const bare = plain(found);
    return [...known.values].some((value) => plain(value) === bare);
  };
  const mails = (text.match(MAIL) ?? []).filter(
    (mail) => !known.values.has(mail.toLowerCase()) && !isListed(mail, addresses),
  );
  const accounts = (text.match(IBAN) ?? []).filter((iban) => !isKnown(iban));
  const cards = (text.match(CARD) ?? []).filter((card) => isCard(plain(card)) && !isKnown(card));
  const phones = (text.match(PHONE) ?? []).filter((phone) => !isKnown(phone));
  const lower = text.toLowerCase();
  const others = [...new Set(known.strangers)].filter((value) => holds(lower, value.toLowerCase()));
  return [
    ...mails.map((mail) => `the address ${mail} is not on the list of this agent and not of this case.`),
    ...accounts.map(() => 'it names an account that is not of this case.'),
    ...cards.map(() => 'it names a card number that is not of this case.'),
    ...phones.map((phone) => `the telephone number ${phone} is not of this case.`),
    ...others.map((value) => `“${value.slice(0, 80)}” belongs to somebody whom this case is not about.`),
  ];
}

function isListed(mail: string, addresses: readonly string[]): boolean {
  const given = mail.toLowerCase();
  return addresses.some((one) => given === one.toLowerCase() || given.endsWith(`@${one.toLowerCase()}`));
}

/** Whole words only: Ann is not in Hannah. */
function holds(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + value.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s()/.-]/g, '');

/** The check digit of card numbers (Luhn, ISO/IEC 7812-1): order numbers of sixteen digits seldom have it. */
function isCard(digits: string): boolean {
  if (!/^\d{13,19}$/.test(digits)) return false;
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
