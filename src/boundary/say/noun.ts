import { parseMoney } from '../../workspace/money.ts';
import { literalText } from '../cel/literal.ts';
import { typeOf, type CallNode, type Node } from '../cel/tree.ts';
import { sayDuration, sayLimit, sayLimitName, sayMoney, sayText, sayValue } from './amounts.ts';
import { limitOf, type Teller } from './teller.ts';
import { nounOf } from './words.ts';

/** A node as a noun: "the order's total", "€50.00", "the limit “auto max” of €50.00". Undefined when too involved. */
export function noun(node: Node, teller: Teller): string | undefined {
  const limit = limitOf(node, teller);
  if (limit)
    return teller.value ? `the limit ${sayLimitName(limit.name)} of ${sayLimit(limit)}` : sayLimit(limit);
  switch (node.is) {
    case 'path':
      return nounOf(node, teller.vocabulary);
    case 'value':
      return typeof node.value === 'string' ? sayText(node.value) : sayValue(node, node.value);
    case 'call':
      return nounOfCall(node, teller);
    case 'arithmetic': {
      const [left, right] = [noun(node.left, teller), noun(node.right, teller)];
      return left && right && isSimple(node) ? `${left} ${WORD[node.op]} ${right}` : undefined;
    }
    case 'minus':
      return node.of.is === 'value' ? `−${noun(node.of, teller)}` : undefined;
    case 'and':
    case 'or':
    case 'not':
    case 'compare':
    case 'in':
    case 'each':
    case 'has':
    case 'if':
    case 'list':
      return undefined;
  }
}

const WORD = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by', '%': 'modulo' };

/** One sum of two things reads well; a sum of sums does not. */
function isSimple(node: Node & { is: 'arithmetic' }): boolean {
  return node.left.is !== 'arithmetic' && node.right.is !== 'arithmetic';
}

const UNTIL: Record<string, string> = { days_until: 'days until', hours_until: 'hours until' };
const SINCE: Record<string, string> = {
  days_since: 'days since',
  hours_since: 'hours since',
  minutes_since: 'minutes since',
};

function nounOfCall(call: CallNode, teller: Teller): string | undefined {
  const [first, second] = call.args.map((arg) => noun(arg, teller));
  switch (call.name) {
    case 'money': {
      const amount = parseMoney(literalText(call, 0));
      return amount && sayMoney(amount);
    }
    case 'timestamp':
      return literalText(call, 0);
    case 'duration':
      return sayDuration(durationMs(literalText(call, 0)));
    case 'weekday':
      return 'the day of the week';
    case 'hour':
      return 'the hour of the day';
    case 'size':
      return first && `the ${sizeWord(call)} of ${first}`;
    case 'percent_of':
      return first && second && `${first.replace(/%$/, '')}% of ${second}`;
    case 'int':
    case 'double':
      return first;
    default: {
      const distance = SINCE[call.name] ?? UNTIL[call.name];
      return distance && first && `the ${distance} ${first}`;
    }
  }
}

function sizeWord(call: CallNode): string {
  return call.args[0] && typeOf(call.args[0]) === 'string' ? 'length' : 'number';
}

/** The milliseconds of `36h` or `1h30m`, which the checks have let through. */
export function durationMs(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
}
