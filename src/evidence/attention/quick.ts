/** An approval with the case on the screen for less than this was not read. */
export const QUICK_MS = 1_000;
/** At most one false alarm in so many approvals, with a chance of … */
const APPROVALS = 1_000;
const FALSE_ALARM = 0.05;
/** Nobody's pace makes more than this share of quick approvals usual: who never looks must not escape the warning. */
const USUAL_MAX = 0.2;
/** So many quick approvals in a row may be chance for anybody. */
const RUN_MIN = 5;

/**
 * How many quick approvals in a row warn, for somebody of whose `of` earlier approvals `quick` were quick.
 *
 * A run of k begins at a given place with chance (1 − p) · pᵏ, so in n approvals at the person's own usual share p a
 * run so long is seen by chance at most (n (1 − p) + 1) · pᵏ times (the union bound; Feller, vol. 1, XIII.7 has the
 * exact law). k is the least for which that is at most 5 % in 1,000 approvals, and never below 5. p is the share with
 * one quick and one slow approval more than were seen (Laplace), and at most 20 %.
 */
export function runThatWarns(quick: number, of: number): number {
  const usual = Math.min(USUAL_MAX, (quick + 1) / (of + 2));
  const places = APPROVALS * (1 - usual) + 1;
  return Math.max(RUN_MIN, Math.ceil(Math.log(FALSE_ALARM / places) / Math.log(usual)));
}

export function isQuick(ms: number | null): boolean {
  return ms !== null && ms < QUICK_MS;
}
