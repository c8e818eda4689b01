import { restoreAttention, saveAttention, type AttentionState } from '../../evidence/attention/fold.ts';
import { DRAWS_PER_PERCENT, drawOf } from '../../flow/case/draw.ts';
import {
  closeFor,
  notePlaced,
  observe,
  place,
  restore,
  save,
  type StandingState,
} from '../../learning/standing/index.ts';
import type { Placed } from '../../learning/standing/schema.ts';
import { grantHolds, groupOf } from '../../learning/standing/state.ts';

/** A case that was drawn and that nobody has audited after so long counts as a deviation: missing audits never flatter. */
export const AUDITED_WITHIN_MS = 14 * 86_400_000;

const PERCENT = 100;

/** What was counted of one version of one agent in one workflow: a fold over the log, and nothing else. */
export interface Tally {
  workflow: string;
  agent: string;
  version: string;
  /** What it is counted with; another basis is counted anew. */
  basis: string;
  /** A digest of what the agent's file says; null where it has none. */
  of: string | null;
  standing: StandingState;
  /** Plans that may run by themselves and were drawn for an audit, by case, until something is known of them. */
  drawn: Map<string, Drawn>;
  /** How people look, as far as the log was counted: what their agreements count for. */
  attention: AttentionState;
  /** Decisions that come from running it again over logged cases, and drawn cases that nobody audited in time. */
  backRun: number;
  overdue: number;
  /** Version of the newest change of policy that was counted; 0: there was none. */
  policy: number;
  /** Kinds (null: all) whose grant a change of policy suspends until the files are published again. */
  suspended: { kinds: string[] | null } | null;
  /** Files in force that are not those beside the grant, by digest: changed in the console, and not pulled yet. */
  ahead: Record<string, string>;
}

/** `ranAt`: when the case closed without anybody having decided. */
export interface Drawn {
  placed: Placed;
  kind: string;
  play: string;
  ranAt: string | null;
}

/** What a decision says of a plan that was placed. */
export interface Seen {
  case: string;
  kind: string;
  play: string;
  agreed: boolean;
  source: 'seen' | 'blind' | 'audit' | 'rework';
  placed: Placed;
  at: string;
  /** What an agreement of this person counts for, 0–1; 1 where they look. */
  attention: number;
}

/**
 * Where a plan falls that was placed while another risk was borne: among the lanes as they are, by what the agent had
 * claimed and what is known by now. That is before anybody's decision on it is counted, so nothing is foreseen. Whether
 * it was seen for certain stays as it was.
 */
export function placedAnew(tally: Tally, placed: Placed, plan: { kind: string; play: string }): Placed {
  const { risk } = tally.standing;
  if (placed.risk === undefined || placed.risk === risk) return placed;
  const now = place(tally.standing, { ...plan, confidence: placed.claimed ?? placed.confidence });
  // What was placed before a change of policy stays there.
  if (now.group !== placed.group) return placed;
  const { gate_open } = placed;
  return { ...placed, ...now, gate_open, risk, ...(placed.vetoed && { vetoed: true }) };
}

/** A plan was made: its score is remembered, and whether it was drawn for an audit should it run by itself. */
export function countPlanned(
  tally: Tally,
  caseId: string,
  plan: { kind: string; play: string; placed: Placed },
  isHeld: boolean,
): void {
  const { kind, play, placed } = plan;
  notePlaced(tally.standing, placed, { kind, play });
  if (isHeld && placed.gate_open && isDrawn(caseId, placed))
    tally.drawn.set(caseId, { placed, kind, play, ranAt: null });
}

/** A case closed; where nobody had decided on it, it ran by itself. */
export function countClosed(tally: Tally, caseId: string, at: string): void {
  const drawn = tally.drawn.get(caseId);
  if (drawn && drawn.ranAt === null) tally.drawn.set(caseId, { ...drawn, ranAt: at });
}

/** Takes in what a decision says of a plan. What nobody could have seen for certain weighs as LEARNING's gate asks. */
export function countSeen(tally: Tally, seen: Seen): void {
  const { kind, play, agreed, placed, at } = seen;
  chargeOverdue(tally, at, seen.case);
  const weight = weightOf(tally, seen);
  tally.drawn.delete(seen.case);
  if (weight === 0) return;
  const attention = agreed && seen.source === 'seen' ? seen.attention : 1;
  const counted = { kind, play, deviated: !agreed, weight: weight * attention, attention, at };
  observe(tally.standing, placed, counted);
}

