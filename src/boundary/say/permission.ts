import type { CompareNode, Node } from '../cel/tree.ts';
import type { CompiledRule } from '../compiled.ts';
import type { Rule } from '../schema.ts';
import { sayBrake } from './brake.ts';
import { clause, flatten } from './clause.ts';
import { noun } from './noun.ts';
import type { Teller } from './teller.ts';
import { joined, upperFirst } from './words.ts';

interface Said {
  text: string;
  rules: string[];
}

/** "Remit may refund by itself up to €50.00 when the order was delivered at most 30 days ago." */
export function sayAllowed(verb: string, write: string, allows: CompiledRule[], teller: Teller): Said {
  const money = teller.vocabulary?.writes[write]?.money;
  const ways = allows.map(({ tree, rule }) => {
    if (!tree) return rule.because ? `always (${rule.because})` : 'always';
    const parts = flatten(tree, 'and');
    const caps = parts.filter((part) => isCap(part, money));
    const rest = parts.filter((part) => !isCap(part, money));
    const upTo = caps.map((cap, i) => `${i === 0 ? 'up to' : 'and at most'} ${noun(cap.right, teller)}`);
    const when = rest.length > 0 ? `when ${sayAll(rest, teller)}` : '';
    return [...upTo, when].filter(Boolean).join(' ') + (rule.because ? ` (${rule.because})` : '');
  });
  if (ways.join() === 'always')
    return { text: `Remit may always ${verb} by itself.`, rules: allows.map(({ rule }) => rule.id) };
  return {
    text: `Remit may ${verb} by itself ${ways.join(', or ')}.`,
    rules: allows.map(({ rule }) => rule.id),
  };
}

function sayAll(parts: Node[], teller: Teller): string {
  const said = parts.map((part) =>
    part.is === 'or' ? `either ${clause(part, teller)}` : clause(part, teller),
  );
  return joined(said, 'and');
}

/** `args.amount <= limits.auto_max`, where the amount is the money that the write moves. */
function isCap(node: Node, money: string | undefined): node is CompareNode {
  if (node.is !== 'compare' || node.op !== '<=' || node.left.is !== 'path') return false;
  return money !== undefined && node.left.root === 'args' && node.left.steps.join('.') === money;
}

/**
 * Who approves what. Rules that only say where an allow ends are told as such: "Above that, or later, a manager
 * approves"; all others by their conditions.
 */
export function sayApproved(
  chain: string,
  allows: CompiledRule[],
  approves: CompiledRule[],
  teller: Teller,
): Said[] {
  const bounds = allows.flatMap(({ tree }) => (tree ? flatten(tree, 'and') : []));
  const words = approves.map((each) => ({ each, beyond: beyond(each, allows, bounds) }));
  const ends = words.filter(({ beyond }) => beyond !== undefined);
  const others = words.filter(({ beyond }) => beyond === undefined).map(({ each }) => each);
  const said: Said[] = [];
  // The chain is told once; what follows it is held in the same way.
  const hold = (when: string, { because, brake }: Pick<Rule, 'because' | 'brake'>, rules: string[]): void => {
    const reason = `${sayBrake(brake)}${because ? `: ${because.replace(/\.$/, '')}` : ''}`;
    const text =
      said.length > 0 ? `The same holds when ${when}${reason}.` : `When ${when}, ${chain}${reason}.`;
    said.push({ text, rules });
  };
  if (ends.length > 0) {
    const text = `${upperFirst([...new Set(ends.map(({ beyond }) => beyond))].join(', or '))}, ${chain}.`;
    said.push({ text, rules: ends.map(({ each }) => each.rule.id) });
  }
  const plainly = others.filter(({ tree, rule }) => tree && isPlain(rule));
  if (plainly.length > 0) {
    const when = plainly.map(({ tree }) => clause(tree!, teller)).join(', or when ');
    hold(
      when,
      {},
      plainly.map(({ rule }) => rule.id),
    );
  }
  for (const { tree, rule } of others) {
    if (tree && !isPlain(rule)) hold(clause(tree, teller), rule, [rule.id]);
    if (tree) continue;
    const because = rule.because ? `: ${rule.because.replace(/\.$/, '')}` : '';
    const text = `${upperFirst(chain)} every time${sayBrake(rule.brake)}${because}.`;
    said.push({ text, rules: [rule.id] });
  }
  return said;
}

/** A rule without words of its own, which can be told together with others. */
function isPlain({ because, brake }: Rule): boolean {
  return because === undefined && brake === undefined;
}

const NEGATION: Record<string, string> = { '<=': '>', '<': '>=', '>=': '<', '>': '<=' };

/** "above that", "later": only where there is one allow, so that it is clear what "that" is. */
function beyond({ tree, rule }: CompiledRule, allows: CompiledRule[], bounds: Node[]): string | undefined {
  if (tree?.is !== 'compare' || !isPlain(rule) || allows.length !== 1) return undefined;
  const ends = bounds.some(
    (bound) => bound.is === 'compare' && NEGATION[bound.op] === tree.op && same(bound, tree),
  );
  if (!ends || (tree.op !== '>' && tree.op !== '>=')) return undefined;
  if (tree.left.is === 'call' && tree.left.name.endsWith('_since')) return 'later';
  return tree.left.is === 'path' && tree.left.root === 'args' ? 'above that' : undefined;
}

function same(one: CompareNode, other: CompareNode): boolean {
  return textOf(one.left) === textOf(other.left) && textOf(one.right) === textOf(other.right);
}

function textOf(node: Node): string {
  return node.raw.input.slice(node.span.start, node.span.end).replace(/\s+/g, '');
}
