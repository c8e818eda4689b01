import type { Cohort } from './counters.ts';
import { hoursOf, meanAndError } from './estimate.ts';
import type { Estimate } from './schema.ts';
import { addMoments, NONE, type Moments } from './tally.ts';

/** Minutes of people's work on decisions of one kind of one workflow, by whose decisions they are. */
export interface KindWork {
  workflow: string;
  kind: string;
  /** Decisions in the roll-out, whether their minutes are known or not. */
  decided: number;
  work: Partial<Record<Cohort, Moments>>;
}

/** A mean of fewer says nothing of how much the next one takes. */
const WORK_MIN = 2;
const MINUTES_PER_HOUR = 60;

/**
 * Hours of people's work that were not needed: Σ nₖ (people's mean − the roll-out's mean) over kinds k, with the
 * variance Σ nₖ² (s²/n + s²/n) of independent means. `nₖ` are the decisions in the roll-out whose minutes are known,
 * so that what nobody measured is not called won. Kinds without people's own minutes are left out.
 */
export function hoursRecaptured(kinds: readonly KindWork[]): Estimate {
  let [minutes, variance, count, of] = [0, 0, 0, 0];
  for (const { decided, work } of kinds) {
    of += decided;
    const agent = work.agent ?? NONE;
    const people = [work.recorded, work.shadow, work.control].reduce<Moments>(
      (sum, each) => addMoments(sum, each ?? NONE),
      NONE,
    );
    if (people.n < WORK_MIN || agent.n < WORK_MIN) continue;
    const [own, theirs] = [meanAndError(agent), meanAndError(people)];
    minutes += agent.n * (theirs.mean - own.mean);
    variance += agent.n ** 2 * (theirs.error ** 2 + own.error ** 2);
    count += agent.n;
  }
  return hoursOf(minutes / MINUTES_PER_HOUR, Math.sqrt(variance) / MINUTES_PER_HOUR, count, of);
}
