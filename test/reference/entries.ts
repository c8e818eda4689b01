import type { z } from 'zod';
import { ENTRIES, type EntryKind } from '../../src/flow/case/entries.ts';
import { Actor } from '../../src/log/schema.ts';
import { Seal } from '../../src/log/seal.ts';
import { notation } from './notation.ts';
import { code } from './page.ts';

/** What each kind says happened. A new kind does not compile until it is explained here. */
const MEANS: Record<EntryKind, string> = {
  opened: 'An event opened the case.',
  joined: 'A later event on the same subject came to the open case.',
  'context.gathered':
    'The facts of the map were read, or some of them again (`again`). What could not be read is `missing`, with why.',
  'agent.turn':
    'A model was asked, and this came back, a fault as well. Written before anything is made of it, so that nobody pays for it twice.',
  'agent.looked':
    'A read of the map that an agent asked for while it thought. Rulings do not use it: they read the facts of the case themselves.',
  proposed:
    'An agent that Remit does not run asked for something: it is planned, ruled and held like anything else.',
  'proposal.withdrawn': 'The agent took it back before anything of it was intended.',
  planned:
    'An agent, or a person who edited or takes something back, proposed a plan. `play: null` says that nobody could plan it.',
  'agent.finished': 'Its agent was asked again after its plan was performed, and had nothing to add.',
  ruled: 'The plan was held against the boundary. Only `allow` comes with clearances.',
  'review.asked': 'A person was asked: to approve (`approve`), or to do it themselves (`human`).',
  'review.reminded': 'Those who are asked were told once more.',
  'review.claimed': 'A person took the held plan, so that nobody else works on it meanwhile.',
  'review.decided': 'A person decided on exactly the plan that was on the screen (`plan` is its digest).',
  'review.expired': 'The question lapsed, and why.',
  handled: 'A person did the work by hand, here or elsewhere. The memory learns from it.',
  'action.intended':
    'Written before anything is sent, in the transaction that uses up the clearance and counts the budget. `key` is the idempotency key.',
  'action.done':
    'The write was done: the system answered, confirmed it when asked afterwards, or a person settled it.',
  'action.failed': 'The write was surely not done.',
  'action.unknown': 'Nobody could say what became of it. The case waits for a person who looks.',
  'action.undone': 'The action `key` was taken back by the action `by`.',
  noted: 'A remark: a system that is down, a wait (`due_at`), a thrown switch.',
  closed: 'The case ended, with the end state as it was read back.',
  reopened:
    'The subject came back, an action was taken back, or an outcome came late (`what`). From here on the case is rework.',
  audited: 'A person who had not seen what was done said what they would have done. The case stays closed.',
  seconded:
    'A second person, who had not seen what a first one decided, said what they would have done. Nothing changes but the count of how far reviewers agree.',
  'check.planted':
    'Beside the true plan of a held case stands one with a planted mistake, to see whether people look. It is never executed.',
  'check.answered': 'Somebody decided on the planted plan; what it was came out at once.',
  'precedent.flagged':
    'A decision of a person broke the written policy of its day. It is not learned from until a person has looked.',
  'precedent.judged': 'A person looked at the flagged decision.',
};

/** One section for each kind of entry of a case. */
export function caseEntries(): string {
  return Object.entries(ENTRIES)
    .map(([kind, shapes]) => section(kind, MEANS[kind as EntryKind], shapes.body, shapes.private))
    .join('\n\n');
}

export function sealEntry(): string {
  return code(notation(Seal));
}

export function actors(): string {
  return code(notation(Actor));
}

function section(kind: string, means: string, body: z.ZodType, hidden: z.ZodType): string {
  const parts = [`### ${kind}`, means, code(`body ${notation(body)}`)];
  if (hidden.type !== 'undefined') parts.push(code(`private ${notation(hidden)}`));
  return parts.join('\n\n');
}
