import { rate } from '../../evidence/rate.ts';
import type { Rate } from '../../authority/schema.ts';
import { counted, listed } from '../../evidence/words.ts';
import { foresee, type Foreseen } from './foresee.ts';
import { judgeKind } from './judge.ts';
import {
  type KindReadiness,
  type PastCase,
  type Readiness,
  type ReadinessLimits,
  type Verdict,
  VERDICTS,
} from './schema.ts';
import { moneyOf, mostly } from './totals.ts';

export type { KindReadiness, PastCase, Readiness, ReadinessLimits, Verdict } from './schema.ts';

/** Two in a hundred may be decided otherwise; more than a hundred (of the currency's units) is dear. */
export const LIMITS: ReadinessLimits = { risk: 0.02, dearMinor: 10_000, locale: 'en' };
/** The newest cases are looked at. */
export const CASES_MAX = 10_000;
/** Of facts that were missing, so many are named. */
const MISSED_MAX = 3;
const WEEK_MS = 7 * 86_400_000;

/** Which kinds of a logged workflow are ready to be handed over, and why or why not. Cases in the order of decision. */
export function readiness(all: readonly PastCase[], limits: Partial<ReadinessLimits> = {}): Readiness {
  const wanted = { ...LIMITS, ...limits };
  const cases = all.slice(-CASES_MAX);
  const foreseen = foresee(cases, wanted.risk);
  const kinds = new Map<string, { cases: PastCase[]; foreseen: Foreseen[] }>();
  cases.forEach((one, n) => {
    const mine = kinds.get(one.kind) ?? { cases: [], foreseen: [] };
    kinds.set(one.kind, mine);
    mine.cases.push(one);
    mine.foreseen.push(foreseen[n]!);
  });
  const until = Math.max(...cases.map(({ at }) => Date.parse(at)));
  const judged = [...kinds].map(([kind, mine]) =>
    readinessOf(kind, mine.cases, mine.foreseen, until, wanted),
  );
  const order = (verdict: Verdict) => VERDICTS.indexOf(verdict);
  judged.sort((a, b) => order(a.verdict) - order(b.verdict) || b.cases - a.cases);
  return { kinds: judged, cases: cases.length, says: sayAll(judged, cases.length) };
}

function readinessOf(
  kind: string,
  cases: readonly PastCase[],
  foreseen: readonly Foreseen[],
  until: number,
  limits: ReadinessLimits,
): KindReadiness {
  const facts = {
    kind,
    cases: cases.length,
    perWeek: perWeek(cases, until),
    mostly: mostly(cases),
    ...foresight(foreseen),
    money: moneyOf(cases),
    moved: shareOf(cases, ({ money }) =>
      money === undefined ? undefined : money !== null && money.minor !== 0,
    ),
    irreversible: shareOf(cases, ({ irreversible }) => irreversible),
    missing: shareOf(cases, ({ missing }) => missing && missing.length > 0),
    missed: missedOf(cases),
    reworked: shareOf(cases, ({ reworked }) => reworked),
  };
  return { ...facts, ...judgeKind(facts, limits) };
}

/** Of the later half: the first half is there to learn from. */
function foresight(foreseen: readonly Foreseen[]): Pick<KindReadiness, 'foreseen' | 'sure'> {
  const known = foreseen.filter((each) => each !== null);
  const late = known.slice(Math.floor(known.length / 2));
  const sure = late.filter((each) => each.sure);
  const reach = rate(sure.length, late.length);
  return {
    foreseen: rate(late.filter(({ right }) => right).length, late.length),
    sure: reach && { reach, deviated: rate(sure.filter(({ right }) => !right).length, sure.length) },
  };
}

/** Among the cases where it is known at all. */
function shareOf(cases: readonly PastCase[], of: (one: PastCase) => boolean | null | undefined): Rate | null {
  const known = cases.map(of).filter((each) => typeof each === 'boolean');
  return rate(known.filter(Boolean).length, known.length);
}

function missedOf(cases: readonly PastCase[]): KindReadiness['missed'] {
  const counts = new Map<string, number>();
  for (const fact of cases.flatMap(({ missing }) => missing ?? []))
    counts.set(fact, (counts.get(fact) ?? 0) + 1);
  return [...counts]
    .map(([fact, count]) => ({ fact, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MISSED_MAX);
}

function perWeek(cases: readonly PastCase[], until: number): number | null {
  const first = Math.min(...cases.map(({ at }) => Date.parse(at)));
  const weeks = (until - first) / WEEK_MS;
  return weeks >= 1 / 7 ? cases.length / weeks : null;
}

const NAMES: Record<Verdict, string> = {
  ready: 'ready',
  nearly: 'nearly ready',
  not_yet: 'not ready yet',
  too_few: 'too rare to say',
};

function sayAll(kinds: readonly KindReadiness[], cases: number): string {
  if (cases === 0) return 'There are no decided cases yet.';
  const parts = VERDICTS.flatMap((verdict) => {
    const count = kinds.filter((kind) => kind.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${NAMES[verdict]}`];
  });
  return `${counted(cases, 'case')} of ${counted(kinds.length, 'kind')}: ${listed(parts)}.`;
}
