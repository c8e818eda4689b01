import { counted, type Histogram } from '../metrics/bins.ts';
import { meanWithin, reachOf } from '../metrics/survival.ts';
import { Z_95 } from '../rate.ts';
import { MEAN_MIN, type Sure } from './counts.ts';

const HOUR_MS = 3_600_000;
const DAYS = 7;
/** Nobody's wait counts for more: without a limit the mean of what is not over yet is not known. */
export const WAIT_MAX_MS = DAYS * 24 * HOUR_MS;

/** Of more than this share without an end nothing is said before the limit. */
const LEFT_MAX = 0.1;

interface Answers {
  ended: Histogram;
  open: Histogram;
}

/**
 * Hours by which answers came earlier with the agent: the difference of the mean waits within seven days, in which who
 * still waits counts, with the normal interval of a difference. Null for too few, and while more than a tenth wait for
 * less than seven days: nobody knows yet how long they will.
 */
export function fasterAnswers(
  agent: Answers,
  people: Answers,
): (Sure & { count: number; says: string }) | null {
  const [own, theirs] = [counted(agent.ended), counted(people.ended)];
  if (own < MEAN_MIN || theirs < MEAN_MIN) return null;
  const reaches = [agent, people].map(({ ended, open }) => reachOf(ended, open));
  if (reaches.some(({ reach, left }) => reach < WAIT_MAX_MS && left > LEFT_MAX)) return null;
  const limit = Math.min(WAIT_MAX_MS, ...reaches.map(({ reach }) => reach));
  const [here, there] = [agent, people].map(({ ended, open }) => meanWithin(ended, open, limit));
  if (!here || !there) return null;
  const value = (there.mean - here.mean) / HOUR_MS;
  const half = (Z_95 * Math.hypot(here.error, there.error)) / HOUR_MS;
  const waiting = counted(agent.open);
  const still = waiting === 0 ? '' : `, ${waiting} more still without an answer,`;
  const says = `Mean waits within ${DAYS} days of ${own} cases with the agent${still} and of ${theirs}`;
  return { value, low: value - half, high: value + half, count: Math.min(own, theirs), says };
}
