import type { Run } from '../cel/run.ts';
import { compiledOf } from '../compiled.ts';
import { speaksOf } from '../read/rules.ts';
import type { ApprovalStep, Boundary } from '../schema.ts';

/**
 * The steps of the chain that are asked for an action, in the order of the file: those that speak of its write and
 * whose condition is true or unknown.
 */
export function stepsFor(boundary: Boundary, write: string, run: Run): ApprovalStep[] {
  return compiledOf(boundary).steps.flatMap(({ step, met }) => {
    if (step.on !== undefined && !speaksOf(step.on, write)) return [];
    if (!met) return [step];
    run.forget();
    return met(run) === false ? [] : [step];
  });
}

/** The chain of a whole plan: every step that one of its actions asks for, and those that every plan is held by. */
export function chainOf(boundary: Boundary, rulings: { approve: ApprovalStep[] }[]): ApprovalStep[] {
  return boundary.approve.filter(
    (step) =>
      (step.on === undefined && step.when === undefined) ||
      rulings.some(({ approve }) => approve.includes(step)),
  );
}
