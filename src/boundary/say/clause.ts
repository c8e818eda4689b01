import { source } from '../cel/arithmetic.ts';
import type { CallNode, Comparison, EachNode, LogicNode, Node } from '../cel/tree.ts';
import { sayText } from './amounts.ts';
import { sayCompare, sayIn } from './comparison.ts';
import { literalText, literalTexts } from '../cel/literal.ts';
import { noun } from './noun.ts';
import { known, type Teller } from './teller.ts';
import { sayFlag } from './flag.ts';
import { joined, nounOf } from './words.ts';

/** Conditions with more parts than this read better as they are written. */
const PARTS_MAX = 6;

/** A condition in English: "the amount is above €50.00". What does not read well is quoted as it is written. */
export function clause(node: Node, teller: Teller): string {
  return say(node, true, teller) ?? `the condition \`${source(node).replace(/\s+/g, ' ')}\` holds`;
}

/** Renders a condition, or what it says when it does not hold; undefined when no plain words fit. */
export function say(node: Node, holds: boolean, teller: Teller): string | undefined {
  switch (node.is) {
    case 'and':
    case 'or':
      return sayLogic(node, holds, teller);
    case 'not':
      return say(node.of, !holds, teller);
    case 'compare':
      return sayCompare(node, holds ? node.op : OPPOSITE[node.op], teller);
    case 'in':
      return sayIn(node, holds, teller);
    case 'call':
      return sayCall(node, holds, teller);
    case 'each':
      return sayEach(node, holds, teller);
    case 'has':
      return `${nounOf(node.path, teller.vocabulary)} is ${holds ? '' : 'not '}known`;
    case 'path':
      return sayFlag(node, holds, teller.vocabulary);
    case 'value':
      return (node.value === true) === holds ? 'always' : 'never';
    case 'arithmetic':
    case 'minus':
    case 'list':
    case 'if':
      return undefined;
  }
}

const OPPOSITE: Record<Comparison, Comparison> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

function sayLogic(node: LogicNode, holds: boolean, teller: Teller): string | undefined {
  const word = (node.is === 'and') === holds ? 'and' : 'or';
  let parts = flatten(node, node.is);
  // Of several reasons that would each do, a ruling names those that were there.
  if (word === 'or' && teller.value) parts = parts.filter((part) => known(part, teller) === holds);
  if (parts.length > PARTS_MAX) return undefined;
  const said = parts.map((part) => {
    const text = say(part, holds, teller);
    return text && isMixed(part) && parts.length > 1
      ? word === 'and'
        ? `either ${text}`
        : `both ${text}`
      : text;
  });
  return said.every((text) => text !== undefined) ? joined(said, word) : undefined;
}

/** The parts of `a && b && c`, however it was grouped. */
export function flatten(node: Node, is: 'and' | 'or'): Node[] {
  return node.is === is ? [...flatten(node.left, is), ...flatten(node.right, is)] : [node];
}

function isMixed(node: Node): boolean {
  return node.is === 'not' ? isMixed(node.of) : node.is === 'and' || node.is === 'or';
}

function sayCall(call: CallNode, holds: boolean, teller: Teller): string | undefined {
  const [first, second] = call.args.map((arg) => noun(arg, teller));
  if (!first) return undefined;
  const not = (yes: string, no: string): string => `${first} ${holds ? yes : no}`;
  switch (call.name) {
    case 'untrusted':
      return not("comes from a stranger's text", "does not come from a stranger's text");
    case 'contains_any': {
      const parts = literalTexts(call.args[1]).map(sayText);
      return holds
        ? `${first} mentions ${joined(parts, 'or')}`
        : `${first} mentions none of ${joined(parts, 'and')}`;
    }
    case 'matches_re2':
      return `${not('matches', 'does not match')} the pattern \`${literalText(call, 1)}\``;
    case 'contains':
      return second && `${not('contains', 'does not contain')} ${second}`;
    case 'startsWith':
      return second && `${not('starts with', 'does not start with')} ${second}`;
    case 'endsWith':
      return second && `${not('ends with', 'does not end with')} ${second}`;
    default:
      return undefined;
  }
}

function sayEach(node: EachNode, holds: boolean, teller: Teller): string | undefined {
  const list = noun(node.over, teller);
  // Values of single items are not shown: which item it was would have to be told as well.
  const body = say(node.body, !(node.how === 'all' && !holds), { ...teller, value: undefined });
  if (!list || !body) return undefined;
  const of = list.replace(/^the /, 'the ');
  if (node.how === 'exists') return `for ${holds ? 'at least one' : 'none'} of ${of}, ${body}`;
  if (node.how === 'all') return `for ${holds ? 'every one' : 'at least one'} of ${of}, ${body}`;
  return node.how === 'exists_one' && holds ? `for exactly one of ${of}, ${body}` : undefined;
}
