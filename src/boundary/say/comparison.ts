import { isLiteral } from '../cel/literal.ts';
import { typeOf, type CompareNode, type Comparison, type InNode, type Node } from '../cel/tree.ts';
import { sayBudget } from './budget.ts';
import { sayAgeCompare } from './age.ts';
import { sayValue } from './amounts.ts';
import { noun } from './noun.ts';
import { isArgument, known, limitOf, type Teller } from './teller.ts';
import { isAre, joined } from './words.ts';

const MIRROR: Record<Comparison, Comparison> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
const IS: Record<Comparison, string> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
};
/** After a value: "€72.00 is above the limit", "€20.00 is within the limit". */
const BESIDE: Record<Comparison, string> = { ...IS, '<=': 'is within' };

/** A comparison in words, with the values that were compared where there is a ruling. */
export function sayCompare(node: CompareNode, op: Comparison, teller: Teller): string | undefined {
  // What is compared comes first, and what it is compared with after it, whichever way round it is written.
  const turned = isFixed(node.left) && !isFixed(node.right);
  const [left, right] = turned ? [node.right, node.left] : [node.left, node.right];
  const way = turned ? MIRROR[op] : op;
  return (
    sayAgeCompare(left, way, right, teller) ??
    sayBudget(left, way, right, teller) ??
    sayPlain(left, way, right, teller)
  );
}

function isFixed(node: Node): boolean {
  return (
    isLiteral(node) ||
    (node.is === 'path' && node.root === 'limits') ||
    (node.is === 'call' && node.name === 'money')
  );
}

function sayPlain(left: Node, op: Comparison, right: Node, teller: Teller): string | undefined {
  const [one, other] = [noun(left, teller), withValue(right, teller)];
  if (!one || !other) return undefined;
  const value = known(left, teller);
  const shown = value === undefined ? undefined : sayValue(left, value);
  if (shown === undefined || op === '==') return `${one} ${IS[op].replace('is', isAre(one))} ${other}`;
  if (op === '!=') return `${one} ${isAre(one)} ${shown}, not ${other}`;
  if (isArgument(left) && typeOf(left) === 'money') {
    return `${shown} ${limitOf(right, teller) ? BESIDE[op] : IS[op]} ${other}`;
  }
  return `${one} ${isAre(one)} ${shown}, ${op === '<=' && limitOf(right, teller) ? 'within' : IS[op].replace('is ', '')} ${other}`;
}

/** "the order's total of €80.00" in a ruling; fixed amounts and limits already say theirs. */
function withValue(node: Node, teller: Teller): string | undefined {
  const name = noun(node, teller);
  const value = isFixed(node) ? undefined : known(node, teller);
  const shown = value === undefined ? undefined : sayValue(node, value);
  return name && shown !== undefined ? `${name} of ${shown}` : name;
}

/** `plan.play in ["a", "b"]` → "the play is “a” or “b”". */
export function sayIn(node: InNode, holds: boolean, teller: Teller): string | undefined {
  const left = noun(node.left, teller);
  if (!left) return undefined;
  if (node.right.is !== 'list') {
    const right = noun(node.right, teller);
    return right && `${left} is ${holds ? '' : 'not '}among ${right}`;
  }
  const items = node.right.items.map((item) => noun(item, teller));
  if (!items.every((item) => item !== undefined)) return undefined;
  const value = known(node.left, teller);
  const shown = value === undefined ? undefined : sayValue(node.left, value);
  if (shown !== undefined)
    return holds ? `${left} is ${shown}` : `${left} is ${shown}, none of ${joined(items, 'and')}`;
  return holds ? `${left} is ${joined(items, 'or')}` : `${left} is neither ${items.join(' nor ')}`;
}
