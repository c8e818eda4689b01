import type { Rate } from '../../authority/schema.ts';
import { rate, upperBound } from '../rate.ts';
import { moneyByCurrency, type MoneyCompared } from './money.ts';
import { isLeftOut, type LeftOut, type Looked, type Rehearsed } from './schema.ts';

export interface ByName {
  name: string;
  agreed: Rate;
}

/** An agent over logged cases, counted. Every rate has its count and its 95 % interval (Wilson). */
export interface Summary {
  cases: number;
  agreed: Rate | null;
  abstained: Rate | null;
  /** By the kind that people found, the most frequent first. */
  byKind: (ByName & { abstained: number })[];
  /** By the play that the agent planned; an input counts where the person took the same play and gave it. */
  byPlay: (ByName & { arguments: ByName[] })[];
  money: MoneyCompared[];
  hours: { cases: number; measured: number; minutes: number; costed: number; costMinor: number };
  conflicts: { rate: Rate | null; rules: { rule: string; says: string; cases: number }[] };
  alone: {
    rate: Rate | null;
    boundary: Rate | null;
    stage: Rate | null;
    standing: Rate | null;
    /** Of what would have run alone, how often people decided otherwise, and the one-sided 95 % bound. */
    deviated: Rate | null;
    atMost: number | null;
    /** What kept most plans of those that boundary and checks hold back. */
    heldBy: { says: string; cases: number } | null;
  };
  leftOut: Record<LeftOut['leftOut'], number>;
}

/**
 * Compares what an agent would have done with what people decided. `stands` says whether the evidence lets a plan run
 * by itself. Pure, and the same for the same rows whatever way they came about.
 */
export function summarize(looked: readonly Looked[], stands: (row: Rehearsed) => boolean): Summary {
  const rows = looked.filter((one): one is Rehearsed => !isLeftOut(one));
  const compared = rows.filter(({ agreed }) => agreed !== null);
  const planned = rows.filter((row) => row.planned !== null);
  const standing = new Set(planned.filter(stands));
  const alone = planned.filter((row) => runsAlone(row) && standing.has(row));
  const deviated = alone.filter(({ agreed }) => agreed === false).length;
  return {
    cases: rows.length,
    agreed: rate(compared.filter(({ agreed }) => agreed).length, compared.length),
    abstained: rate(rows.length - planned.length, rows.length),
    byKind: byKind(rows),
    byPlay: byPlay(compared),
    money: moneyByCurrency(planned),
    hours: hoursOf(alone),
    conflicts: conflictsOf(planned),
    alone: {
      rate: rate(alone.length, rows.length),
      boundary: rate(planned.filter(({ effect }) => effect === 'allow').length, rows.length),
      stage: rate(planned.filter(({ staged }) => staged).length, rows.length),
      standing: rate(standing.size, rows.length),
      deviated: rate(deviated, alone.length),
      atMost: alone.length === 0 ? null : upperBound(deviated, alone.length),
      heldBy: heldBy(planned),
    },
    leftOut: countLeftOut(looked),
  };
}

/** Boundary, data checks and roll-out would have let it run; whether the evidence does is asked beside it. */
export function runsAlone({ effect, staged }: Rehearsed): boolean {
  return effect === 'allow' && staged;
}

function byKind(rows: readonly Rehearsed[]): Summary['byKind'] {
  return grouped(rows, ({ decided }) => decided.kind).flatMap(([name, ofKind]) => {
    const compared = ofKind.filter(({ agreed }) => agreed !== null);
    const agreed = rate(compared.filter(({ agreed: same }) => same).length, compared.length);
    const abstained = ofKind.length - compared.length;
    return [{ name, agreed: agreed ?? { count: 0, of: 0, low: 0, high: 1 }, abstained }];
  });
}

function byPlay(compared: readonly Rehearsed[]): Summary['byPlay'] {
  return grouped(compared, ({ planned }) => planned?.play ?? '').flatMap(([name, ofPlay]) => {
    const agreed = rate(ofPlay.filter(({ agreed: same }) => same).length, ofPlay.length);
    return agreed ? [{ name, agreed, arguments: byArgument(ofPlay) }] : [];
  });
}

function byArgument(ofPlay: readonly Rehearsed[]): ByName[] {
  const same = ofPlay.filter(({ changed }) => !changed.includes('play'));
  const names = [...new Set(same.flatMap(({ given }) => given))].toSorted();
  return names.flatMap((name) => {
    const comparable = same.filter(({ given }) => given.includes(name));
    const kept = comparable.filter(({ changed }) => !changed.includes(`inputs.${name}`)).length;
    const agreed = rate(kept, comparable.length);
    return agreed ? [{ name, agreed }] : [];
  });
}

function hoursOf(alone: readonly Rehearsed[]): Summary['hours'] {
  const measured = alone.filter(({ minutes }) => minutes !== null);
  const costed = measured.filter(({ workMinor }) => workMinor !== null);
  return {
    cases: alone.length,
    measured: measured.length,
    minutes: measured.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
    costed: costed.length,
    costMinor: costed.reduce((sum, { workMinor }) => sum + (workMinor ?? 0), 0),
  };
}

function conflictsOf(planned: readonly Rehearsed[]): Summary['conflicts'] {
  const broken = planned.filter(({ conflict }) => conflict);
  const rules = grouped(broken, ({ rule }) => rule?.id ?? '').map(([rule, cases]) => ({
    rule,
    says: cases[0]?.rule?.says ?? '',
    cases: cases.length,
  }));
  return { rate: rate(broken.length, planned.length), rules };
}

function heldBy(planned: readonly Rehearsed[]): Summary['alone']['heldBy'] {
  const held = planned.filter(({ effect }) => effect !== 'allow');
  const [most] = grouped(held, ({ rule }) => rule?.says ?? '');
  return most ? { says: most[0], cases: most[1].length } : null;
}

function countLeftOut(looked: readonly Looked[]): Summary['leftOut'] {
  const counts = { erased: 0, set_aside: 0, unknown_play: 0 };
  for (const one of looked) if (isLeftOut(one)) counts[one.leftOut] += 1;
  return counts;
}

/** The most frequent first; of equals, by name. */
function grouped<T>(rows: readonly T[], nameOf: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups].toSorted(
    ([name, one], [other, two]) => two.length - one.length || (name < other ? -1 : 1),
  );
}
