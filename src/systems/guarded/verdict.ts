import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';

/** What a call that did not go well says of the system's health. */
export interface Fault {
  says: string;
  /** No answer came, or one that says that the system cannot work now: so many of these, and it is down. */
  isAway: boolean;
  /** It asks to be left in peace for so long. */
  pauseMs?: number;
}

/** Undefined where the answer is one that a healthy system gives: also `there is none`, and a refused write. */
export function faultOf(answer: ReadAnswer | WriteAnswer | ConfirmAnswer): Fault | undefined {
  if ('known' in answer) return answer.known ? undefined : { says: answer.says, isAway: true };
  if (answer.ok) return undefined;
  const { why, says } = answer;
  const pauseMs = 'retryAfterMs' in answer ? answer.retryAfterMs : undefined;
  switch (why) {
    case 'not_found':
    case 'rejected':
      return undefined;
    case 'refused':
    case 'bad_answer':
      return { says, isAway: false };
    case 'timeout':
    case 'unreachable':
    case 'not_sent':
    case 'unknown':
      return pauseMs === undefined ? { says, isAway: true } : { says, isAway: true, pauseMs };
  }
}