/** The same of a plan that was made now for a logged case: placed and decided at once. */
export function countAgain(
  tally: Tally,
  again: { kind: string; play: string; confidence: number; agreed: boolean; at: string },
  held: { seenForCertain: boolean; audits: number },
): void {
  const { kind, play, confidence, agreed, at } = again;
  chargeOverdue(tally, at, null);
  const made = place(tally.standing, { kind, play, confidence });
  const placed = { ...made, gate_open: !held.seenForCertain && gateOpen(tally, kind) };
  notePlaced(tally.standing, placed, { kind, play });
  tally.backRun += 1;
  const weight = placed.gate_open ? held.audits / PERCENT : 1;
  if (weight > 0) observe(tally.standing, placed, { kind, play, deviated: !agreed, weight, at });
}

/** A person said that the policy has changed: lanes of these kinds begin anew, and a grant for them is suspended. */
export function countPolicy(tally: Tally, version: number, kinds: string[] | null, at: string): void {
  closeFor(tally.standing, kinds, at);
  tally.policy = version;
  const before = tally.suspended;
  const all = kinds === null || (before !== null && before.kinds === null);
  tally.suspended = { kinds: all ? null : [...new Set([...(before?.kinds ?? []), ...kinds])].sort() };
}

/** Whether what was granted is not what is in force: a table, or what its plays begin with, was changed since. */
export function isGrantedOther({ ahead }: Tally): boolean {
  return Object.keys(ahead).length > 0;
}

/** Whether anything of the kind may run by itself by evidence or grant, so that it is seen only where it is audited. */
export function gateOpen(tally: Tally, kind: string): boolean {
  const { gate } = groupOf(tally.standing, kind);
  return (
    gate.lanes.some(({ open }) => open) ||
    (grantHolds(tally.standing) && !isGrantedOther(tally) && !isSuspended(tally, kind))
  );
}

export function isSuspended({ suspended }: Tally, kind: string): boolean {
  return suspended !== null && (suspended.kinds?.includes(kind) ?? true);
}

/**
 * 1 while everything is decided by people. Once something may run by itself, 1 for what was drawn and audited, or came
 * back before that; the share of audits for what a person decided anyway; nothing for what nobody was to look at.
 */
function weightOf(tally: Tally, { source, placed, case: caseId }: Seen): number {
  if (source === 'audit' || source === 'rework') {
    // One that was charged as overdue, or was never to be audited, counts no second time.
    return tally.drawn.has(caseId) ? 1 : 0;
  }
  return placed.gate_open ? (placed.audits ?? 0) / PERCENT : 1;
}

function chargeOverdue(tally: Tally, at: string, besides: string | null): void {
  const before = Date.parse(at) - AUDITED_WITHIN_MS;
  for (const [caseId, { placed, kind, play, ranAt }] of tally.drawn) {
    if (ranAt === null || caseId === besides || Date.parse(ranAt) > before) continue;
    tally.drawn.delete(caseId);
    tally.overdue += 1;
    observe(tally.standing, placed, { kind, play, deviated: true, weight: 1, at });
  }
}

function isDrawn(caseId: string, { audits = 0 }: Placed): boolean {
  return drawOf(caseId) < Math.round(audits * DRAWS_PER_PERCENT);
}

/** The whole tally as text: equal tallies give equal texts. */
export function saveTally(tally: Tally): string {
  const { standing, drawn, attention, ...rest } = tally;
  const looks = saveAttention(attention);
  return JSON.stringify({ ...rest, drawn: [...drawn], attention: looks, standing: save(standing) });
}

/** The tally as it was saved. Throws an `AppError` where the text is of another version. */
export function restoreTally(text: string): Tally {
  const { standing, drawn, attention, ...rest } = JSON.parse(text) as Omit<
    Tally,
    'standing' | 'drawn' | 'attention'
  > & { standing: string; drawn: [string, Drawn][]; attention: string };
  return {
    ...rest,
    standing: restore(standing),
    drawn: new Map(drawn),
    attention: restoreAttention(attention),
  };
}
