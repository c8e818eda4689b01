import type { Looked } from '../proposals/schema.ts';
import type { Reason } from '../../boundary/schema.ts';
import type { CaseEntry } from './entries.ts';
import type { CaseState, PerformedAction } from './state.ts';

/** Something that an agent from outside proposed in this case, and how far it is. */
export interface ProposalState {
  id: string;
  agent: { name: string; version: string };
  kind: string;
  play: string;
  confidence: number;
  digest: string;
  key: string | undefined;
  session: string | undefined;
  looked: Looked[];
  /** Inputs whose words the session had read where strangers write. */
  tainted: string[];
  inputs: Record<string, unknown>;
  reason: string;
  at: Date;
  /** `queued`: no plan was made of it yet; `under_way`: its plan is the one in force; `over`: `end` says how it ended. */
  status: 'queued' | 'under_way' | 'over';
  end: ProposalEnd | null;
  /** The actions of its plan as they stand, and the keys of those that were intended. */
  actions: { write: string; args: Record<string, unknown> }[];
  keys: string[];
  /** A person changed what is performed. */
  edited: boolean;
}

/** How a proposal ended. What was told once is never told otherwise. */
export interface ProposalEnd {
  status: 'done' | 'denied' | 'failed' | 'cancelled';
  says: string;
  reasons: { rule: string; says: string }[];
  at: Date;
}

/** The next proposal that no plan was made of yet. */
export function nextProposal({ proposals }: CaseState): ProposalState | undefined {
  return proposals.find(({ status }) => status === 'queued');
}

/** The proposal that the plan in force was made of; undefined where an agent of the workflow or a person made it. */
export function proposalOfPlan({ plan, proposals }: CaseState): ProposalState | undefined {
  const id = plan?.proposal;
  return id === undefined ? undefined : proposals.find((one) => one.id === id);
}

/** What an agent that proposes is known by where events come from. */
export function proposedBy(agent: string): string {
  return `${PROPOSER}${agent}`;
}
const PROPOSER = 'agent:';

/** Nobody but agents that propose has brought anything to this case: when they have their answers, it is over. */
export function isBornOfProposals({ messages }: CaseState): boolean {
  return messages.every(({ from }) => from.startsWith(PROPOSER));
}

/**
 * What an entry means for the proposals of the case, after everything else that it changes: a pure follower, so that
 * plan, review and actions need not know of proposals.
 */
export function followProposals(state: CaseState, entry: CaseEntry): ProposalState[] {
  return state.proposals.map((proposal) =>
    proposal.status === 'over' ? proposal : follow(state, proposal, entry),
  );
}

function follow(state: CaseState, proposal: ProposalState, entry: CaseEntry): ProposalState {
  if (entry.kind === 'proposal.withdrawn' && entry.body.proposal === proposal.id)
    return over(proposal, entry, 'cancelled', 'it was taken back in time.');
  const isHeld = state.plan?.proposal === proposal.id;
  const known = isHeld ? asPlanned(state, proposal) : proposal;
  const ended = endOf(state, known, isHeld, entry);
  if (ended) return ended;
  if (isHeld) return { ...known, status: 'under_way' };
  // A message came in between: it is planned again on fresh facts, unless something of it is out already.
  return known.keys.length === 0 && known.status === 'under_way' ? { ...known, status: 'queued' } : known;
}

function asPlanned({ plan }: CaseState, proposal: ProposalState): ProposalState {
  if (!plan) return proposal;
  const actions = plan.actions.map(({ write, args }) => ({ write, args }));
  return { ...proposal, actions, keys: plan.keys, edited: plan.editedBy !== undefined };
}

function endOf(
  state: CaseState,
  proposal: ProposalState,
  isHeld: boolean,
  entry: CaseEntry,
): ProposalState | undefined {
  const mine = state.actions.filter(({ key }) => proposal.keys.includes(key));
  if (mine.some(({ status }) => status === 'intended' || status === 'unknown')) return undefined;
  const failed = mine.find(({ status }) => status === 'failed');
  if (failed) return over(proposal, entry, 'failed', sayFailed(mine, failed));
  if (mine.length > 0 && mine.length === proposal.actions.length)
    return over(proposal, entry, 'done', 'Done.');
  if (isHeld && entry.kind === 'ruled' && entry.body.effect === 'deny') {
    const reasons = deniedBy([
      ...entry.body.actions.flatMap((action) => action.reasons),
      ...entry.body.reasons,
    ]);
    return over(proposal, entry, 'denied', reasons[0]?.says ?? 'The boundary denies it.', reasons);
  }
  if (isHeld && entry.kind === 'review.decided' && entry.body.decision === 'reject')
    return over(proposal, entry, 'denied', 'A person rejected it.');
  if (entry.kind === 'handled')
    return over(proposal, entry, 'denied', 'A person took the case and did it by hand.');
  if (entry.kind === 'closed')
    return over(proposal, entry, 'denied', 'The case was closed before it was done.');
  if (!isHeld && mine.length > 0)
    return over(
      proposal,
      entry,
      'failed',
      `${sayDone(mine)} Then the case changed, and the rest was not done.`,
    );
  return undefined;
}

function over(
  proposal: ProposalState,
  { at }: CaseEntry,
  status: ProposalEnd['status'],
  says: string,
  reasons: ProposalEnd['reasons'] = [],
): ProposalState {
  return { ...proposal, status: 'over', end: { status, says, reasons, at } };
}

function deniedBy(reasons: Reason[]): ProposalEnd['reasons'] {
  return reasons.filter(({ effect }) => effect === 'deny').map(({ rule, says }) => ({ rule, says }));
}

function sayFailed(mine: PerformedAction[], failed: PerformedAction): string {
  const done = mine.filter(({ status }) => status === 'done');
  return `${failed.write} was not done: ${failed.says}${done.length > 0 ? ` ${sayDone(done)}` : ''}`;
}

function sayDone(mine: PerformedAction[]): string {
  return `Of it ${mine.map(({ write }) => write).join(', ')} was done before.`;
}
