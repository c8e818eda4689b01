import type { Rollout } from '../authority/schema.ts';
import type { Budgets } from '../boundary/schema.ts';
import type { Usual } from '../evidence/schema.ts';
import type { Placed, Standing } from '../learning/standing/schema.ts';
import type { BudgetScopes, Log } from '../log/schema.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import type { Writer } from './action/schema.ts';
import type { CaseState } from './case/state.ts';
import type { Reader } from './context/schema.ts';
import type { Agent, Rehearsal } from './plan/schema.ts';

/** Everything outside the flow that it needs, handed in by `main.ts` and by tests. */
export interface World {
  log: Log;
  /** The workspace in force; a newer version on disk takes its place only when it loads. */
  workspace(): Workspace;
  systems: Record<string, Reader & Writer>;
  /** Whether systems can be reached, over all processes; absent where nobody watches that. */
  health?: Health;
  /** The agents of a workflow, in the order in which they are asked. */
  agents(workflow: Workflow): Agent[];
  /** The same over a memory that knows nothing yet; absent where nothing of an agent is learned. */
  rehearse?(workflow: Workflow): Rehearsal;
  /** How far a workflow is rolled out, as far as this process knows; an intent makes sure. */
  rollout(workflow: Workflow): Rollout;
  /** What the evidence says of agents, as far as this process has counted the log. */
  standing: Standings;
  /**
   * Hears that an intent was refused, for another boundary is in force than this process has. Absent where nothing
   * looks for it.
   */
  outdated?(): void;
  /** What a write has used of its budgets up to now. */
  used(scope: BudgetScopes): Promise<Budgets>;
  /** Names of the switches that are thrown now, drills left out. */
  switches(): Promise<string[]>;
  /** The workflow's own history that an action is held against; null where nothing is watched. */
  usual(workflow: Workflow): Usual | null;
  /** What the agents of a workflow have spent today, in minor units. */
  spentToday(workflow: string): Promise<number>;
  /** Who is away now: the id of a person → the id of who stands in. */
  away(): Record<string, string>;
  /**
   * Resolves when a case has moved, or after `ms`; with its state where this process moved it. Absent where nothing
   * listens to the log.
   */
  moved?(caseId: string, ms: number, signal?: AbortSignal): Promise<CaseState | undefined>;
  now(): Date;
  /** The `traceparent` of what is under way; absent or undefined where nothing is traced. */
  trace?(): string | undefined;
  /** A new id, unique and rising with time. */
  id(): string;
  /** Names this worker in leases. */
  worker: string;
  /** How long a case stays with this worker unless it is renewed; `LEASE_MS` but in tests. */
  leaseMs: number;
  /**
   * Takes a case that was just appended with this worker's lease, so that nobody need claim it; `room` is false when all
   * hands are full. `lend` gives a hand to work that has begun already, and holds its lease. Absent where no worker runs
   * in this process.
   */
  adopt?: {
    room(): boolean;
    take(caseId: string, state: CaseState): void;
    lend(caseId: string, work: Promise<CaseState>): void;
  };
}

/** The health of outside systems. */
export interface Health {
  /** Why nothing is sent to a system now; null while it takes calls. */
  down(system: string): Promise<Outage | null>;
  /** A dry read: whether it can be reached, signed in to and asked. */
  probe(system: string): Promise<DryRead>;
}

/** A system that takes no calls. */
export interface Outage {
  since: Date;
  says: string;
  /** It asked for a pause until then. */
  until?: Date;
}

/** What a dry read showed, with what a person can do about it. */
export type DryRead =
  | { ok: true; says: string; warnings?: { says: string; todo?: string }[] }
  | { ok: false; says: string; todo?: string };

/** A plan of an agent as standings know it; `confidence` is what the agent itself claims. */
export interface Claimed {
  agent: { name: string; version: string };
  kind: string;
  play: string;
  confidence: number;
}

/** What agents have earned. Both only look: counting is done from the log, in its order. */
export interface Standings {
  /** Where a plan falls among the lanes of its agent; undefined while nothing of it was counted. */
  place(workflow: Workflow, plan: Claimed, rollout: Rollout): Placed | undefined;
  /** Whether a plan may run by itself as far as evidence goes, as of now, and if not what is missing. */
  of(workflow: Workflow, plan: Claimed & { placed?: Placed | undefined }, rollout: Rollout): Standing;
}

/** How long a case stays with the worker that took it before another may. A live worker renews it. */
export const LEASE_MS = 10_000;
/** Reading one fact may take this long, retries included. */
export const READ_MS = 10_000;
/** All facts of a case together. */
export const CONTEXT_MS = 20_000;
/** Facts read longer ago than this are read again before an action, whatever their own freshness says. */
export const FACTS_FRESH_MS = 60_000;
/** One sending of a write. */
export const WRITE_MS = 15_000;
/** A ruling's leave to act lapses after this long; the plan is ruled again then. */
export const RULED_CLEARANCE_MS = 5 * 60_000;
/** A person's leave to act lapses after this long. */
export const REVIEWED_CLEARANCE_MS = 60 * 60_000;
/** How long a claimed review stays with the person who took it. */
export const CLAIM_MS = 5 * 60_000;
/** Tries at a system that is down, each later than the one before, until a person is asked. */
export const TRIES_MAX = 6;
/** Steps that one call of `advance` takes at most: a case that needs more is broken. */
export const STEPS_MAX = 64;

/** When to try again after `tries` failures: 1, 4, 16 … seconds, at most five minutes. */
export function retryAt(now: Date, tries: number): Date {
  return new Date(now.getTime() + Math.min(300_000, 1_000 * 4 ** tries));
}

/** The stream of a case. */
export function streamOf(caseId: string): string {
  return `case/${caseId}`;
}
