import type { Alarm, Rate } from '../authority/schema.ts';
import type { StepDown } from '../workspace/rollout.ts';
import { rate } from './rate.ts';
import type { Decided } from './schema.ts';
import { alarmShare, BETS, betAgainst, observe, watching, type Bound } from './stepdown.ts';
import { percent, sayRate } from './words.ts';

/** What is watched of a workflow, how it goes, and the alarm where there is one. */
export interface Watched {
  signal: Alarm['signal'];
  label: string;
  bound: number;
  rate: Rate;
  /** The evidence as a share of what raises the alarm: 1 is the alarm. */
  evidence: number;
  says: string;
  alarm: Alarm | null;
}

/** Cases that are named with an alarm. */
export const CASES_MAX = 20;

type Signal = Alarm['signal'];
interface Meaning {
  label: string;
  /** Whether it counts against the workflow; null: it does not bear on it. */
  bad: (decided: Decided) => boolean | null;
  /** What became of the decisions that count: `9 of 34 decisions failed`. */
  became: string;
}

export const SIGNALS: Record<Signal, Meaning> = {
  failures: { label: 'Errors', bad: ({ failed }) => failed, became: 'failed or did not reach their end' },
  rework: { label: 'Rework', bad: ({ reworked }) => reworked, became: 'came back' },
  disagreement: {
    label: 'Disagreement',
    bad: ({ agreed }) => (agreed === null ? null : !agreed),
    became: 'were decided otherwise by people',
  },
  conflicts: {
    label: 'Conflicts with the boundary',
    bad: ({ conflict }) => conflict,
    became: 'were denied by the boundary',
  },
};

/** Rounds that an agent planned and that count for or against it, in the order given; one that lapsed came to nothing. */
export function ofAgent(decided: readonly Decided[]): Decided[] {
  return decided.filter(
    ({ cohort, stage, how }) => cohort === 'agent' && stage !== 'record' && how !== 'expired',
  );
}

/**
 * The sequential tests of a workflow over its decisions since the last change of stage, oldest first. They are made
 * anew each time: a decision whose rework is seen late counts at its own place, which can only bring an alarm forward
 * that the finished history would raise too, so that the false-alarm rate of `stepdown.ts` holds.
 */
export function watch(decided: readonly Decided[], bounds: StepDown): Watched[] {
  const mine = ofAgent(decided).filter(({ stage }) => stage === 'draft' || stage === 'act');
  return (Object.keys(SIGNALS) as Signal[]).flatMap((signal) => {
    const bound = bounds[signal];
    return bound === null ? [] : [watchOne(signal, mine, { rate: bound, per: bounds.per })];
  });
}

interface Seen {
  bad: boolean;
  decided: Decided;
}

function watchOne(signal: Signal, decided: readonly Decided[], bound: Bound): Watched {
  const { bad, label, became } = SIGNALS[signal];
  const seen = decided.flatMap((each): Seen[] => {
    const counts = bad(each);
    return counts === null ? [] : [{ bad: counts, decided: each }];
  });
  let state = watching();
  let highest = 0;
  for (const each of seen) {
    state = observe(state, each.bad, bound);
    highest = Math.max(highest, alarmShare(state, bound));
  }
  const so = state.of === 0 ? 'none so far' : `${sayRate(state)} so far`;
  return {
    signal,
    label,
    bound: bound.rate,
    rate: rate(state.count, state.of) ?? { count: 0, of: 0, low: 0, high: 1 },
    evidence: alarmShare(state, bound),
    says: `At most ${percent(bound.rate)} of decisions that ${became}: ${so}.`,
    alarm: highest >= 1 ? alarmOf(signal, seen, bound) : null,
  };
}

/** What is told with an alarm: the stretch in which the rate had most probably risen, and its cases. */
function alarmOf(signal: Signal, seen: readonly Seen[], bound: Bound): Alarm {
  const stretch = seen.slice(riseOf(seen, bound));
  const against = stretch.filter(({ bad }) => bad);
  const risen = rate(against.length, stretch.length) ?? { count: 0, of: 0, low: 0, high: 1 };
  const cases = [...new Set(against.map(({ decided }) => decided.caseId).toReversed())];
  return {
    signal,
    bound: bound.rate,
    per: bound.per,
    rate: risen,
    cases: cases.slice(0, CASES_MAX),
    says: `${risen.count} of the last ${risen.of} decisions ${SIGNALS[signal].became} (${percent(risen.count / risen.of)}), where ${percent(bound.rate)} are borne.`,
  };
}

/**
 * Where the rate most probably rose: the start of the stretch for which the likelihood ratio of some bet is largest,
 * which is Page's CUSUM estimate (1954) of the point of change.
 */
function riseOf(seen: readonly Seen[], bound: Bound): number {
  let best = { sum: 0, start: 0 };
  for (const times of BETS) {
    let [sum, start] = [0, 0];
    seen.forEach(({ bad }, index) => {
      if (sum <= 0) [sum, start] = [0, index];
      sum += Math.log(betAgainst(times, bad, bound));
      if (sum > best.sum) best = { sum, start };
    });
  }
  return best.start;
}
