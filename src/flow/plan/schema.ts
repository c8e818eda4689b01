import { z } from 'zod';
import type { Action, Facts } from '../../boundary/schema.ts';
import { Placed } from '../../learning/standing/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { Earlier, Hands } from './turns.ts';

export const PlannedAction = z.object({
  write: z.string(),
  digest: z.string(),
  money_minor: z.number().optional(),
  money_currency: z.string().optional(),
});

/** What an agent used to make a plan. Money is in minor units of the workspace's currency. */
export const Spent = z.object({
  turns: z.number().optional(),
  tokens: z.number().optional(),
  ms: z.number().optional(),
  cost_minor: z.number().optional(),
});
export type Spent = z.infer<typeof Spent>;

/** One of several that prepared a plan together. */
export const PlannedPart = z.object({
  name: z.string(),
  /** Digest of what shapes this part alone: a change of another part makes no new version of it. */
  version: z.string(),
  inputs: z.array(z.string()),
  confidence: z.number(),
  ms: z.number(),
  /** How often it was asked until its checks held. */
  tries: z.number(),
});
export type PlannedPart = z.infer<typeof PlannedPart>;

/** What an agent or a person proposes. `play: null` says that nobody could plan it, and `private.reason` why. */
export const Planned = {
  body: z.object({
    agent: z.object({ name: z.string(), version: z.string() }),
    kind: z.string(),
    play: z.string().nullable(),
    confidence: z.number(),
    actions: z.array(PlannedAction),
    /** SHA-256 over play, kind and action digests: what an approval is bound to. */
    digest: z.string(),
    /** The key of the action that this plan takes back. */
    undoes: z.string().optional(),
    /** The rollback that this plan belongs to. */
    rollback: z.string().optional(),
    /** The case was closed before, and is closed again once the action is taken back. */
    closes: z.boolean().optional(),
    /** What was spent on it, by all agents that were asked. */
    spent: Spent.optional(),
    /** The proposal of an agent from outside that it was made of. */
    proposal: z.string().optional(),
    /** Nobody can tell from what the agent derived its values. */
    opaque: z.boolean().optional(),
    /** SHA-256 of everything that shaped the answer, where the answer cost something. */
    prompt: z.string().optional(),
    /** Where it fell among the lanes of its agent when it was made. */
    placed: Placed.optional(),
    /**
     * Its agent is asked again: once its actions are done (`next`), or to try another way where one fails or the
     * boundary forbids it; `left` is how many more plans it may make for this case.
     */
    goes_on: z.object({ next: z.boolean(), left: z.number() }).optional(),
    /** Who prepared which of its inputs, where several did so at once. */
    parts: z.array(PlannedPart).optional(),
    /** What the agents before it in the cascade proposed, in the order in which they were asked: measured all the same. */
    others: z
      .array(
        z.object({
          agent: z.object({ name: z.string(), version: z.string() }),
          kind: z.string(),
          play: z.string(),
          confidence: z.number(),
          placed: Placed.optional(),
          spent: Spent.optional(),
        }),
      )
      .optional(),
  }),
  private: z.object({
    reason: z.string(),
    inputs: z.record(z.string(), z.unknown()),
    actions: z.array(
      z.object({ write: z.string(), args: z.record(z.string(), z.unknown()), tainted: z.array(z.string()) }),
    ),
    similar: z
      .array(
        z.object({
          case: z.string(),
          score: z.number(),
          labels: z.record(z.string(), z.string()),
          text: z.string(),
        }),
      )
      .optional(),
    /** What spoke most for it: words, fields, or the rule that matched. */
    evidence: z.array(z.object({ says: z.string(), weight: z.number() })).optional(),
    /** Inputs of the others, in their order. */
    others: z.array(z.record(z.string(), z.unknown())).optional(),
  }),
};

/** What a boundary knows every plan of free actions by: `plan.play == "custom"`. Its own name adds the writes. */
export const CUSTOM = 'custom';

