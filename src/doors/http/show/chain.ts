import type { z } from 'zod';
import { sayStep, someone } from '../../../boundary/say/chain.ts';
import { upperFirst } from '../../../boundary/say/words.ts';
import type { CaseState, ReviewState } from '../../../flow/case/state.ts';
import { deciders } from '../../../flow/review/who.ts';
import { atHand } from '../../../flow/desk/standing.ts';
import type { Actor } from '../../../log/schema.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { CaseAnswer } from '../contract.ts';

type Shown = Pick<NonNullable<z.output<typeof CaseAnswer>['review']>, 'chain' | 'deciders'>;

/** The chain of a review: what each step says, how far it is, who has said yes; and who may decide now. */
export function showChain(
  state: CaseState,
  known: { workspace: Workspace; workflow: Workflow; away: Record<string, string> },
): Shown {
  const { review, ruling } = state;
  const standing = atHand(state, known);
  const isOpen = review !== null && review.status !== 'decided' && review.status !== 'expired';
  const steps = review?.effect === 'approve' ? (ruling?.approve ?? []) : [];
  return {
    deciders: standing && isOpen ? deciders(standing) : [],
    chain: !review
      ? []
      : steps.map((step, index) => ({
          says: upperFirst(
            review.escalated && index === review.step && review.role !== null
              ? `${someone(review.role)} approves: nobody did in time`
              : sayStep(step),
          ),
          state: stateOf(review, index),
          approvals: review.approvals
            .filter((yes) => yes.step === index)
            .map((yes) => ({ by: idOf(yes.by), at: yes.at.toISOString(), for: yes.for ?? null })),
        })),
  };
}

function stateOf({ step, status, decision }: ReviewState, index: number): 'done' | 'now' | 'later' {
  if (index < step || (index === step && status === 'decided' && decision === 'approve')) return 'done';
  return index === step ? 'now' : 'later';
}

function idOf(actor: Actor): string {
  return actor.type === 'remit' ? 'remit' : actor.id;
}
