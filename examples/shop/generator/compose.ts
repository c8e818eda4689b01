import type { Customer } from '../service/model.ts';
import { say } from './grammar.ts';
import type { Language, Manner, Words } from './intents.ts';
import type { Random } from './random.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';
import { it } from './texts/it.ts';
import { nl } from './texts/nl.ts';
import { pl } from './texts/pl.ts';
import type { Situation } from './cases/situation.ts';
import { slotsOf } from './slots.ts';
import { mistype, shout } from './typing.ts';

const LANGUAGES: Record<Customer['language'], Language> = { en, de, fr, es, nl, pl, it };

/** How a person writes: decided once for a message, so that greeting, length and spelling go together. */
const STYLES = { polite: 34, plain: 26, terse: 18, long: 12, rude: 10 };
type Style = keyof typeof STYLES;

/** Writes the message of a situation in its customer's language. */
export function compose(
  random: Random,
  situation: Situation,
  customer: Customer,
  at: Date,
): { subject_line: string; message: string } {
  const { manner, words } = LANGUAGES[customer.language];
  const said = words[situation.intent];
  const slots = slotsOf(random, situation, customer, at);
  const style = random.weighted(STYLES);
  const subject = say(random.pick(said.subject), slots, random);
  const body = bodyOf(random, style, said, manner, slots);
  const parts = [...greeting(random, style, manner, body), ...ending(random, style, manner, customer, slots)];
  let message = parts
    .filter((part) => part !== '')
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
  if (style === 'terse' && random.chance(0.5)) message = message.toLowerCase();
  if (style === 'rude' && random.chance(0.3)) message = shout(message, random);
  if (random.chance(style === 'terse' ? 0.4 : 0.16)) message = mistype(message, random, random.int(1, 3));
  const quote = random.chance(0.09)
    ? `\n\n${say(manner.quote, slots, random).replaceAll(/^> ?/gm, '> ')}`
    : '';
  return {
    subject_line: upper(style === 'terse' ? subject.toLowerCase() : subject, style),
    message: message + quote,
  };
}

function bodyOf(
  random: Random,
  style: Style,
  said: Words,
  manner: Manner,
  slots: Record<string, string>,
): string {
  const stories = style === 'long' ? (manner.story ?? []) : [];
  const more = shuffled(random, [...(said.more ?? []), ...stories]);
  const extras = {
    polite: random.int(0, 2),
    plain: random.int(0, 1),
    terse: 0,
    long: random.int(3, 6),
    rude: random.int(0, 1),
  }[style];
  const ask = said.ask && style !== 'terse' ? random.pick(said.ask) : '';
  const rude =
    style === 'rude'
      ? [random.pick(manner.rude), ...(random.chance(0.4) ? [random.pick(manner.rude)] : [])]
      : [];
  const added = more.slice(0, extras);
  const before = style === 'long' && random.chance(0.4) ? added.splice(0, 1) : [];
  const templates = [...before, random.pick(said.core), ...added, ask, ...new Set(rude)].filter(Boolean);
  const sentences = templates.map((line, i) => {
    const sentence = upper(say(line, slots, random).replaceAll('..', '.'), style);
    // Only who is in a hurry leaves the stop out before the next sentence.
    const isOpen = style !== 'terse' && i < templates.length - 1 && /[\p{L}\p{N}]$/u.test(sentence);
    return isOpen ? `${sentence}.` : sentence;
  });
  const gap = style === 'long' ? '\n\n' : ' ';
  const half = Math.ceil(sentences.length / 2);
  return [sentences.slice(0, half), sentences.slice(half)]
    .map((part) => part.filter(Boolean).join(' '))
    .filter(Boolean)
    .join(gap);
}

function shuffled(random: Random, list: string[]): string[] {
  return list
    .map((line) => ({ line, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line);
}

function greeting(random: Random, style: Style, manner: Manner, body: string): string[] {
  if (style === 'terse') return [[random.pick(manner.plain), body].filter(Boolean).join(' ')];
  if (style === 'rude' && random.chance(0.6)) return [body];
  const hello = random.pick(manner.hello);
  return random.chance(0.55) ? [hello, '\n' + body] : [hello, body];
}

function ending(
  random: Random,
  style: Style,
  manner: Manner,
  customer: Customer,
  slots: Record<string, string>,
): string[] {
  if (style === 'terse') return random.chance(0.3) ? [customer.first_name] : [];
  const thanks =
    style === 'rude' || random.chance(0.25) ? '' : say(random.pick(manner.thanks), slots, random);
  const full = `${customer.first_name} ${customer.last_name}`;
  const sign = random.weighted({ first: 45, full: 35, block: 8, none: 12 });
  const block = `${full}\n${customer.address.street}\n${customer.address.postcode} ${customer.address.city}`;
  const name = { first: customer.first_name, full, block, none: '' }[sign];
  const phone = random.chance(0.1) ? `\n${random.pick(manner.phone)}` : '';
  return [thanks, name ? '\n' + random.pick(manner.bye) : '', name, phone];
}

function upper(text: string, style: Style): string {
  if (style === 'terse') return text;
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
