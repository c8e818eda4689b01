import type { Stage } from '../../authority/schema.ts';
import type { Facts } from '../../boundary/schema.ts';
import type { Actor } from '../../log/schema.ts';
import type { BodyOf, PrivateOf } from './entries.ts';
import type { Plan, Spent } from '../plan/schema.ts';
import type { AgentsState } from './agents_state.ts';
import type { Observation } from './observations.ts';
import type { Clearance, RuledBody } from '../ruling/schema.ts';
import type { ProposalState } from './proposals.ts';

/** What is known of a case: nothing but `replay` of its entries. */
export interface CaseState extends AgentsState {
  id: string;
  version: number;
  workflow: string;
  workflowVersion: string;
  subject: string;
  title: string;
  recorded: boolean;
  openedAt: Date;
  /** When the work that is under way began: when the case was opened, or opened again. */
  sinceAt: Date;
  changedAt: Date;
  closedAt: Date | null;
  status: 'open' | 'held' | 'acting' | 'unknown' | 'closed';
  outcome: string | null;
  end: BodyOf<'closed'>['end'] | null;
  reworked: boolean;
  messages: Message[];
  /** The `traceparent` of the newest event that came with one. */
  trace?: string;
  /** `source:source_id` of every event that is in this case. */
  eventIds: string[];
  /** The newest event's fields over the older ones: what templates see as `event`. */
  event: Record<string, unknown>;
  facts: Facts | null;
  gatheredAt: Date | null;
  kind: string | null;
  plan: HeldPlan | null;
  ruling: (RuledBody & { at: Date }) | null;
  review: ReviewState | null;
  /** The decision that was made last, and of which review: who comes second is told who was first. */
  lastDecided?: { review: string; by: Actor; decision: string };
  /** Clearances that were made and not yet consumed, by digest of the action. */
  clearances: Clearance[];
  actions: PerformedAction[];
  /** What agents from outside proposed, oldest first. */
  proposals: ProposalState[];
  handled: (BodyOf<'handled'> & Partial<PrivateOf<'handled'>> & { by: Actor; at: Date })[];
  /** How many plans were made so far: names the decision that is under way. */
  round: number;
  /** The switch that holds it, until it is seen to be released. */
  stoppedBy: string | null;
  /** The system that is down and that it waits for, and since when. */
  heldBy: { system: string; since: Date } | null;
  /** Since when nothing but waiting for systems has happened, also where one came back and went again. */
  heldSince: Date | null;
  /** What was planned and decided in each round, oldest first. */
  rounds: Round[];
  /** What decisions have said of agents' plans, oldest first. */
  observations: Observation[];
  /** An outcome that came late (a chargeback) and that nobody has dealt with yet. */
  late: { what: string; key: string | undefined } | null;
  /** What a person found who audited it; null where nobody has. */
  audited: (BodyOf<'audited'> & { by: Actor; at: Date }) | null;
  /** What a second person found who judged, blind, what a first one had decided. */
  seconded: (BodyOf<'seconded'> & { by: Actor; at: Date }) | null;
  /** The newest known-answer check, with its planted plan; answered when somebody has decided on it. */
  check: PlantedCheck | null;
  /** Decisions that broke the written policy of their day, and what a person made of that. */
  precedents: Precedent[];
  /** The newest decision of a person that the memory may learn from. */
  label: Label | null;
  notes: { at: Date; says: string }[];
  /** Not before this time is the next try due. */
  waitUntil: Date | null;
  tries: number;
}

export interface PlantedCheck {
  id: string;
  review: string;
  /** Digest of the true plan, and of the planted one. */
  plan: string;
  digest: string;
  mistake: BodyOf<'check.planted'>['mistake'];
  says: string;
  /** Names of what is wrong: `play`, `inputs.amount`. */
  wrong: string[];
  /** Empty once the personal data of the case was erased: then there is nothing to show any more. */
  play: string;
  reason: string;
  inputs: Record<string, unknown>;
  actions: PrivateOf<'check.planted'>['actions'];
  planned: BodyOf<'check.planted'>['actions'];
  digests: string[];
  ruling: BodyOf<'check.planted'>['ruling'];
  plantedAt: Date;
  answered: (BodyOf<'check.answered'> & { by: Actor; at: Date }) | null;
  /** Version of the entry that changed it last. */
  version: number;
}

