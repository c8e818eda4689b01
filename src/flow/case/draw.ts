import { sha256 } from '../../log/canonical.ts';

/** Places of the draw in one percent: shares of audits are given to a thousandth of a percent. */
export const DRAWS_PER_PERCENT = 10_000;

const DRAW_DIGITS = 12;
const PERCENT = 100;

/** What a case is drawn for: a blind audit of what ran by itself, or a second look at what one person decided. */
export type Draw = 'audit' | 'second';

/**
 * Where a case falls in a draw, from 0 to 999,999: the beginning of a SHA-256 of its id, so that it is the same on
 * every machine, and whoever is drawn at 5 % is also drawn at 10 %. Each draw has a hash of its own, so that one tells
 * nothing of the other.
 */
export function drawOf(caseId: string, draw: Draw = 'audit'): number {
  const place = parseInt(sha256(`${draw}\0${caseId}`).slice(0, DRAW_DIGITS), 16);
  return Math.floor((place / 16 ** DRAW_DIGITS) * PERCENT * DRAWS_PER_PERCENT);
}

/** Whether a case is drawn where so many percent are. */
export function isDrawn(caseId: string, draw: Draw, percent: number): boolean {
  return drawOf(caseId, draw) < Math.round(percent * DRAWS_PER_PERCENT);
}
