import type { PathNode } from '../cel/tree.ts';
import type { Vocabulary } from '../schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { nounOfBudget } from './used.ts';

/** `send_tracking` → `send tracking`. */
export function plain(name: string): string {
  return name.replace(/[_-]+/g, ' ').trim();
}

type Told = { vocabulary: Vocabulary | undefined; text: string };

/** Keeps what a path is called: it stays the same from ruling to ruling. */
function kept(
  tell: (path: PathNode, vocabulary?: Vocabulary) => string,
): (path: PathNode, vocabulary?: Vocabulary) => string {
  const known = new WeakMap<PathNode, Told>();
  return (path, vocabulary) => {
    const before = known.get(path);
    if (before && before.vocabulary === vocabulary) return before.text;
    const text = tell(path, vocabulary);
    known.set(path, { vocabulary, text });
    return text;
  };
}

/** What a path stands for, as a noun: `order.total` → "the order's total", or its label where it has one. */
export const nounOf = kept(tellNoun);

/** `order.delivered_at` → "the order was delivered"; a label "Delivery" → "delivery was". */
export const happening = kept(tellHappening);

function tellNoun(path: PathNode, vocabulary?: Vocabulary): string {
  const names = path.steps.filter((step) => typeof step === 'string');
  if (path.local) return names.length === 0 ? 'it' : `its ${names.map(plain).join(' ')}`;
  const own = OWN[`${path.root}.${names[0] ?? ''}`];
  if (own) return own;
  const used = path.root === 'budget' ? nounOfBudget(names) : undefined;
  if (used) return used;
  if (path.shape.label) return determined(path.shape.label);
  const owner = path.root === 'args' || path.root === 'event' || path.root === 'limits' ? [] : [path.root];
  return possessive([...owner.map((root) => ownerName(root, vocabulary)), ...names.map(plain)]);
}

const OWN: Record<string, string> = {
  'plan.play': 'the play',
  'plan.kind': 'the kind of case',
  'plan.agent': 'the agent',
  'plan.confidence': 'the confidence',
  'plan.requester': 'who asked for it',
  'now.': 'the time now',
};

function ownerName(root: string, vocabulary: Vocabulary | undefined): string {
  return (vocabulary?.facts[root]?.label ?? plain(root)).replace(/^the /i, '');
}

function possessive(words: string[]): string {
  const last = words.at(-1) ?? '';
  const owners = words.slice(0, -1).map((word) => `${lowerFirst(word)}${word.endsWith('s') ? "'" : "'s"} `);
  return owners.length === 0 ? determined(last) : `the ${owners.join('')}${lowerFirst(last)}`;
}

/** A label with its article; one that is no noun of its own ("still refundable", "to") stands in quotes. */
function determined(label: string): string {
  if (/^(the|a|an|whether|how)\s/i.test(label)) return lowerFirst(label);
  return NO_NOUN.test(label) ? `“${lowerFirst(label)}”` : `the ${lowerFirst(label)}`;
}

const NO_NOUN = /^(to|from|in|on|at|by|for|of|per|with|still|goes|is|has|was|can|only|not|already)\b/i;

/** Lowers the first letter, except of an abbreviation: "VAT number" stays. */
export function lowerFirst(text: string): string {
  return /^[A-Z][A-Z\d]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a", "a or b", "a, b or c". */
export function joined(parts: string[], word: 'and' | 'or'): string {
  if (parts.length < 2) return parts.join('');
  if (parts.slice(0, -1).some((part) => part.includes(',')))
    return `${parts.slice(0, -1).join('; ')}, ${word} ${parts.at(-1)}`;
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

const PAST = new Set([
  'sent',
  'paid',
  'made',
  'bought',
  'sold',
  'lost',
  'held',
  'given',
  'taken',
  'built',
  'met',
]);

function tellHappening(path: PathNode, vocabulary?: Vocabulary): string {
  const last = path.steps.at(-1);
  const stem = typeof last === 'string' && last.endsWith('_at') ? last.slice(0, -3) : undefined;
  const label = path.shape.label;
  if (label && !isPast(label.toLowerCase())) return `${withoutArticle(label)} was`;
  const verb = label ? lowerFirst(label) : stem;
  if (!verb || !isPast(verb)) return `${nounOf(path, vocabulary)} was`;
  const owner: Shape = { type: 'object', fields: {} };
  const subject =
    path.steps.length > 1 || !['args', 'event'].includes(path.root)
      ? nounOf({ ...path, steps: path.steps.slice(0, -1), shape: owner }, vocabulary)
      : 'it';
  return `${subject} was ${plain(verb)}`;
}

/** Whether a name is a participle: `delivered`, `paid`. */
export function isPast(verb: string): boolean {
  const word = verb.split(/[_ ]/).at(-1) ?? '';
  return word.endsWith('ed') || PAST.has(word);
}

function withoutArticle(label: string): string {
  return lowerFirst(label).replace(/^the /, '');
}

/** "the refunds in twelve months" takes "are"; "the order's total" takes "is". */
export function isAre(noun: string): 'is' | 'are' {
  return /^the [a-z]{2,}[^sui' ]s( |$)/.test(noun) ? 'are' : 'is';
}
