import type { Review } from '../live/answers.ts';

/** Somebody else has taken the case to work on it, and their claim has not lapsed. */
export function isHeldByAnother(review: Review | null, me: string | undefined, now: number): boolean {
  if (review?.status !== 'claimed' || review.claimed_by === me) return false;
  return review.claimed_until !== null && Date.parse(review.claimed_until) > now;
}
