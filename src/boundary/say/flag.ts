import type { PathNode } from '../cel/tree.ts';
import type { Vocabulary } from '../schema.ts';
import { isPast, lowerFirst, nounOf, plain } from './words.ts';

/**
 * A field that is true or false, as a statement: `order.paid` → "the order is paid", `order.has_gift_wrap` → "the
 * order has gift wrap", a label "Payment disputed" → "the payment is disputed". What fits none of these is named:
 * "“final sale” applies".
 */
export function sayFlag(path: PathNode, holds: boolean, vocabulary: Vocabulary | undefined): string {
  const { label } = path.shape;
  const step = String(path.steps.at(-1));
  const not = holds ? '' : 'not ';
  if (label) return sayLabel(label, holds);
  const owner = /^(.*)'s? [^']*$/.exec(nounOf(path, vocabulary))?.[1];
  const match = /^(is|was|has|can)_(.+)$/.exec(step);
  if (owner && match) return `${owner} ${match[1]} ${not}${plain(match[2]!)}`;
  if (owner && isPast(step)) return `${owner} is ${not}${plain(step)}`;
  return sayLabel(plain(step), holds);
}

function sayLabel(label: string, holds: boolean): string {
  const words = lowerFirst(label).split(' ');
  const not = holds ? '' : 'not ';
  if (words.length > 1 && isPast(words.at(-1)!))
    return `the ${words.slice(0, -1).join(' ')} is ${not}${words.at(-1)}`;
  if (isPast(words[0]!)) return `it is ${not}${words.join(' ')}`;
  return `“${words.join(' ')}” ${holds ? 'applies' : 'does not apply'}`;
}
