import { easiest } from '../metrics/hours.ts';
import { addHistograms } from '../metrics/tally.ts';
import type { Histogram } from '../metrics/bins.ts';
import { meanOf, meanWithInterval, MEAN_MIN, spreadOver, studentT, type Sums, type Sure } from './counts.ts';
import type { Counts, GroupCounts, Who } from './measure.ts';

export interface PeoplesMinutes extends Sure {
  count: number;
  says: string;
  who: Who;
  all: Histogram;
}

/**
 * What people need for a case without the agent, if their kinds were mixed as the agent's are (direct standardisation):
 * of the control group where it is large enough, else of the logging period. Kinds of which fewer than ten are known
 * are left out; where no kind has ten, it is the plain mean. Null for too few.
 */
export function peoplesMinutes({
  agent,
  control,
  baseline,
}: Pick<Counts, 'agent' | 'control' | 'baseline'>): PeoplesMinutes | null {
  const chosen = larger(control, baseline, ({ handling }) => handling.count);
  if (!chosen) return null;
  const { group, says, who } = chosen;
  const all = group.kinds.reduce<Histogram>((sum, { minutes }) => addHistograms(sum, minutes), []);
  const alike = mixedAs(agent, group);
  const made = alike ?? meanWithInterval(group.handling);
  if (!made) return null;
  const how = alike ? ', kind for kind,' : '';
  return {
    ...made,
    count: group.handling.count,
    says: `The mean of ${group.handling.count} cases${how} ${says}.`,
    who,
    all,
  };
}

function mixedAs(agent: GroupCounts, people: GroupCounts): Sure | null {
  const decided = new Map(agent.kinds.map((one) => [one.kind, one.decided]));
  const parts = people.kinds.flatMap(({ kind, known }) => {
    const [weight, mean] = [decided.get(kind) ?? 0, meanOf(known)];
    return mean && weight > 0 ? [{ weight, ...mean }] : [];
  });
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (parts.length < 2) return null;
  let [value, variance, spread] = [0, 0, 0];
  for (const { weight, mean, variance: own, count } of parts) {
    const share = weight / all;
    value += share * mean;
    variance += share ** 2 * own;
    spread += (share ** 2 * own) ** 2 / (count - 1);
  }
  // Degrees of freedom of a sum of variances by Satterthwaite (1946).
  const half =
    spread === 0 ? 0 : studentT(Math.max(MEAN_MIN - 1, variance ** 2 / spread)) * Math.sqrt(variance);
  return { value, low: value - half, high: value + half };
}

/**
 * Minutes of work by hand, spread over all decisions. What still waits counts as work by hand, and as the longest part
 * of it: what an agent leaves to people is mostly the hard part, and would else look as if nobody had to do it.
 */
export function stillByHand(
  byHand: { count: number; known: Sums },
  { waiting, all }: { waiting: number; all: number },
  people: PeoplesMinutes | null,
): Sure | null {
  const done = spreadOver(byHand, all);
  if (waiting === 0 || !done) return done;
  if (!people) return spreadOver({ ...byHand, count: byHand.count + waiting }, all);
  const share = waiting / all;
  const rest = 1 - share;
  const longest = rest === 0 ? 1 : (1 - rest * easiest(people.all, rest)) / share;
  const [value, low, high] = [people.value, people.low, people.high].map((one) => share * longest * one);
  const more = { value: value ?? 0, low: low ?? 0, high: high ?? 0 };
  return {
    value: done.value + more.value,
    low: done.value + more.value - Math.hypot(done.value - done.low, more.value - more.low),
    high: done.value + more.value + Math.hypot(done.high - done.value, more.high - more.value),
  };
}

/** The control group where it is large enough, else the logging period; null where neither is. */
export function larger(control: GroupCounts, baseline: GroupCounts, count: (group: GroupCounts) => number) {
  if (count(control) >= MEAN_MIN)
    return { group: control, who: 'control' as const, says: 'in the control group, at the same time' };
  if (count(baseline) >= MEAN_MIN)
    return { group: baseline, who: 'baseline' as const, says: 'in the logging period' };
  return null;
}
