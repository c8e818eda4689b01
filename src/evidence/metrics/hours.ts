import { counted, timeIn, type Histogram } from './bins.ts';
import { hoursOf, meanAndError } from './estimate.ts';
import type { Estimate } from './schema.ts';
import { addHistograms, addMoments, type Moments, type Tally } from './tally.ts';

/** What people took for work of one kind of one workflow, and what it takes them with an agent. */
export interface KindWork {
  workflow: string;
  kind: string;
  /** The roll-out, in the selected time. */
  own: Tally;
  /** The control group at the same time, and the logging period at any. */
  control: Tally;
  before: Tally;
}

/** A mean of fewer says nothing of how much the next one takes. */
const WORK_MIN = 10;
const MINUTES_PER_HOUR = 60;

/** Whether a kind has enough of people's own minutes, and any of the roll-out's, to say what was won. */
export function isCounted(kind: KindWork): boolean {
  return peoples(kind).work.n >= WORK_MIN && kind.own.sums.work.n > 0;
}

/** The control group where it has enough, for it had the same weeks; else with the logging period. */
function peoples({ control, before }: KindWork): { work: Moments; handling: Histogram } {
  const one = { work: control.sums.work, handling: control.times.handling };
  if (one.work.n >= WORK_MIN) return one;
  return {
    work: addMoments(one.work, before.sums.work),
    handling: addHistograms(one.handling, before.times.handling),
  };
}

/**
 * Hours of people's work that were not needed: Σ nₖ (people's mean − the roll-out's mean) over kinds k, with the variance
 * Σ nₖ² (s²/n + s²/n) of independent means. `nₖ` are the decisions of which the minutes are known: what waits, or was
 * never measured, has won nothing yet. And since what is done first is mostly the easy part, those nₖ of Nₖ are held
 * against the shortest nₖ/Nₖ of people's own work, not against its mean (the trimming bound of Lee 2009, Review of
 * Economic Studies 76): the hours are what was won at the least.
 */
export function hoursRecaptured(kinds: readonly KindWork[]): Estimate {
  const of = kinds.reduce((sum, { own }) => sum + own.counts.begun, 0);
  let [minutes, variance, count] = [0, 0, 0];
  for (const kind of kinds.filter(isCounted)) {
    const { n } = kind.own.sums.work;
    const { work, handling } = peoples(kind);
    const [own, theirs] = [meanAndError(kind.own.sums.work), meanAndError(work)];
    const part = easiest(handling, n / Math.max(n, kind.own.counts.begun));
    minutes += n * (part * theirs.mean - own.mean);
    variance += n ** 2 * ((part * theirs.error) ** 2 + own.error ** 2);
    count += n;
  }
  return hoursOf(minutes / MINUTES_PER_HOUR, Math.sqrt(variance) / MINUTES_PER_HOUR, count, of);
}

/** The mean of the shortest share of times, as a part of the mean of all of them. */
export function easiest(handling: Histogram, share: number): number {
  const all = counted(handling);
  if (all === 0 || share >= 1) return 1;
  let [sum, short, left] = [0, 0, share * all];
  for (const { bin, count } of handling) {
    const taken = Math.min(count, Math.max(0, left));
    sum += count * timeIn(bin, 1 / 2);
    short += taken * timeIn(bin, 1 / 2);
    left -= taken;
  }
  return short / (share * all) / (sum / all);
}
