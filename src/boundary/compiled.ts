import { compile } from './cel/compile.ts';
import type { Evaluate } from './cel/run.ts';
import { walk, type Node } from './cel/tree.ts';
import type { Boundary, Rule, Vocabulary } from './schema.ts';
import { speaksOf } from './read/rules.ts';

/** A rule that is ready to be ruled by. Without a condition it is always met. */
export interface CompiledRule {
  rule: Rule;
  tree?: Node;
  met?: Evaluate;
  /** Names of the facts that its condition reads. */
  facts: string[];
}

/** What `Boundary.compiled` holds. */
export interface Compiled {
  vocabulary: Vocabulary;
  rules: CompiledRule[];
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

export function compileAll(vocabulary: Vocabulary, rules: CompiledRule[]): Compiled {
  // By id, so that whatever is made from them is the same in whatever order the file has them.
  const byId = [...rules].sort((one, other) => (one.rule.id < other.rule.id ? -1 : 1));
  const byWrite = new Map(
    Object.keys(vocabulary.writes).map((write) => [
      write,
      byId.filter(({ rule }) => speaksOf(rule.on, write)),
    ]),
  );
  return { vocabulary, rules, byWrite };
}

/** The engine's own part of a loaded boundary. */
export function compiledOf(boundary: Boundary): Compiled {
  return boundary.compiled as Compiled;
}
