import type { Rate } from '../authority/schema.ts';
import { differenceOfMedians, differenceOfRates, median, type Difference } from './difference.ts';
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

/** Compares the agent's share with the control group, each rate and median with its interval. */
export function cohorts(decided: readonly Decided[]): Cohorts {
  const [agent, control] = [of(decided, 'agent'), of(decided, 'control')];
  const [here, there] = [minutesOf(agent), minutesOf(control)];
  const isEnough = here.length >= COHORT_MIN && there.length >= COHORT_MIN;
  const difference = isEnough ? differenceOfMedians(here, there) : null;
  return {
    agent: evidence(agent, here),
    control: evidence(control, there),
    difference: difference && { minutes: difference.value, low: difference.low, high: difference.high },
    says: difference
      ? `${sayMinutes(difference)} ${sayRework(agent, control)}`
      : `Cannot be said yet: it takes ${COHORT_MIN} closed cases on each side, and there are ${here.length} with the agent and ${there.length} with people.`,
  };
}

function of(decided: readonly Decided[], cohort: Decided['cohort']): Decided[] {
  return decided.filter((each) => each.cohort === cohort);
}

function evidence(rounds: readonly Decided[], minutes: readonly number[]): CohortEvidence {
  const middle = median(minutes);
  const share = (bad: (round: Decided) => boolean) => rate(rounds.filter(bad).length, rounds.length);
  return {
    cases: new Set(rounds.map(({ caseId }) => caseId)).size,
    to_resolution: {
      count: minutes.length,
      minutes: middle?.value ?? null,
      low: middle?.low ?? null,
      high: middle?.high ?? null,
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
