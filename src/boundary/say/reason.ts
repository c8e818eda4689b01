import { compile } from '../cel/compile.ts';
import type { Evaluate, Run } from '../cel/run.ts';
import type { Node } from '../cel/tree.ts';
import type { CompiledRule } from '../compiled.ts';
import type { Boundary, Effect, Vocabulary } from '../schema.ts';
import { clause } from './clause.ts';
import { upperFirst } from './words.ts';

/**
 * Why a rule spoke, with the values that it looked at: "€72.00 is above the limit “auto max” of €50.00". Of an
 * unknown condition it says what was not known and why.
 */
export function sayMet(
  { rule, tree }: CompiledRule,
  run: Run,
  missing: ReadonlyMap<string, string> | undefined,
  { limits }: Boundary,
  vocabulary: Vocabulary,
): string {
  const because = rule.because ? `: ${rule.because}` : '';
  if (!tree) return `${upperFirst(ALWAYS[rule.effect])}${because}`;
  if (!missing) {
    return upperFirst(clause(tree, { limits, vocabulary, value: (node) => evaluateOf(node)(run) })) + because;
  }
  const why = [...missing].map(([name, reason]) => `${name} ${reason}`).sort();
  return `It is not known whether ${clause(tree, { limits, vocabulary })}, since ${why.join(' and ')}${because}`;
}

const ALWAYS: Record<Effect, string> = {
  allow: 'this is always allowed',
  approve: 'this is always approved by a person',
  human: 'this is always done by a person',
  deny: 'this is never done',
};

const OTHERWISE: Record<Boundary['otherwise'], string> = {
  approve: 'No rule allows this by itself, so a person approves it',
  human: 'No rule allows this, so a person does it',
  deny: 'No rule allows this, so it is not done',
};

export function sayOtherwise(effect: Boundary['otherwise']): string {
  return OTHERWISE[effect];
}

// Only rules that are met are told, and their parts are compiled when they are first told.
const evaluates = new WeakMap<Node, Evaluate>();

function evaluateOf(node: Node): Evaluate {
  let found = evaluates.get(node);
  if (!found) {
    found = compile(node);
    evaluates.set(node, found);
  }
  return found;
}
