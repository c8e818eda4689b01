import type { Environment } from '@marcbachmann/cel-js';
import { checkTree } from './checks.ts';
import { CONDITION_CHARS_MAX, environmentOf } from './environment.ts';
import { syntaxProblem, typeProblem } from './explain.ts';
import type { Names } from './names.ts';
import type { Problem, Purpose } from './problem.ts';
import { resolve, type Resolving } from './resolve.ts';
import { typeOf, type Node } from './tree.ts';

export type Parsed = { ok: true; tree: Node } | { ok: false; problems: Problem[] };

/** A condition's text to a checked tree, or everything that is wrong with it. */
export function parseCondition(text: string, names: Names, purpose: Purpose): Parsed {
  if (text.length > CONDITION_CHARS_MAX) {
    const says = `a condition may have ${CONDITION_CHARS_MAX} characters, this one has ${text.length}`;
    return fail({ span: { start: 0, end: text.length }, says, suggestion: 'split it into several rules' });
  }
  let parsed: ReturnType<Environment['parse']>;
  try {
    parsed = environmentFor(names).parse(text);
  } catch (error) {
    return fail(syntaxProblem(error, text));
  }
  const at: Resolving = { names, purpose, problems: [], locals: new Map(), upright: true };
  const tree = resolve(parsed.ast, at);
  if (!tree || at.problems.length > 0) return { ok: false, problems: at.problems };
  const checked = parsed.check();
  if (!checked.valid) return fail(typeProblem(checked.error, tree));
  if (typeOf(tree) !== 'bool') {
    return fail({
      span: tree.span,
      says: 'expected a condition that is true or false',
      suggestion: 'compare it, as in args.amount > limits.auto_max',
    });
  }
  const problems = checkTree(tree, names);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, tree };
}

// Building the engine's environment costs a millisecond, and all rules of one write share their names.
const environments = new WeakMap<Names, Environment>();

function environmentFor(names: Names): Environment {
  let environment = environments.get(names);
  if (!environment) {
    environment = environmentOf(names);
    environments.set(names, environment);
  }
  return environment;
}

const fail = (problem: Problem): Parsed => ({ ok: false, problems: [problem] });
