import { chainDirection, changedParts, limitsReadByChain } from '../compare/index.ts';
import { sayExcluded, sayStep } from '../say/chain.ts';
import type { ApprovalStep, Boundary, Effect, Ruling } from '../schema.ts';

/** Who would be asked for an action instead of whom, each as the statement says it. */
export interface ChainChange {
  direction: 'wider' | 'narrower' | 'other';
  from: string;
  to: string;
}

/** Whether any action could be asked of other people: by the chain itself, or by a limit that one of its steps reads. */
export function chainMayChange(before: Boundary, after: Boundary): boolean {
  const { approve, limits } = changedParts(before, after);
  const read = [before, after].flatMap((each) => [...limitsReadByChain(each)]);
  return approve || read.some((name) => limits.has(name));
}

/** A yes lets through what runs alone, once a stage or a check holds it; but never what a person does or is denied. */
export function goesToPeople(effect: Effect): boolean {
  return effect === 'allow' || effect === 'approve';
}

/** How the steps that are asked for an action differ; undefined where they are the same. */
export function chainChange(was: Ruling, now: Ruling): ChainChange | undefined {
  if (JSON.stringify(was.approve) === JSON.stringify(now.approve)) return undefined;
  const [from, to] = [sayAsked(was.approve), sayAsked(now.approve)];
  const [barred, bars] = [sayBarred(was.approve), sayBarred(now.approve)];
  const direction = chainDirection(was.approve, now.approve);
  // Who may not approve is said only where that is the change.
  return barred === bars
    ? { direction, from, to }
    : { direction, from: `${from} (${barred})`, to: `${to} (${bars})` };
}

function sayAsked(steps: ApprovalStep[]): string {
  return steps.length === 0 ? 'nobody, a person does it' : steps.map(sayStep).join('; then ');
}

function sayBarred(steps: ApprovalStep[]): string {
  const said = sayExcluded(steps)?.replace(/\.$/, '') ?? 'everybody with the role may';
  return said.charAt(0).toLowerCase() + said.slice(1);
}
