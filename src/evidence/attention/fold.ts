import { wilson } from '../rate.ts';
import { percent } from '../words.ts';
import { isQuick, runThatWarns } from './quick.ts';

/** A catch rate is told from so many checks at most, the newest: people change. */
const CHECKS_KEPT = 50;
/** What is usual for a person is told from so many approvals, those of the run that goes on left out. */
const LOOKS_KEPT = 200;
/** Who surely notices so many of the mistakes looks well. */
export const GOOD_CATCH = 0.9;
/** From so many checks on the lower end of the interval is taken; before, as if these had been answered besides. */
const CHECKS_MIN = 10;
const CHECKS_BEFORE = { count: 4, of: 5 };
/** The one-sided normal quantile of 90 %. */
const Z_90 = 1.2815515655446004;

/** What is known of how one person looks, from the log up to a point. */
interface Looks {
  /** Of the newest checks, whether the mistake was noticed; oldest first. */
  checks: boolean[];
  /** Of the newest approvals before the run that goes on, whether they were quick. */
  quick: boolean[];
  /** Quick approvals in a row, up to now. */
  run: number;
}

/** How people look, by id. Fed in the order of the log; the same entries give the same state, bit for bit. */
export interface AttentionState {
  people: Map<string, Looks>;
}

export interface Factor {
  /** What an agreement with a plan on the screen counts for, 0–1. */
  factor: number;
  why: 'good' | 'unmeasured' | 'misses' | 'run';
  says: string;
}

export function newAttention(): AttentionState {
  return { people: new Map() };
}

/** A person decided. `ms`: how long the case was on their screen; null where that is not known. */
export function noteLook(
  state: AttentionState,
  { by, decision, ms }: { by: string | null; decision: string; ms: number | null },
): void {
  if (by === null || ms === null || decision === 'snooze' || decision === 'escalate') return;
  const looks = looksOf(state, by);
  if (decision === 'approve' && isQuick(ms)) {
    looks.run += 1;
    return;
  }
  // What ends a run is a look; the run joins what is usual now.
  const ended = Array.from({ length: Math.min(looks.run, LOOKS_KEPT) }, () => true);
  looks.quick = [...looks.quick, ...ended, ...(decision === 'approve' ? [false] : [])].slice(-LOOKS_KEPT);
  looks.run = 0;
}

/** A person answered a known-answer check. */
export function noteCheck(
  state: AttentionState,
  { by, caught }: { by: string | null; caught: boolean },
): void {
  if (by === null) return;
  const looks = looksOf(state, by);
  looks.checks = [...looks.checks, caught].slice(-CHECKS_KEPT);
}

/**
 * What an agreement of this person with a plan that was on their screen counts for as evidence: the share c of what is
 * wrong that they surely notice. From ten checks on it is the lower end of the one-sided 90 % interval (Wilson), for
 * with the upper end whoever notices half of the mistakes opened lanes falsely in a third of simulated lives. Before
 * that it is the share with five checks more of which four were noticed, so that one check decides nothing. Who was
 * never checked counts in full: that is assumed and not measured. An approval within a run of quick ones that warns
 * counts nothing. Disagreement is never discounted.
 */
export function attentionFactor(state: AttentionState, by: string | null): Factor {
  const looks = by === null ? undefined : state.people.get(by);
  if (!looks) return UNMEASURED;
  const { checks, run } = looks;
  if (run >= runNeeded(state, by)) {
    const says = `${run} approvals in a row in less than a second each count nothing.`;
    return { factor: 0, why: 'run', says };
  }
  if (checks.length === 0) return UNMEASURED;
  const count = checks.filter(Boolean).length;
  const of = checks.length;
  const isFew = of < CHECKS_MIN;
  const factor = isFew
    ? (count + CHECKS_BEFORE.count) / (of + CHECKS_BEFORE.of)
    : wilson(count, of, Z_90).low;
  const noticed = `${count} of ${of} planted ${of === 1 ? 'mistake' : 'mistakes'} noticed`;
  const part = percent(factor);
  const so = isFew ? 'which is few' : `so at least ${part} (90 % sure)`;
  return {
    factor,
    why: factor >= GOOD_CATCH ? 'good' : 'misses',
    says: `${noticed}, ${so}: an agreement counts ${part}.`,
  };
}

const UNMEASURED: Factor = {
  factor: 1,
  why: 'unmeasured',
  says: 'Not measured yet, so agreements count in full.',
};

/**
 * The weight of an agreement in evidence at a risk alpha, of somebody who notices a share c of what is wrong. While as
 * many plans as alpha are wrong, they agree with chance 1 − cα and deviate with cα; the evidence cannot grow then as
 * long as the weight is at most c(1 − α)/(1 − cα).
 */
export function agreementCounts(noticed: number, risk: number): number {
  return (noticed * (1 - risk)) / (1 - noticed * risk);
}

/** How many quick approvals in a row warn for this person, and how many there are now. */
export function runNeeded(state: AttentionState, by: string | null): number {
  const quick = (by === null ? undefined : state.people.get(by)?.quick) ?? [];
  return runThatWarns(quick.filter(Boolean).length, quick.length);
}

/** Whether agreements are discounted by much now, as a sentence that names nobody; empty where none are. */
export function sayDiscounted(state: AttentionState): string {
  const less = [...state.people.keys()].filter((by) => attentionFactor(state, by).factor < GOOD_CATCH).length;
  if (less === 0) return '';
  const whose = less === 1 ? 'one person' : `${less} people`;
  return `Agreements of ${whose} count for less now, because planted mistakes went by or nobody could have read so fast.`;
}

/** As text, the same for the same state whoever made it. */
export function saveAttention(state: AttentionState): string {
  const bits = (list: boolean[]) => list.map((one) => (one ? '1' : '0')).join('');
  const people = [...state.people].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(people.map(([id, { checks, quick, run }]) => [id, bits(checks), bits(quick), run]));
}

export function restoreAttention(text: string): AttentionState {
  const saved = JSON.parse(text) as [string, string, string, number][];
  const bools = (bits: string) => Array.from(bits, (bit) => bit === '1');
  const people = saved.map(([id, checks, quick, run]): [string, Looks] => [
    id,
    { checks: bools(checks), quick: bools(quick), run },
  ]);
  return { people: new Map(people) };
}

function looksOf(state: AttentionState, by: string): Looks {
  const known = state.people.get(by) ?? { checks: [], quick: [], run: 0 };
  state.people.set(by, known);
  return known;
}
