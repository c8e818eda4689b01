import { compiledOf } from './compiled.ts';
import type { Boundary } from './schema.ts';

/** Names of the facts that rules on this write read: those must be there and fresh for it to be allowed. */
export function usedFacts(boundary: Boundary, write: string): string[] {
  const rules = compiledOf(boundary).byWrite.get(write) ?? [];
  return [...new Set(rules.flatMap((rule) => rule.facts))].sort();
}
