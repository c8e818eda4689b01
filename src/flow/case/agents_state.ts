import type { LookAnswer, Recorded } from '../plan/turns.ts';

/** What is known of a case's agents while they think, and of plans that they went on from. */
export interface AgentsState {
  /** What they asked and were answered since the newest plan, and what they looked up meanwhile. */
  turns: Recorded[];
  looked: { question: string; call: string; read: string; answer: LookAnswer }[];
  wentOn: LeftPlan[];
}

/** A plan that its agent was asked to go on from: why the boundary forbade it, and what of it was not done. */
export interface LeftPlan {
  round: number;
  refused: string[];
  left: { write: string; args: Record<string, unknown> }[];
}