/** The name by which conditions know a play. */
export function playForRules(play: string | null): string {
  if (play === null) return '';
  return play.startsWith(`${CUSTOM}:`) ? CUSTOM : play;
}

/** Stands where an agent would, in plans that no agent was asked for. */
export const NOBODY = { name: 'nobody', version: '0' } as const;

export interface Plan {
  agent: { name: string; version: string };
  kind: string;
  play: string | null;
  confidence: number;
  reason: string;
  inputs: Record<string, unknown>;
  actions: (Action & { tainted: string[] })[];
  similar?: SimilarCase[];
  evidence?: { says: string; weight: number }[];
  undoes?: string;
  rollback?: string;
  closes?: boolean;
  spent?: Spent;
  /** The proposal of an agent from outside that it was made of. */
  proposal?: string;
  opaque?: boolean;
  /** SHA-256 of everything that shaped the answer, where the answer cost something. */
  prompt?: string;
  placed?: Placed;
  others?: OtherPlan[];
  goesOn?: GoesOn | undefined;
  parts?: PlannedPart[] | undefined;
}

/** Whether an agent is asked again after its plan, and for how many plans more. */
export interface GoesOn {
  next: boolean;
  left: number;
}

/** What an agent before the one whose plan is held proposed: measured all the same. */
export interface OtherPlan {
  agent: { name: string; version: string };
  kind: string;
  play: string;
  confidence: number;
  inputs: Record<string, unknown>;
  placed?: Placed;
  spent?: Spent;
}

export interface SimilarCase {
  case: string;
  score: number;
  labels: Record<string, string>;
  text: string;
}

/** What an agent sees of a case: what the map lets through and nothing else. */
export interface PlanInput {
  caseId: string;
  workflow: Workflow;
  event: Record<string, unknown>;
  text: string;
  facts: Facts;
  now: Date;
  /** What was planned for this case before, and what became of it; absent or empty at first. */
  done?: Earlier[];
  /** What its agents spent on this case before. */
  spent?: Spent;
  /** Absent where an agent is only rehearsed or asked what it would cost. */
  hands?: Hands;
}

/** An agent's answer: a play with inputs, or an honest abstention. The flow fills in the actions from the play. */
export type Proposal =
  | {
      ok: true;
      kind: string;
      play: string;
      inputs: Record<string, unknown>;
      reason: string;
      confidence: number;
      similar?: SimilarCase[];
      evidence?: { says: string; weight: number }[];
      spent?: Spent;
      goesOn?: GoesOn;
      parts?: PlannedPart[];
    }
  | {
      ok: false;
      kind?: string;
      /** Why it made no plan, for the person who takes it: what it found out, and what it tried. */
      says: string;
      similar?: SimilarCase[];
      spent?: Spent;
      /** Asked again after its plan was performed, it has nothing to add. */
      finished?: boolean;
    };

/** What `agents/` implement. */
export interface Agent {
  name: string;
  version: string;
  /**
   * Nobody can tell from what this agent derived a value (a model that read outside text): its inputs count as tainted
   * unless they equal a fact of a trusted system or are one of declared choices.
   */
  opaque?: boolean;
  /**
   * What it would propose in a case of the log, without what only reviewers read; absent where a plan costs something
   * or comes from outside. With it a new version is run again over what people decided, before it has any say.
   */
  again?(input: PlanInput): Proposal;
  /** `signal` ends when the workflow's time limit for a plan is over. */
  plan(input: PlanInput, signal?: AbortSignal): Promise<Proposal>;
  /**
   * SHA-256 of everything that shapes the answer: present only where an answer costs something. A back-run uses the
   * recorded answer again where this is unchanged.
   */
  prompt?(input: PlanInput): string;
  /** What the answer is expected to cost. */
  estimate?(input: PlanInput): Spent;
}

/** The agents of a workflow over a memory of their own, for running them again over what people decided. */
export interface Rehearsal {
  agents: Agent[];
  /** Teaches one decision, a row of `labels`; to be called in the order of the log. */
  learn(decision: { id: string; text: string; fields: string; labels: string }): void;
}
