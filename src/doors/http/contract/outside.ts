import { z } from 'zod';
import { ACTIONS_MAX, WAIT_MS_MAX } from '../../../flow/proposals/schema.ts';
import { LookAnswer, OfferAnswer, ProposalAnswer } from '../answers/outside.ts';
import { record } from '../answers/basic.ts';
import { op } from './operation.ts';

const WAIT_S_MAX = WAIT_MS_MAX / 1_000;
const NAME_CHARS_MAX = 200;
const Name = z.string().min(1).max(NAME_CHARS_MAX);

/** Either full actions, or a play of the workflow with its inputs. */
export const ProposeBody = z
  .strictObject({
    actions: z
      .array(z.strictObject({ write: Name, args: record.default({}) }))
      .min(1)
      .max(ACTIONS_MAX)
      .optional(),
    play: Name.optional(),
    inputs: record.optional(),
    /** The case that it is for, where the agent was given one. */
    case: Name.optional(),
    /** Fields of the event, where the proposal opens a case. */
    fields: record.optional(),
    /** What kind of case it is, as the agent sees it. */
    kind: Name.optional(),
    /** Why, for those who review it. */
    reason: z.string().max(4_000).optional(),
    confidence: z.number().min(0).max(1).optional(),
    /** Tells several conversations of one token apart: what was read in one taints nothing in another. */
    session: Name.optional(),
    /** How long to wait for an answer that is not `waiting`. */
    wait_s: z.number().min(0).max(WAIT_S_MAX).default(0),
  })
  .refine(({ actions, play }) => (actions === undefined) !== (play === undefined), {
    message: 'takes either actions or a play with its inputs',
  });

/** Operations for agents that Remit does not run. Each takes a token with the right `propose`. */
export const outsideOperations = {
  offer: op('GET', '/api/workflows/:id/offer', 'What an outside agent may propose here, and what holds it.', {
    answer: OfferAnswer,
  }),
  propose: op(
    'POST',
    '/api/workflows/:id/proposals',
    'Propose a plan. What the boundary allows is done before the answer, what it holds waits for people, and what it denies is not done. `Idempotency-Key` names the proposal: the same key is the same proposal.',
    { body: ProposeBody, answer: ProposalAnswer },
  ),
  look: op(
    'POST',
    '/api/workflows/:id/reads',
    'Read something of the map. It is written down, and what strangers wrote in it stays theirs in what is proposed afterwards.',
    {
      body: z.strictObject({ read: Name, args: record.default({}), session: Name.optional() }),
      answer: LookAnswer,
    },
  ),
  proposal: op(
    'GET',
    '/api/proposals/:id',
    'What became of a proposal; with `wait_s`, as soon as it is no longer waiting.',
    {
      query: z.object({ wait_s: z.coerce.number().min(0).max(WAIT_S_MAX).default(0) }),
      answer: ProposalAnswer,
    },
  ),
  cancel_proposal: op(
    'POST',
    '/api/proposals/:id/cancel',
    'Take a proposal back. It wins only before the first action was intended.',
    { answer: ProposalAnswer.extend({ cancelled: z.boolean() }) },
  ),
} as const;
