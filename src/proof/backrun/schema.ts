import type { Rollout } from '../../authority/schema.ts';
import type { World } from '../../flow/world.ts';
import type { Boundary } from '../../boundary/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';

/** What a back-run needs of the world: it reads, and asks agents. It has no way to perform anything. */
export type BackrunWorld = Pick<
  World,
  'log' | 'workspace' | 'agents' | 'rehearse' | 'rollout' | 'standing' | 'now'
>;

/** Decisions that one run looks at, at most: the newest of the slice. */
export const BACKRUN_CASES_MAX = 20_000;
/** Whoever runs it says so often enough that nobody else takes it up. */
export const BACKRUN_LEASE_MS = 15_000;

/** The text of a decision table that the workflow does not have, and what its file is called. */
export interface TableText {
  text: string;
  file: string;
}

/** What is asked to be run: a form of which everything is known. */
export interface Asked {
  /** With the boundary and the agents that are to be run. */
  workflow: Workflow;
  agent: { name: string; version: string; kind: string };
  rules: TableText | null;
  boundary: Boundary;
  boundarySays: string;
  rollout: Rollout;
  since: Date | null;
  until: Date | null;
  kind: string | null;
  /** A digest of all of it but the end of the slice. */
  basis: string;
}

export type StoredState = 'running' | 'capped' | 'cancelled' | 'failed' | 'done';

/** A row of `backruns`. */
export interface StoredRun {
  id: string;
  basis: string;
  workflow: string;
  agent: string;
  agent_version: string;
  rules: string | null;
  boundary: string;
  boundary_text: string;
  boundary_says: string;
  since: Date | null;
  until: Date;
  kind: string | null;
  rollout: string;
  state: StoredState;
  total: number;
  done: number;
  horizon: string;
  spent_minor: number;
  cap_minor: number;
  asked: number;
  reused: number;
  compared: number;
  agreed: number;
  work_ms: number;
  by: string;
  started_at: Date;
  ended_at: Date | null;
  fault: string | null;
  lease_by: string | null;
  /** Nobody holds it now. */
  is_free: boolean;
}
