import { z } from 'zod';
import type { Spent } from './schema.ts';

/*
 * What an agent that costs something does before it has a plan: it asks and is answered, and it looks things up. Each
 * is an entry when it happens, so that what was paid for survives a crash.
 */

const By = z.object({ name: z.string(), version: z.string() });

/** One question to a model and what came back, a fault as well. Prompt and answer are private. */
export const Turn = {
  body: z.object({
    agent: By,
    /** The part of a plan that it was asked for, where several prepare one together. */
    part: z.string().optional(),
    provider: z.string(),
    model: z.string(),
    /** SHA-256 of everything that shaped the answer; the same question is not paid for twice. */
    question: z.string(),
    /** From 1 within one plan. */
    turn: z.number(),
    how: z.enum(['answered', 'failed']),
    /** Why the model stopped, in the provider's words: `stop`, `tool-calls`, `length`, `refusal`. */
    stop: z.string().optional(),
    /** What went wrong, where nothing could be made of it. */
    fault: z.string().optional(),
    /** SHA-256 of the instructions, which stand in a file of the workflow. */
    instructions: z.string(),
    tokens: z.object({ in: z.number(), cached: z.number(), out: z.number() }),
    /** Minor units of the workspace's currency; parts of one as well. */
    cost_minor: z.number().optional(),
    took_ms: z.number(),
  }),
  private: z.object({
    /** The messages that this turn added to those of the turn before it. */
    asked: z.array(z.object({ role: z.string(), says: z.string() })),
    answer: z.object({
      text: z.string(),
      calls: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          input: z.unknown(),
          /** What the provider wants back with it in the next turn. */
          meta: z.unknown().optional(),
        }),
      ),
    }),
  }),
};
export type TurnBody = z.output<typeof Turn.body>;
export type TurnPrivate = z.output<typeof Turn.private>;
export type TurnAnswer = TurnPrivate['answer'];

/** A read that an agent asked for. It is no fact: rulings use only what the map reads for the case's own event. */
export const Looked = {
  body: z.object({
    agent: By,
    read: z.string(),
    /** The question whose answer asked for it, and the call in it. */
    question: z.string(),
    call: z.string(),
    ok: z.boolean(),
    says: z.string().optional(),
    took_ms: z.number(),
  }),
  private: z.object({ args: z.record(z.string(), z.unknown()), value: z.unknown() }),
};

/** An agent that was asked once more, after its plan was performed, had nothing to add. */
export const Finished = {
  body: z.object({
    agent: By,
    spent: z
      .object({
        turns: z.number().optional(),
        tokens: z.number().optional(),
        ms: z.number().optional(),
        cost_minor: z.number().optional(),
      })
      .optional(),
  }),
  private: z.object({ says: z.string() }),
};

/** An answer of a model that is in the log already. */
export interface Recorded {
  body: TurnBody;
  answer: TurnAnswer;
}

/** What a read that an agent asked for came to. */
export type LookAnswer = { ok: true; value: unknown } | { ok: false; says: string };

/**
 * What an agent is given to work with beside what it sees. An agent without hands (one that is rehearsed) can look
 * nothing up and leaves nothing behind.
 */
export interface Hands {
  /** Reads `shop.order`; only reads of the map are let through. Never throws for what an outside system may do. */
  look(asked: {
    agent: { name: string; version: string };
    read: string;
    args: Record<string, unknown>;
    question: string;
    call: string;
    signal: AbortSignal | undefined;
  }): Promise<LookAnswer>;
  /**
   * Appends a turn before anything is made of it. Throws `Overtaken` where the case has moved on meanwhile: the turn
   * is kept all the same, and the plan is given up.
   */
  turn(body: TurnBody, hidden: TurnPrivate): Promise<void>;
  /** The answer to the very same question, where it is in the log. */
  recorded(question: string): Recorded | undefined;
}

/** Somebody else moved the case on while an agent was thinking: what it thinks of is not so any more. */
export class Overtaken extends Error {
  constructor() {
    super('the case has moved on while it was planned');
  }
}

/** What an earlier plan of this case came to, as the agent that goes on is told. */
export interface Earlier {
  agent: string;
  kind: string;
  play: string;
  actions: {
    write: string;
    args: Record<string, unknown>;
    status: 'intended' | 'done' | 'failed' | 'unknown' | 'undone' | 'not_done';
    says: string;
    result: unknown;
  }[];
  /** Why it was not let through, where the boundary forbade it. */
  refused: string[];
}

/** What one turn took, as limits and plans count it. */
export function spentOnTurn(body: {
  tokens: { in: number; out: number };
  cost_minor?: number | undefined;
  took_ms: number;
}): Spent {
  const cost = body.cost_minor === undefined ? {} : { cost_minor: body.cost_minor };
  return { turns: 1, tokens: body.tokens.in + body.tokens.out, ms: body.took_ms, ...cost };
}
