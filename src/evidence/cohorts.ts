import type { Rate } from '../authority/schema.ts';
import { differenceOfMedians, differenceOfRates, median, MEDIAN_MIN, type Difference } from './difference.ts';
import { histogramOf } from './metrics/bins.ts';
import { curveOf, quantile } from './metrics/survival.ts';
import { rate } from './rate.ts';
import type { Decided } from './schema.ts';

/** How one cohort fared. Minutes from the opening of a case to its close; null where there are too few to say. */
export interface CohortEvidence {
  cases: number;
  to_resolution: { count: number; minutes: number | null; low: number | null; high: number | null };
  rework: Rate | null;
  failures: Rate | null;
}

/** The agent's cases beside those that stayed with people by the same hash. */
export interface Cohorts {
  agent: CohortEvidence;
  control: CohortEvidence;
  difference: { minutes: number; low: number; high: number } | null;
  says: string;
}

/** Each side needs so many closed cases before they are compared. */
export const COHORT_MIN = 20;
const MINUTE_MS = 60_000;

/** Minutes for which cases of each side have been open that are not closed yet. */
export interface StillOpen {
  agent: readonly number[];
  control: readonly number[];
}
const NONE: StillOpen = { agent: [], control: [] };

/**
 * Compares the agent's share with the control group, each rate and median with its interval. Cases that are still open
 * count as taking longer than they have been (Kaplan & Meier 1958): to leave them out would make slow work look fast.
 */
export function cohorts(decided: readonly Decided[], open: StillOpen = NONE): Cohorts {
  const [agent, control] = [of(decided, 'agent'), of(decided, 'control')];
  const [here, there] = [minutesOf(agent), minutesOf(control)];
  const isEnough = here.length >= COHORT_MIN && there.length >= COHORT_MIN;
  const waiting = open.agent.length + open.control.length;
  const [one, other] = [middleOf(here, open.agent), middleOf(there, open.control)];
  const difference = !isEnough
    ? null
    : waiting === 0
      ? differenceOfMedians(here, there)
      : differenceOf(one, other);
  return {
    agent: evidence(agent, here, one),
    control: evidence(control, there, other),
    difference: difference && { minutes: difference.value, low: difference.low, high: difference.high },
    says: difference
      ? `${sayMinutes(difference)}${sayOpen(open)} ${sayRework(agent, control)}`
      : isEnough
        ? `Cannot be said yet: too many cases are still open.${sayOpen(open)}`
        : `Cannot be said yet: it takes ${COHORT_MIN} closed cases on each side, and there are ${here.length} with the agent and ${there.length} with people.`,
  };
}

function of(decided: readonly Decided[], cohort: Decided['cohort']): Decided[] {
  return decided.filter((each) => each.cohort === cohort);
}

type Middle = ReturnType<typeof quantile>;

/** The median, in minutes; its ends are null where too many are still open to say. */
function middleOf(minutes: readonly number[], open: readonly number[]): Middle {
  if (open.length === 0) return median(minutes) ?? { value: null, low: null, high: null };
  const [ended, ages] = [minutes, open].map((each) => histogramOf(each.map((one) => one * MINUTE_MS)));
  const { value, low, high } = quantile(curveOf(ended ?? [], ages ?? []), 1 / 2);
  const told = (ms: number | null) => (ms === null || minutes.length < MEDIAN_MIN ? null : ms / MINUTE_MS);
  return { value: told(value), low: told(low), high: told(high) };
}

/** From the intervals of both medians (Zou & Donner 2008); null where one of them has no end yet. */
function differenceOf(one: Middle, other: Middle): Difference | null {
  const ends = [one.value, one.low, one.high, other.value, other.low, other.high];
  if (ends.includes(null)) return null;
  const [value, low, high, usual, from, to] = ends as [number, number, number, number, number, number];
  return {
    value: value - usual,
    low: value - usual - Math.hypot(value - low, to - usual),
    high: value - usual + Math.hypot(high - value, usual - from),
  };
}

function sayOpen({ agent, control }: StillOpen): string {
  if (agent.length + control.length === 0) return '';
  return ` Still open, counted as taking longer: ${agent.length} with the agent, ${control.length} with people.`;
}

function evidence(rounds: readonly Decided[], minutes: readonly number[], middle: Middle): CohortEvidence {
  const share = (bad: (round: Decided) => boolean) => rate(rounds.filter(bad).length, rounds.length);
  return {
    cases: new Set(rounds.map(({ caseId }) => caseId)).size,
    to_resolution: {
      count: minutes.length,
      minutes: middle.value,
      low: middle.low,
      high: middle.high,
    },
    rework: share(({ reworked }) => reworked),
    failures: share(({ failed }) => failed),
  };
}

/** From the opening of each case to its last close. */
function minutesOf(rounds: readonly Decided[]): number[] {
  const byCase = new Map<string, number>();
  for (const { caseId, openedAt, closedAt } of rounds)
    if (closedAt) byCase.set(caseId, (closedAt.getTime() - openedAt.getTime()) / MINUTE_MS);
  return [...byCase.values()];
}

function sayMinutes({ value, low, high }: Difference): string {
  if (low <= 0 && high >= 0) return 'How long cases take does not differ by more than chance.';
  const [near, far] = [Math.abs(low), Math.abs(high)].toSorted((one, other) => one - other);
  const by = `${show(Math.abs(value))} minutes ${value < 0 ? 'sooner' : 'later'}`;
  return `Cases with the agent are closed ${by} than those of people (${show(near ?? 0)} to ${show(far ?? 0)}, at 95 %).`;
}

function sayRework(agent: readonly Decided[], control: readonly Decided[]): string {
  const back = (rounds: readonly Decided[]) => ({
    count: rounds.filter(({ reworked }) => reworked).length,
    of: rounds.length,
  });
  const difference = differenceOfRates(back(agent), back(control));
  if (!difference || (difference.low <= 0 && difference.high >= 0))
    return 'No difference in rework can be told.';
  return difference.value < 0 ? 'Fewer of them come back.' : 'More of them come back.';
}

function show(minutes: number): string {
  return minutes >= 10 ? String(Math.round(minutes)) : String(Number(minutes.toFixed(1)));
}
