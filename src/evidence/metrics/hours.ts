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

/** Whether a kind has enough of people's own minutes, and of the roll-out's, to say what was won. */
export function isCounted({ work }: KindWork): boolean {
  return peoples(work).n >= WORK_MIN && (work.agent ?? NONE).n >= WORK_MIN;
}

function peoples({ recorded = NONE, shadow = NONE, control = NONE }: KindWork['work']): Moments {
  return [shadow, control].reduce(addMoments, recorded);
}

/**
 * Hours of people's work that were not needed: Σ nₖ (people's mean − the roll-out's mean) over kinds k, with the
 * variance Σ nₖ² (s²/n + s²/n) of independent means. `nₖ` are the decisions in the roll-out whose minutes are known,
 * so that what nobody measured is not called won. Kinds without people's own minutes are left out.
 */
export function hoursRecaptured(kinds: readonly KindWork[]): Estimate {
  const of = kinds.reduce((sum, { decided }) => sum + decided, 0);
  let [minutes, variance, count] = [0, 0, 0];
  for (const kind of kinds.filter(isCounted)) {
    const { n } = kind.work.agent ?? NONE;
    const [own, theirs] = [meanAndError(kind.work.agent ?? NONE), meanAndError(peoples(kind.work))];
    minutes += n * (theirs.mean - own.mean);
    variance += n ** 2 * (theirs.error ** 2 + own.error ** 2);
    count += n;
  }
  return hoursOf(minutes / MINUTES_PER_HOUR, Math.sqrt(variance) / MINUTES_PER_HOUR, count, of);
}
