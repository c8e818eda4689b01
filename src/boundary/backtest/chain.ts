import { Run } from '../cel/run.ts';
import { stepsFor } from '../chain/applies.ts';
import { compiledOf } from '../compiled.ts';
import { chainDirection, changedParts, limitsReadByChain } from '../compare/index.ts';
import { sayExcluded, sayStep } from '../say/chain.ts';
import type { ApprovalStep, Boundary, Effect, RulingInput } from '../schema.ts';
import { RulingScope } from '../scope.ts';

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

/**
 * How the steps that are asked for an action differ, undefined where they are the same. Which steps there are decides,
 * so that each pair of chains is compared and told once, however many cases go through it.
 */
export function chainComparer(
  before: Boundary,
  after: Boundary,
): (inputs: Omit<RulingInput, 'boundary'>) => ChainChange | undefined {
  const known = new Map<string, ChainChange | undefined>();
  return (inputs) => {
    const [was, now] = [stepsOf(before, inputs), stepsOf(after, inputs)];
    const key = [before, after]
      .map(({ approve }, side) => (side ? now : was).map((step) => approve.indexOf(step)).join())
      .join('/');
    if (!known.has(key)) known.set(key, compareChains(was, now));
    return known.get(key);
  };
}

function stepsOf(boundary: Boundary, inputs: Omit<RulingInput, 'boundary'>): ApprovalStep[] {
  const { vocabulary } = compiledOf(boundary);
  const run = new Run(new RulingScope({ ...inputs, boundary }, vocabulary));
  return stepsFor(boundary, inputs.action.write, run);
}

function compareChains(was: ApprovalStep[], now: ApprovalStep[]): ChainChange | undefined {
  if (JSON.stringify(was) === JSON.stringify(now)) return undefined;
  const [from, to] = [sayAsked(was), sayAsked(now)];
  const [barred, bars] = [sayBarred(was), sayBarred(now)];
  const direction = chainDirection(was, now);
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
