import { due } from '../case/due.ts';
import type { ProposalState } from '../case/proposals.ts';
import type { CaseState } from '../case/state.ts';
import { sayRole } from '../review/yes.ts';
import type { ProposalAnswer, ProposedAction, ProposalStatus } from './schema.ts';

/**
 * What an agent is told of its proposal, from the case alone, so that the call that waits, a question about it, a task
 * and an identical retry all hear the same. Nothing in it is a person's own words.
 */
export function answerOf(
  state: CaseState,
  proposal: ProposalState,
  joined: boolean,
  now: Date,
): ProposalAnswer {
  const { id, end, edited } = proposal;
  const actions = actionsOf(state, proposal);
  const told = { handle: id, case: state.id, actions, edited, joined };
  if (end) {
    const says = `${BEGINS[end.status]}${end.status === 'done' ? sayEdited(edited) : `: ${end.says}`}`;
    return { ...told, status: end.status, says, reasons: end.reasons };
  }
  const unknown = actions.find(({ status }) => status === 'unknown');
  if (unknown) {
    const says = `Not known: nobody could say whether ${unknown.write} was done. Do not call it again; a person finds out.`;
    return { ...told, status: 'unknown', says, reasons: [] };
  }
  const { why, ...waiting } = whatFor(state, proposal, now);
  const begun = actions.some(({ status }) => status !== 'not_run');
  const says = `${begun ? 'It is being done:' : 'NOT RUN: waiting for'} ${waiting.for} ${why}`.trimEnd();
  return { ...told, status: 'waiting', says, reasons: heldBy(state, proposal), waiting };
}

/** Whether nothing more happens without a person, a time or a system: then the caller is told how it stands. */
export function isAtRest(state: CaseState, proposal: ProposalState, now: Date): boolean {
  if (proposal.end) return true;
  const step = due(state, now);
  return step === 'wait' || step === 'closed';
}

const BEGINS: Record<Exclude<ProposalStatus, 'waiting' | 'unknown'>, string> = {
  done: 'Done',
  denied: 'Denied and not done',
  failed: 'Failed',
  cancelled: 'Cancelled and not done',
};

function sayEdited(edited: boolean): string {
  return edited ? ', with changes that a reviewer made: see the arguments.' : '.';
}

function actionsOf(state: CaseState, { actions, keys }: ProposalState): ProposedAction[] {
  return actions.map(({ write, args }, index) => {
    const done = state.actions.find(({ key }) => key === keys[index]);
    if (!done) return { write, args, status: 'not_run' };
    return {
      write,
      args: done.args,
      status: done.status,
      ...(done.result !== undefined && done.result !== null && { result: done.result }),
    };
  });
}

/** What it waits for, and why where that says more. */
function whatFor(
  state: CaseState,
  proposal: ProposalState,
  now: Date,
): NonNullable<ProposalAnswer['waiting']> & { why: string } {
  const since = proposal.at.toISOString();
  const { review } = state;
  if (proposal.status === 'queued' && state.plan !== null)
    return { for: 'what was planned for this case before it.', why: '', since, until: null };
  if (
    review &&
    state.plan?.proposal === proposal.id &&
    review.status !== 'decided' &&
    review.status !== 'expired'
  ) {
    const until = review.expiresAt?.toISOString() ?? null;
    const since = review.askedAt.toISOString();
    return { for: `${sayRole(review.role)} to decide.`, why: review.says, since, until };
  }
  if (state.stoppedBy !== null) return { for: 'the brake to be released.', why: '', since, until: null };
  if (state.waitUntil && state.waitUntil > now)
    return { for: 'a system.', why: state.notes.at(-1)?.says ?? '', since, until: null };
  return { for: 'Remit, which is at it.', why: '', since, until: null };
}

function heldBy({ ruling, plan }: CaseState, { id }: ProposalState): ProposalAnswer['reasons'] {
  if (!ruling || plan?.proposal !== id || ruling.effect === 'allow') return [];
  const all = [...ruling.actions.flatMap(({ reasons }) => reasons), ...ruling.reasons];
  return all.filter(({ effect }) => effect === ruling.effect).map(({ rule, says }) => ({ rule, says }));
}
