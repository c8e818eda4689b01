import { compile } from './cel/compile.ts';
import type { Evaluate } from './cel/run.ts';
import { walk, type Node } from './cel/tree.ts';
import type { ApprovalStep, Boundary, Rule, Vocabulary } from './schema.ts';
import { speaksOf } from './read/rules.ts';

/** A rule that is ready to be ruled by. Without a condition it is always met. */
export interface CompiledRule {
  rule: Rule;
  tree?: Node;
  met?: Evaluate;
  /** Names of the facts that its condition reads. */
  facts: string[];
}

/** A step of the chain that is ready to be asked for. Without a condition it always applies. */
export interface CompiledStep {
  step: ApprovalStep;
  tree?: Node;
  met?: Evaluate;
  facts: string[];
}

/** What `Boundary.compiled` holds. */
export interface Compiled {
  vocabulary: Vocabulary;
  rules: CompiledRule[];
  /** The chain, in the order of the file. */
  steps: CompiledStep[];
  /** Each write on the map with the rules that speak of it. */
  byWrite: ReadonlyMap<string, CompiledRule[]>;
}

export function compileRule(rule: Rule, tree: Node | undefined, facts: ReadonlySet<string>): CompiledRule {
  if (!tree) return { rule, facts: [] };
  return { rule, tree, met: compile(tree), facts: rootsOf(tree).filter((root) => facts.has(root)) };
}

/** The names that a condition starts paths with: facts, `args`, `budget`. */
export function rootsOf(tree: Node): string[] {
  const roots = new Set<string>();
  walk(tree, (node) => {
    if (node.is === 'path' && !node.local) roots.add(node.root);
  });
  return [...roots].sort();
}

export function compileStep(
  step: ApprovalStep,
  tree: Node | undefined,
  facts: ReadonlySet<string>,
): CompiledStep {
  if (!tree) return { step, facts: [] };
  return { step, tree, met: compile(tree), facts: rootsOf(tree).filter((root) => facts.has(root)) };
}

export function compileAll(vocabulary: Vocabulary, rules: CompiledRule[], steps: CompiledStep[]): Compiled {
  // By id, so that whatever is made from them is the same in whatever order the file has them.
  const byId = [...rules].sort((one, other) => (one.rule.id < other.rule.id ? -1 : 1));
  const byWrite = new Map(
    Object.keys(vocabulary.writes).map((write) => [
      write,
      byId.filter(({ rule }) => speaksOf(rule.on, write)),
    ]),
  );
  return { vocabulary, rules, steps, byWrite };
}

/** The engine's own part of a loaded boundary. */
export function compiledOf(boundary: Boundary): Compiled {
  return boundary.compiled as Compiled;
}
