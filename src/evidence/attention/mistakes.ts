import { sha256 } from '../../log/canonical.ts';
import { isMoney } from '../../workspace/money.ts';
import type { Shape } from '../../workspace/shape.ts';
import { otherAmounts, otherNumbers } from './amounts.ts';

/** As `MISTAKES` of the review's schema has them. */
export type Mistake = 'wrong_play' | 'wrong_amount' | 'wrong_choice' | 'wrong_recipient' | 'wrong_text';

/** The plan that is put wrong, as far as it can be. */
export interface Right {
  play: string;
  inputs: Record<string, unknown>;
}

/** What is known of a case that makes a mistake believable. */
export interface Surroundings {
  plays: { name: string; label: string; writes: string[]; inputs: Record<string, Shape> }[];
  /** Facts and fields of the event: where another item's price, or another recipient, comes from. */
  values: unknown;
  /** Plays that people chose in similar cases. */
  likely: string[];
  /** For a text input: what other plays would have written there, by the play's label. */
  texts: { input: string; of: string; text: string }[];
}

/** A plan with one mistake: the play, and the inputs that differ from the right ones. */
export interface Wrong {
  mistake: Mistake;
  play: string;
  changes: Record<string, unknown>;
  /** Names of what is wrong: `play`, or `inputs.amount`. */
  wrong: string[];
  /** What is wrong, without a value of the case in it. */
  says: string;
}

const RECIPIENT = /recipient|address|e?mail|account|iban|^to$/i;

/**
 * Mistakes that somebody who prepares plans does make, the first to be tried first: another play that fits the case, an
 * amount that is off, another choice, another recipient, another play's text. A function of its arguments: `seed`
 * chooses among them, and takes a kind of mistake before a second of another, so that over many cases all are seen.
 */
export function mistakes(right: Right, around: Surroundings, seed: string): Wrong[] {
  const own = around.plays.find(({ name }) => name === right.play);
  if (!own) return [];
  const inInputs = Object.entries(own.inputs).flatMap(([name, shape]) =>
    inInput(name, shape, right.inputs[name], around),
  );
  const here = inInputs.map((one): Wrong => ({ ...one, play: right.play }));
  return dealt([...otherPlays(right, around), ...here], seed);
}

function otherPlays({ play }: Right, { plays, likely }: Surroundings): Wrong[] {
  const own = plays.find(({ name }) => name === play);
  const fits = plays.filter(
    ({ name, writes }) =>
      name !== play &&
      writes.length > 0 &&
      (likely.includes(name) || writes.some((write) => own?.writes.includes(write))),
  );
  return fits.map(({ name, label }) => ({
    mistake: 'wrong_play',
    play: name,
    changes: {},
    wrong: ['play'],
    says: `It was “${label}” instead of “${own?.label ?? play}”.`,
  }));
}

function inInput(name: string, shape: Shape, value: unknown, around: Surroundings): Omit<Wrong, 'play'>[] {
  const label = shape.label ?? name;
  const made = (mistake: Mistake, changed: unknown, says: string) => ({
    mistake,
    changes: { [name]: changed },
    wrong: [`inputs.${name}`],
    says,
  });
  if (isMoney(value)) {
    return otherAmounts(value, around.values).map(({ amount, says }) =>
      made('wrong_amount', amount, `${label} was ${says}.`),
    );
  }
  if (typeof value === 'number')
    return otherNumbers(value, shape.type === 'integer').map(({ number, says }) =>
      made('wrong_amount', number, `${label} was ${says}.`),
    );
  if (typeof value === 'boolean') return [made('wrong_choice', !value, `${label} was the other way round.`)];
  if (typeof value !== 'string' || value === '') return [];
  if (shape.type === 'text') {
    return around.texts
      .filter(({ input, text }) => input === name && text !== value)
      .map(({ of, text }) => made('wrong_text', text, `${label} was that of “${of}”.`));
  }
  if (shape.type !== 'string') return [];
  if (shape.choices)
    return shape.choices
      .filter((choice) => choice !== value)
      .map((choice) => made('wrong_choice', choice, `${label} was another choice.`));
  const mistake = RECIPIENT.test(name) ? 'wrong_recipient' : 'wrong_choice';
  return alike(around.values, value).map((other) =>
    made(mistake, other, `${label} was another one that the case names.`),
  );
}

/** Other texts that stand in the case under the same name as this one does: the sku of another item. */
function alike(values: unknown, value: string): string[] {
  const found: [string, string][] = [];
  visit(values, '', (name, one) => typeof one === 'string' && found.push([name, one]));
  const names = new Set(found.filter(([, one]) => one === value).map(([name]) => name));
  return [...new Set(found.filter(([name, one]) => names.has(name) && one !== value).map(([, one]) => one))];
}

/** Calls back with every value of the case and the name that it stands under. */
function visit(value: unknown, name: string, found: (name: string, value: unknown) => void): void {
  found(name, value);
  if (Array.isArray(value)) for (const one of value) visit(one, name, found);
  else if (typeof value === 'object' && value !== null && !isMoney(value))
    for (const [key, one] of Object.entries(value)) visit(one, key, found);
}

/** In the order that the seed gives, one of each kind of mistake before a second of any. */
function dealt(all: Wrong[], seed: string): Wrong[] {
  const placed = all
    .map((one, at) => ({ one, place: sha256(`${seed}\0${at}`) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
  const turns = new Map<Mistake, number>();
  return placed
    .map(({ one }) => {
      const turn = turns.get(one.mistake) ?? 0;
      turns.set(one.mistake, turn + 1);
      return { one, turn, kind: sha256(`${seed}\0${one.mistake}`) };
    })
    .toSorted((a, b) => a.turn - b.turn || (a.kind < b.kind ? -1 : 1))
    .map(({ one }) => one);
}
