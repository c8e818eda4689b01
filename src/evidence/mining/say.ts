import { listed } from '../words.ts';
import { amountOf } from './cel.ts';
import { KIND_PATH, NO_PLAN, type Language, type Literal, type Turn } from './schema.ts';

/** What sentences about conditions need to know of a workflow: labels of kinds and plays, by name. */
export interface Naming {
  kinds: Readonly<Record<string, string>>;
  plays: Readonly<Record<string, string>>;
  /** Money as people of the workspace write it, from the text of a file. */
  money(amount: string): string;
}

/** "Where the kind is Late and order delivered at is known: send the tracking link, not give all of it back." */
export function sayFinding(
  turn: Turn,
  literals: readonly Literal[],
  language: Language,
  naming: Naming,
): string {
  const outcome = sayTurn(turn, naming);
  if (literals.length === 0) return outcome;
  return `Where ${sayAll(literals, language, naming)}: ${outcome}`;
}

/** "Send the tracking link, not Give all of it back" */
export function sayTurn({ planned, to }: Turn, { plays }: Naming): string {
  const before = plays[planned] ?? planned;
  if (planned === NO_PLAN) return `“${plays[to ?? ''] ?? to ?? 'a person'}”, where nothing is planned yet`;
  return to === null ? `A person does it, not “${before}”` : `“${plays[to] ?? to}”, not “${before}”`;
}

export function sayAll(literals: readonly Literal[], language: Language, naming: Naming): string {
  return listed(literals.map((literal) => sayLiteral(literal, language, naming)));
}

/** One part in plain words: "order total is above €50.00". */
export function sayLiteral(literal: Literal, language: Language, naming: Naming): string {
  if (literal.is === 'word') return `the message says “${literal.word}”`;
  const { path } = literal;
  if (path === KIND_PATH && literal.is === 'equals')
    return `the kind is “${naming.kinds[String(literal.value)] ?? String(literal.value)}”`;
  const field = language.fields.find((one) => one.path === path);
  const label = field?.label ?? path;
  switch (literal.is) {
    case 'known':
      return `${label} is known`;
    case 'unknown':
      return `${label} is not known`;
    case 'equals':
      if (typeof literal.value === 'boolean') return `${label} is ${literal.value ? 'so' : 'not so'}`;
      return `${label} is ${literal.value.replaceAll('_', ' ')}`;
    case 'more':
    case 'at_most': {
      const isMore = literal.is === 'more';
      if (field?.type === 'time') return sayTime(label, literal.value, isMore);
      const value =
        field?.type === 'money' ? naming.money(amountOf(literal.value, language.currency)) : literal.value;
      const what = field?.type === 'list' ? `the number of ${label}` : label;
      if (isMore && literal.value === 0) return `${what} is above ${value}`;
      return `${what} is ${isMore ? 'above' : 'at most'} ${value}`;
    }
  }
}

function sayTime(label: string, value: number, isMore: boolean): string {
  const what = label.replace(/ (at|on)$/, '');
  const days = `${value + 1} ${value === 0 ? 'day' : 'days'}`;
  return isMore ? `${what} was ${days} ago or more` : `${what} was less than ${days} ago`;
}
