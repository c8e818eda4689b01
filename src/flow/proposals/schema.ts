import { z } from 'zod';
import type { Heard } from './taint.ts';

/**
 * What an agent that Remit does not run asks for: actions with full arguments, or a play of the workflow with its
 * inputs. It becomes the plan of a case and is ruled, reviewed, cleared and performed like any other.
 */
export interface Proposing {
  workflow: string;
  /** Who asks, as its token says, never as it says itself. */
  agent: { name: string; version: string };
  what:
    | { actions: { write: string; args: Record<string, unknown> }[] }
    | { play: string; inputs: Record<string, unknown> };
  /** The case that it is for, where the agent was given one; else the case of the subject, or a new one. */
  case?: string | undefined;
  /** Fields of the event, where the agent's door knows them; else they are made as `gateway:` of the workflow says. */
  fields?: Record<string, unknown> | undefined;
  kind?: string | undefined;
  reason?: string | undefined;
  /** From 0 to 1, as the agent claims; 0.5 where it claims nothing. */
  confidence?: number | undefined;
  /** Names the call for its agent: the same key is the same call. Without one, an identical call is the same call. */
  key?: string | undefined;
  /** The session that it belongs to, and what the agent had read in it. */
  session?: SessionSeen | undefined;
}

/** What a session has read so far: `heard` is what strangers wrote in it. */
export interface SessionSeen {
  id: string;
  looked: Looked[];
  heard: Heard;
}

/** One read of a session. `trust: outside` says that strangers may have written what it returned. */
export const Looked = z.object({ read: z.string(), at: z.string(), trust: z.enum(['trusted', 'outside']) });
export type Looked = z.infer<typeof Looked>;

/** What became of it. `waiting` is the only one that can still change, but for `unknown`, which a person settles. */
export const STATUSES = ['waiting', 'done', 'denied', 'failed', 'unknown', 'cancelled'] as const;
export type ProposalStatus = (typeof STATUSES)[number];

export interface ProposalAnswer {
  /** Names the proposal: `<case>.p<number>`. */
  handle: string;
  case: string;
  status: ProposalStatus;
  /**
   * A sentence for the agent. It holds what the boundary and the machinery say, and nothing that a person wrote:
   * `NOT RUN: waiting for …`, `Done.`, `Denied and not done: …`, `Failed: …`, `Not known: …`.
   */
  says: string;
  /** Why it was held or denied, in the words of the workspace's files. */
  reasons: { rule: string; says: string }[];
  /** What is performed: where a person edited it, what they made of it. */
  actions: ProposedAction[];
  /** A person changed what is performed. */
  edited: boolean;
  /** It was proposed before: this is what became, or becomes, of that. */
  joined: boolean;
  waiting?: { for: string; since: string; until: string | null };
}

export interface ProposedAction {
  write: string;
  args: Record<string, unknown>;
  status: 'not_run' | 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
  result?: unknown;
}

/** Actions that one proposal may hold. */
export const ACTIONS_MAX = 20;
/** The longest that one call of `waitFor` waits. */
export const WAIT_MS_MAX = 25_000;

/** An agent proposed something in this case. Arguments may name people, so they are private. */
export const Proposed = {
  body: z.object({
    /** `<case>.p<number>`. */
    proposal: z.string(),
    agent: z.object({ name: z.string(), version: z.string() }),
    kind: z.string(),
    /** A play of the workflow, or `custom:` and the writes. */
    play: z.string(),
    confidence: z.number(),
    /** SHA-256 over play and inputs, as they were proposed. */
    digest: z.string(),
    key: z.string().optional(),
    session: z.string().optional(),
    looked: z.array(Looked).optional(),
    /** Inputs whose words stand in what strangers wrote, as far as the session has read it. */
    tainted: z.array(z.string()).optional(),
  }),
  private: z.object({
    inputs: z.record(z.string(), z.unknown()),
    reason: z.string(),
    /** Fields of the event that the call was made into; what the case knows of its own event stands. */
    fields: z.record(z.string(), z.unknown()),
  }),
};

/** The agent took its proposal back before anything was intended. */
export const Withdrawn = { body: z.object({ proposal: z.string() }), private: z.undefined() };
