import { rate } from '../rate.ts';
import { percent } from '../words.ts';
import { isQuick, runThatWarns } from './quick.ts';

/** A catch rate is told from so many checks at most, the newest: people change. */
const CHECKS_KEPT = 50;
/** What is usual for a person is told from so many approvals, those of the run that goes on left out. */
const LOOKS_KEPT = 200;
/** Who may notice so many of the mistakes looks well enough: nothing is discounted. */
export const GOOD_CATCH = 0.9;

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
 * What an agreement of this person with a plan that was on their screen counts for as evidence.
 *
 * Where somebody notices a share c of what is wrong, they agree with a plan that is wrong at rate r with chance
 * 1 − c·r, and to first order that is (1 − r)ᶜ: c of an agreement. For c stands the upper end of the 95 % interval
 * (Wilson) of the catch rate, so that nobody is discounted by bad luck or for want of checks; from 0.9 on it is 1.
 * An approval within a run of quick ones that warns counts nothing. Disagreement is never discounted.
 */
export function attentionFactor(state: AttentionState, by: string | null): Factor {
  const looks = by === null ? undefined : state.people.get(by);
  if (!looks) return { factor: 1, why: 'unmeasured', says: 'Not measured yet, so agreements count in full.' };
  const { checks, run } = looks;
  if (run >= runNeeded(state, by)) {
    const says = `${run} approvals in a row in less than a second each count nothing.`;
    return { factor: 0, why: 'run', says };
  }
  const caught = rate(checks.filter(Boolean).length, checks.length);
  if (!caught)
    return { factor: 1, why: 'unmeasured', says: 'Not measured yet, so agreements count in full.' };
  const noticed = `${caught.count} of ${caught.of} planted mistakes noticed`;
  if (caught.high >= GOOD_CATCH)
    return { factor: 1, why: 'good', says: `${noticed}: agreements count in full.` };
  const part = percent(caught.high);
  const says = `${noticed}, so at most ${part} (95 % interval): an agreement counts ${part}.`;
  return { factor: caught.high, why: 'misses', says };
}

/** How many quick approvals in a row warn for this person, and how many there are now. */
export function runNeeded(state: AttentionState, by: string | null): number {
  const quick = (by === null ? undefined : state.people.get(by)?.quick) ?? [];
  return runThatWarns(quick.filter(Boolean).length, quick.length);
}

/** Whether agreements are discounted now, as a sentence that names nobody; empty where none are. */
export function sayDiscounted(state: AttentionState): string {
  const less = [...state.people.keys()].filter((by) => attentionFactor(state, by).factor < 1).length;
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
