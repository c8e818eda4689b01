import { sha256 } from '../../log/canonical.ts';

/** Places of the draw in one percent: shares of audits are given to a thousandth of a percent. */
export const DRAWS_PER_PERCENT = 10_000;

const DRAW_DIGITS = 12;
const PERCENT = 100;

/**
 * Where a case falls in the draw of audits, from 0 to 999,999: the beginning of a SHA-256 of its id, so that it is the
 * same on every machine, and whoever is drawn at 5 % is also drawn at 10 %.
 */
export function drawOf(caseId: string): number {
  const place = parseInt(sha256(`audit\0${caseId}`).slice(0, DRAW_DIGITS), 16);
  return Math.floor((place / 16 ** DRAW_DIGITS) * PERCENT * DRAWS_PER_PERCENT);
}
