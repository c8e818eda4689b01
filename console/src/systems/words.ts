import { count } from '../ui/words.ts';
import type { Summary } from './queries.ts';

/** `212 calls in the last hour, 3 of them failed; 34 ms each, 812 ms the slowest` */
export function callsText({ calls, faults, mean_ms, slowest_ms }: Summary['last_hour']): string {
  if (calls === 0) return 'Not called in the last hour';
  const failed = faults === 0 ? '' : faults === calls ? ', and each failed' : `, ${faults} of them failed`;
  const took = mean_ms === null ? '' : `; ${mean_ms} ms on average, ${slowest_ms ?? mean_ms} ms the slowest`;
  return `${count(calls, 'call')} in the last hour${failed}${took}`;
}

/** `5 reads and 3 writes` */
export function offersText({ reads, writes }: Pick<Summary, 'reads' | 'writes'>): string {
  return `${count(reads, 'read')} and ${count(writes, 'write')}`;
}