export interface Precedent {
  /** Version of the entry that decided. */
  decision: number;
  decidedAt: Date;
  boundary: string;
  rules: string[];
  says: string;
  flaggedAt: Date;
  verdict: 'keep' | 'set_aside' | null;
  judgedBy: Actor | null;
  because: string | null;
  version: number;
}

export interface Label {
  version: number;
  at: Date;
  kind: string;
  play: string;
  inputs: Record<string, unknown>;
}

/** One round of a case: a plan and what became of it. Becomes a row of `decisions`. */
export interface Round {
  /** From 1. */
  round: number;
  /** When the case was opened, or opened again, before this round. */
  sinceAt: Date;
  plannedAt: Date;
  at: Date | null;
  stage: Stage;
  cohort: 'agent' | 'control' | 'recorded';
  kind: string;
  agent: { name: string; version: string };
  planned: string | null;
  /** The kind as planned; `kind` is what a person found it to be. */
  plannedKind: string;
  confidence: number | null;
  /** Inputs as planned, to compare with what the person chose. */
  inputs: Record<string, unknown>;
  decided: string | null;
  how: 'alone' | 'approved' | 'edited' | 'rejected' | 'handled' | 'expired' | null;
  agreed: boolean | null;
  changed: string[];
  /** Names of the inputs that could be compared: those that the person gave. Null: all of them. */
  compared: string[] | null;
  /** The first ruling, and the source of its strictest reason where it held the plan back. */
  effect: 'allow' | 'approve' | 'human' | 'deny' | null;
  heldBy: string | null;
  conflict: boolean;
  failed: boolean;
  /** The step that fell short first: not every one makes the round fail. */
  failedStep: 'context' | 'plan' | 'action' | 'outcome' | null;
  reworked: boolean;
  escalated: 'too_late' | 'person' | 'role' | 'outcome' | null;
  /** When people were first asked. */
  askedAt: Date | null;
  /** When something first went out since `sinceAt`, where it was this round that did it. */
  firstResponseAt: Date | null;
  closedAt: Date | null;
  auditedAt: Date | null;
  /** What a second person, blind, said of the decision. */
  seconded: boolean | null;
  /** Who decided last, by id. */
  decidedBy: string | null;
  handlingMs: number | null;
  editedShare: number | null;
  editedMinor: number | null;
  money: { minor: number; currency: string } | null;
  /** The money of the plan before anybody edited it. */
  plannedMoney: { minor: number; currency: string } | null;
  spent: Spent | null;
  /** Its agent was asked again when it was over: the case went on to another round by itself. */
  continued: boolean;
  /** Version of the entry that changed it last. */
  version: number;
}

export interface Message {
  at: Date;
  from: string;
  text: string;
  event: Record<string, unknown>;
}

export interface HeldPlan extends Plan {
  /** Who changed it last, where a person did: the plan is theirs as well. */
  editedBy?: Actor;
  digest: string;
  digests: string[];
  by: Actor;
  at: Date;
  /** Actions of this plan that were recorded as intended, by key. */
  keys: string[];
}

export interface ReviewState {
  id: string;
  plan: string;
  effect: 'approve' | 'human' | 'deny';
  role: string | null;
  says: string;
  status: 'open' | 'claimed' | 'snoozed' | 'decided' | 'expired';
  askedAt: Date;
  expiresAt: Date | null;
  claimedBy: Actor | null;
  claimedUntil: Date | null;
  snoozedUntil: Date | null;
  decidedBy: Actor | null;
  decision: string | null;
  /** The step of the chain that is asked, from 0, and how many there are. */
  step: number;
  steps: number;
  /** Who has said yes so far, to which step, and for whom where they stood in for somebody. */
  approvals: { review: string; step: number; by: Actor; at: Date; for?: string | undefined }[];
  /** The step's own people did not decide in time: somebody of `role` does, alone. */
  escalated: boolean;
  /** A person made the plan of work that is people's: a yes covers that as well. */
  covers: 'human' | null;
  sealed: boolean;
  runs: boolean;
  remindAt: Date | null;
  reminded: boolean;
  /** What the person left as reason; free text stays private. */
  reason?: string | undefined;
}

export interface PerformedAction {
  key: string;
  /** Version of the entry that changed it last. */
  version: number;
  write: string;
  digest: string;
  args: Record<string, unknown>;
  status: 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
  says: string;
  result: unknown;
  intendedAt: Date;
  doneAt: Date | null;
  by: Actor;
  money: { minor: number; currency: string } | null;
  undoes: string | null;
  /** Who planned it, and in which round; round 0 takes something back. */
  agent: string;
  round: number;
}
