import { AppError } from '../../runtime/errors.ts';
import { isBornOfProposals, type ProposalState } from '../case/proposals.ts';
import type { CaseState } from '../case/state.ts';
import { load, REMIT, Walk } from '../walk.ts';
import type { World } from '../world.ts';
import { answerOf, isAtRest } from './answer.ts';
import { bring } from './bring.ts';
import type { AdvanceNew } from './begin.ts';
import { WAIT_MS_MAX, type ProposalAnswer, type Proposing } from './schema.ts';

/** The way of a case, as the flow goes it: for where no workers run in this process, and for a case that begins. */
export interface Ways {
  advance: (world: World, caseId: string) => Promise<CaseState>;
  advanceNew: AdvanceNew;
}

/** A proposal, and the agent that asks about it: it hears of its own alone. */
export interface Asked {
  handle: string;
  agent: string;
  /** The one workflow whose door it asks at. */
  workflow?: string | undefined;
}

/** The longest that a proposal is followed before its agent hears that it is under way. */
const UNDER_WAY_MS = 20_000;
/** Without a notice the case is looked at again after this long: a notice may be lost. */
const LOOK_MS = 1_000;
/** Losses in a row to workers and reviewers. */
const RACES_MAX = 30;

/**
 * An agent that Remit does not run proposes something. It is in the log before this answers, and is ruled, cleared and
 * performed like any plan: the answer says that it is done, denied, failed, not known, or what it waits for.
 */
export async function propose(
  world: World,
  given: Proposing,
  { advance, advanceNew }: Ways,
): Promise<ProposalAnswer> {
  const began = performance.now();
  const { id, state, joined } = await bring(world, given, advanceNew);
  if (!world.adopt && !joined) await advance(world, state.id);
  const known = world.adopt || joined ? state : await load(world, state.id);
  const ms = UNDER_WAY_MS - (performance.now() - began);
  const ended = await follow(world, id, known, { ms, until: isAtRest });
  return answerOf(ended, proposalIn(ended, id), joined, world.now());
}

/** Waits until a proposal is over, or the time is: at most `WAIT_MS_MAX`. */
export async function waitFor(
  world: World,
  { ms, signal, ...asked }: Asked & { ms: number; signal?: AbortSignal | undefined },
): Promise<ProposalAnswer> {
  const { handle } = asked;
  const { state } = await find(world, asked);
  const until = (_: CaseState, { end }: ProposalState) => end !== null;
  const ended = await follow(world, handle, state, { ms: Math.min(ms, WAIT_MS_MAX), until, signal });
  return answerOf(ended, proposalIn(ended, handle), false, world.now());
}

/** How a proposal stands. Throws `not_found` for one of another agent. */
export async function statusOf(world: World, asked: Asked): Promise<ProposalAnswer> {
  const { state, proposal } = await find(world, asked);
  return answerOf(state, proposal, false, world.now());
}

/** Takes a proposal back. It wins only before the first of its actions is intended; else what became of it is told. */
export async function cancel(world: World, asked: Asked): Promise<ProposalAnswer & { cancelled: boolean }> {
  for (let race = 0; race < RACES_MAX; race++) {
    const { state, proposal } = await find(world, asked);
    if (proposal.end || proposal.keys.length > 0) {
      const cancelled = proposal.end?.status === 'cancelled';
      return { ...answerOf(state, proposal, false, world.now()), cancelled };
    }
    const walk = new Walk(world, state);
    withdraw(walk, proposal);
    const done = await walk.commit(false);
    if (!done.ok) continue;
    const answer = answerOf(walk.state, proposalIn(walk.state, proposal.id), false, world.now());
    return { ...answer, cancelled: true };
  }
  throw new AppError('conflict', 'The case kept changing.', { suggestion: 'Try again.' });
}

function withdraw(walk: Walk, { id, agent }: ProposalState): void {
  const by = { type: 'agent' as const, id: agent.name, version: agent.version };
  const { review, plan } = walk.state;
  walk.add('proposal.withdrawn', by, { proposal: id });
  if (plan?.proposal === id && review && ['open', 'claimed', 'snoozed'].includes(review.status))
    walk.add('review.expired', REMIT, { review: review.id, why: 'withdrawn' });
  const { state } = walk;
  const isLast = state.proposals.every(({ end }) => end !== null);
  if (plan === null && isLast && isBornOfProposals(state)) {
    const end = { holds: 'unknown' as const, says: 'The agent took back what it had asked for.' };
    walk.add('closed', REMIT, { outcome: 'failed', end });
  }
}

/** Looks at the case whenever it has moved, until what is waited for is so or the time is over. */
async function follow(
  world: World,
  id: string,
  known: CaseState,
  { ms, until, signal }: { ms: number; until: typeof isAtRest; signal?: AbortSignal | undefined },
): Promise<CaseState> {
  const end = performance.now() + ms;
  let state = known;
  for (;;) {
    if (until(state, proposalIn(state, id), world.now()) || signal?.aborted) return state;
    const left = end - performance.now();
    if (left <= 0) return state;
    const moved = await moves(world, state.id, Math.min(left, LOOK_MS), signal);
    state = moved && moved.version >= state.version ? moved : await load(world, state.id);
  }
}

/** Resolves when the case may have moved, with its state where this process moved it. */
async function moves(
  world: World,
  caseId: string,
  ms: number,
  signal?: AbortSignal,
): Promise<CaseState | undefined> {
  if (world.moved) return world.moved(caseId, ms, signal);
  return new Promise((done) => setTimeout(() => done(undefined), Math.min(ms, BLIND_LOOK_MS)));
}
/** Where nothing tells of moves, as in tests without a listener. */
const BLIND_LOOK_MS = 50;

async function find(
  world: World,
  { handle, agent, workflow }: Asked,
): Promise<{ state: CaseState; proposal: ProposalState }> {
  const unknown = () => new AppError('not_found', `There is no proposal ${handle}.`, { path: 'handle' });
  const id = /^(.+)\.p\d+$/.exec(handle)?.[1];
  if (id === undefined) throw unknown();
  const state = await load(world, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') throw unknown();
    throw error;
  });
  const proposal = state.proposals.find((one) => one.id === handle && one.agent.name === agent);
  if (!proposal || (workflow !== undefined && state.workflow !== workflow)) throw unknown();
  return { state, proposal };
}

function proposalIn(state: CaseState, id: string): ProposalState {
  const proposal = state.proposals.find((one) => one.id === id);
  if (!proposal) throw new Error(`case ${state.id} has no proposal ${id}`);
  return proposal;
}
