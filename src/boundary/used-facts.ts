import { compiledOf } from './compiled.ts';
import { speaksOf } from './read/rules.ts';
import type { Boundary } from './schema.ts';

/** Names of the facts that rules and steps on this write read: those must be there and fresh for it to be allowed. */
export function usedFacts(boundary: Boundary, write: string): string[] {
  const { byWrite, steps } = compiledOf(boundary);
  const rules = byWrite.get(write) ?? [];
  const asked = steps.filter(({ step }) => step.on === undefined || speaksOf(step.on, write));
  return [...new Set([...rules, ...asked].flatMap(({ facts }) => facts))].sort();
}
