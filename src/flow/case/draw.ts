import { createHash } from 'node:crypto';

/** Places of the draw in one percent: shares of audits are given to a thousandth of a percent. */
export const DRAWS_PER_PERCENT = 10_000;

const DRAW_BYTES = 6;
const PERCENT = 100;

/**
 * Where a case falls in the draw of audits, from 0 to 999,999: the beginning of a SHA-256 of its id, so that it is the
 * same on every machine, and whoever is drawn at 5 % is also drawn at 10 %.
 */
export function drawOf(caseId: string): number {
  const hash = createHash('sha256').update(`audit\0${caseId}`).digest();
  return Math.floor((hash.readUIntBE(0, DRAW_BYTES) / 2 ** (8 * DRAW_BYTES)) * PERCENT * DRAWS_PER_PERCENT);
}
