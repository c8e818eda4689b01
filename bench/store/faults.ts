import { chance } from '../../test/support/chance.ts';
import type { Chooses, HttpFault } from '../../test/support/fault_proxy.ts';

/** A call in five goes wrong, reads and writes alike. */
const SHARE = 0.2;
/** The shop's time limit where answers are lost, long enough for an answer on a busy machine. */
export const TIMEOUT = '500ms';

const FAULTS: HttpFault[] = [
  { kind: 'slow', ms: 40 },
  { kind: 'cut' },
  { kind: 'cut_before' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 429, retryAfter: 0.05 },
  { kind: 'nonsense' },
  { kind: 'twice' },
  { kind: 'after_next' },
  { kind: 'silence' },
];

/** Which call goes wrong, and how, by chance that is the same in every run. */
export function anyFault(seed: number): Chooses {
  const { draw, pick } = chance(seed);
  return () => (draw() < SHARE ? pick(FAULTS) : undefined);
}
