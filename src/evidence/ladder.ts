import { STAGES, type EvidenceAtChange, type Rate, type RolloutForm } from '../authority/schema.ts';
import type { LadderStep } from '../workspace/rollout.ts';
import { upperBoundEver } from './anytime.ts';
import type { Decided } from './schema.ts';
import { evidenceAt } from './summary.ts';
import { counted, percent, sayRate } from './words.ts';

/** One step of the ladder: taken, next or later, with each condition as a sentence and whether it holds now. */
export interface Rung {
  to: RolloutForm;
  state: 'taken' | 'next' | 'later';
  conditions: { says: string; holds: boolean }[];
}

const DAY_MS = 24 * 3_600_000;
/** After a fall by itself a step is proposed only after so many decisions: whoever fell does not get up unlooked at. */
export const FALLEN_DECISIONS = 20;

/**
 * The ladder of a workflow as it stands. A step's conditions are about what happened since the last change of stage
 * (`since`; null: since the first decision; `fell`: that change was a step-down). Rates are held by a 95 % upper bound
 * that may be looked at after every decision: few cases never pass for good ones, nor does the luckiest moment of many.
 */
export function ladder(
  steps: readonly LadderStep[],
  rollout: RolloutForm,
  decided: readonly Decided[],
  { now, since, fell }: { now: Date; since: Date | null; fell: boolean },
): Rung[] {
  const next = steps.findLastIndex((step) => reaches(rollout, formOf(step))) + 1;
  const evidence = evidenceAt(decided, rollout.stage);
  const from = since ?? decided[0]?.plannedAt ?? now;
  const days = (now.getTime() - from.getTime()) / DAY_MS;
  return steps.map((step, index) => {
    const to = formOf(step);
    if (index < next) return { to, state: 'taken', conditions: [] };
    const isNext = index === next;
    const conditions = conditionsOf(
      fell && isNext ? { ...step, decisions: Math.max(step.decisions, FALLEN_DECISIONS) } : step,
      isNext ? { evidence, days } : null,
    );
    return { to, state: isNext ? 'next' : 'later', conditions };
  });
}

/** The step to propose: the next one, where all of its conditions hold. */
export function proposable(rungs: readonly Rung[]): RolloutForm | null {
  const next = rungs.find(({ state }) => state === 'next');
  return next?.conditions.every(({ holds }) => holds) ? next.to : null;
}

/** Whether a roll-out is as wide as a step, or wider. */
function reaches(rollout: RolloutForm, step: RolloutForm): boolean {
  const [here, there] = [STAGES.indexOf(rollout.stage), STAGES.indexOf(step.stage)];
  if (here !== there) return here > there;
  const { kinds } = rollout;
  return (
    rollout.share >= step.share &&
    (kinds === null || (step.kinds?.every((kind) => kinds.includes(kind)) ?? false))
  );
}

function formOf({ stage, share, kinds }: LadderStep): RolloutForm {
  return { stage, share, kinds };
}

interface Known {
  evidence: EvidenceAtChange;
  days: number;
}

/** Each condition; of a later step (`known` is null) only what it asks for. */
function conditionsOf(step: LadderStep, known: Known | null): Rung['conditions'] {
  const { evidence, days } = known ?? {};
  const conditions: Rung['conditions'] = [];
  const ask = (asked: string, so: string, holds: boolean) =>
    conditions.push({ says: known ? `${asked}: ${so}.` : `${asked}.`, holds: known !== null && holds });
  if (step.decisions > 0) {
    const decisions = evidence?.decisions ?? 0;
    ask(
      `At least ${counted(step.decisions, 'decision')} since the last change of stage`,
      `${decisions} so far`,
      decisions >= step.decisions,
    );
  }
  if (step.days > 0) {
    const passed = Math.floor(days ?? 0);
    ask(`At least ${counted(step.days, 'day')} at this stage`, `${passed} so far`, (days ?? 0) >= step.days);
  }
  for (const [name, most, so] of ratesOf(step, evidence)) {
    const bound = so ? upperBoundEver(so.count, so.of) : 1;
    const now = so
      ? `${sayRate(so)}, with 95 % certainty at most ${percent(bound)}`
      : 'nothing that could be compared so far';
    ask(`${name} is at most ${percent(most)}`, now, bound <= most);
  }
  return conditions;
}

function ratesOf(step: LadderStep, evidence?: EvidenceAtChange): [string, number, Rate | null][] {
  const agreed = evidence?.agreement;
  const disagreed = agreed ? { ...agreed, count: agreed.of - agreed.count } : null;
  const all: [string, number | undefined, Rate | null][] = [
    ['Disagreement', step.disagreement, disagreed],
    ['Rework', step.rework, evidence?.rework ?? null],
    ['The rate of failures', step.failures, evidence?.failures ?? null],
    ['The rate of conflicts with the boundary', step.conflicts, evidence?.conflicts ?? null],
  ];
  return all.flatMap(([name, most, so]) =>
    most === undefined ? [] : [[name, most, so] satisfies [string, number, Rate | null]],
  );
}
