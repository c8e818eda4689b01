import type { Effect } from '../../boundary/schema.ts';
import { after, type WorkingTime } from '../../people/hours.ts';
import type { RuledBody } from '../ruling/schema.ts';
import type { z } from 'zod';
import type { Asked, Yes } from './schema.ts';

type AskedBody = z.output<typeof Asked.body>;
type Ruled = Omit<RuledBody, 'clearances'>;

/** When it is, and when people work: deadlines are counted from it. */
export interface Clock extends WorkingTime {
  now: Date;
}

/** What is carried from one step of a chain to the next. */
export interface Carried {
  approved?: Yes[];
  covers?: 'human';
}

/** Puts a held plan before people: who must decide first, why, and until when. */
export function ask(review: string, ruled: Ruled, says: string, clock: Clock): AskedBody {
  if (ruled.effect === 'approve' && ruled.approve.length > 0)
    return askStep(review, ruled, { step: 0, says }, clock);
  return { ...askPerson(review, ruled.plan, ruled.effect, says), ...sealOf(ruled) };
}

/** Asks one step of the chain (from 0). Throws where the chain has no such step: nobody would ever be asked. */
export function askStep(
  review: string,
  ruled: Ruled,
  { step: index, says, approved = [], covers }: Carried & { step: number; says: string },
  clock: Clock,
): AskedBody {
  const step = ruled.approve[index];
  if (!step) throw new Error(`a chain of ${ruled.approve.length} steps has no step ${index}`);
  const until = (ms: number | undefined) =>
    ms === undefined ? null : after(clock.now, ms, step.hours, clock).toISOString();
  const remind = until(step.remindMs);
  return {
    review,
    plan: ruled.plan,
    effect: 'approve',
    role: step.role,
    says,
    expires_at: until(step.withinMs),
    step: index,
    steps: ruled.approve.length,
    ...(remind !== null && { remind_at: remind }),
    ...(approved.length > 0 && { approved }),
    ...(covers && { covers }),
    ...sealOf(ruled),
  };
}

/** What of a review that nobody decided in time tells who is asked next. */
export interface Lapsed extends Carried {
  role: string | null;
  effect: Effect;
  step: number;
  escalated: boolean;
}

/** Nobody decided in time: the next of the chain is asked, or a person must take it. Expiry means not done. */
export function askNext(review: string, ruled: Ruled, lapsed: Lapsed): AskedBody {
  const step = lapsed.effect === 'approve' ? ruled.approve[lapsed.step] : undefined;
  const who = lapsed.role === null ? 'Nobody' : `Nobody with the role ${lapsed.role}`;
  if (!step?.then || lapsed.escalated)
    return {
      ...askPerson(review, ruled.plan, 'human', `${who} decided in time. Nothing was done.`),
      ...sealOf(ruled),
    };
  // Of this step's own people none is left whose yes would count: one of those who are asked now decides.
  const approved = (lapsed.approved ?? []).filter((yes) => yes.step < lapsed.step);
  return {
    review,
    plan: ruled.plan,
    effect: 'approve',
    role: step.then,
    says: `${who} decided in time, so the role ${step.then} is asked. Nothing was done.`,
    expires_at: null,
    step: lapsed.step,
    steps: ruled.approve.length,
    escalated: true,
    ...(approved.length > 0 && { approved }),
    ...(lapsed.covers && { covers: lapsed.covers }),
    ...sealOf(ruled),
  };
}

/** Asks a person to do the work, or to find out what is the matter. */
export function askPerson(review: string, plan: string, effect: Effect, says: string): AskedBody {
  return { review, plan, effect: effect === 'deny' ? 'deny' : 'human', role: null, says, expires_at: null };
}

/**
 * Whether a plan stays hidden until a person has decided by themselves, and whether anything may be run from its
 * review: in the stages `record` and `shadow` people do the work, and so they do outside the slice of kinds.
 */
export function sealOf({ rollout, reasons }: Pick<Ruled, 'rollout' | 'reasons'>): {
  sealed?: true;
  runs?: false;
} {
  if (!rollout) return {};
  const { stage, cohort } = rollout;
  const outside = reasons.some(({ source, rule }) => source === 'stage' && rule === 'slice');
  return {
    ...(((stage === 'shadow' && cohort === 'agent') || outside) && { sealed: true as const }),
    ...((stage === 'record' || stage === 'shadow') && { runs: false as const }),
  };
}
