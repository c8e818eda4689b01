import { compiledOf, type CompiledRule } from '../compiled.ts';
import { speaksOf } from '../read/rules.ts';
import type { Boundary, Effect, Vocabulary } from '../schema.ts';
import { sayAllowed, sayApproved } from './permission.ts';
import { sayBrake } from './brake.ts';
import { sayChain, sayExcluded } from './chain.ts';
import { clause } from './clause.ts';
import type { Teller } from './teller.ts';
import { lowerFirst, plain, upperFirst } from './words.ts';

/** One sentence of a boundary statement, with the ids of the rules that it is rendered from. */
export interface Sentence {
  /** The write that it speaks of; `*` for what holds for all. */
  write: string;
  text: string;
  rules: string[];
}

/**
 * The boundary in plain English, write by write: what Remit may do by itself, what is approved and by whom, what
 * people do, and what is never done. Rendered from the rules, so that it cannot say anything else than they do.
 */
export function statement(boundary: Boundary, vocabulary?: Vocabulary): Sentence[] {
  const compiled = compiledOf(boundary);
  const known = vocabulary ?? compiled.vocabulary;
  const teller: Teller = { limits: boundary.limits, vocabulary: known };
  const sentences = [...compiled.byWrite].flatMap(([write, rules]) => {
    const inOrder = [...rules].sort((one, other) => one.rule.line - other.rule.line);
    return sayWrite(boundary, write, inOrder, teller).map((sentence) => ({ write, ...sentence }));
  });
  const excluded = sayExcluded(boundary.approve);
  return excluded ? [...sentences, { write: '*', text: excluded, rules: ['approve'] }] : sentences;
}

type Said = Omit<Sentence, 'write'>;

function sayWrite(boundary: Boundary, write: string, rules: CompiledRule[], teller: Teller): Said[] {
  const verb = verbOf(write, teller.vocabulary);
  const of = (effect: Effect): CompiledRule[] => rules.filter(({ rule }) => rule.effect === effect);
  const steps = compiledOf(boundary).steps.filter(
    ({ step }) => step.on === undefined || speaksOf(step.on, write),
  );
  const chain = sayChain(steps, teller);
  const allows = of('allow');
  const approved = sayApproved(chain, allows, of('approve'), teller);
  return [
    ...(allows.length > 0 ? [sayAllowed(verb, write, allows, teller)] : []),
    ...approved,
    ...of('human').map((each) => sayRule(each, 'a person always does it', 'a person always does it', teller)),
    ...of('deny').map((each) => sayRule(each, 'it is never done', 'it is never done', teller)),
    sayOtherwise(
      boundary,
      verb,
      approved.length > 0 && steps.length > 1 ? 'the same people approve' : chain,
      rules,
    ),
  ];
}

/** "When the kind is “chargeback”, a person always does it: the payment provider decides chargebacks." */
function sayRule({ rule, tree }: CompiledRule, then: string, always: string, teller: Teller): Said {
  const because = rule.because ? `: ${rule.because.replace(/\.$/, '')}` : '';
  const brake = sayBrake(rule.brake);
  const text = tree
    ? `When ${clause(tree, teller)}, ${then}${brake}${because}.`
    : `${upperFirst(always)}${brake}${because}.`;
  return { text, rules: [rule.id] };
}

function sayOtherwise(boundary: Boundary, verb: string, chain: string, rules: CompiledRule[]): Said {
  const subject = rules.length > 0 ? 'Anything else' : `To ${verb}`;
  const text = {
    approve: rules.length > 0 ? `In any other case ${chain}.` : `Before Remit may ${verb}, ${chain}.`,
    human: rules.length > 0 ? `${subject} is done by a person.` : `Only a person may ${verb}.`,
    deny: rules.length > 0 ? `${subject} is never done.` : `Remit may never ${verb}.`,
  }[boundary.otherwise];
  return { text, rules: ['otherwise'] };
}

/** What the write does, as a verb: its label, else its name without the system. */
function verbOf(write: string, vocabulary: Vocabulary | undefined): string {
  const label = vocabulary?.writes[write]?.label;
  return label ? lowerFirst(label) : plain(write.slice(write.indexOf('.') + 1));
}
