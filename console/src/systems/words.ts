import { count } from '../ui/words.ts';
import type { Summary } from './queries.ts';

/** `212 calls in the last hour, 3 of them failed; 34 ms on average, 812 ms the slowest` */
export function callsText({ calls, faults, mean_ms, slowest_ms }: Summary['last_hour']): string {
  if (calls === 0) return 'Not called in the last hour';
  const all = calls === 1 ? 'and it failed' : 'all of them failed';
  const failed = faults === 0 ? '' : `, ${faults === calls ? all : `${faults} of them failed`}`;
  return `${count(calls, 'call')} in the last hour${failed}${tookText(calls, mean_ms, slowest_ms)}`;
}

function tookText(calls: number, mean: number | null, slowest: number | null): string {
  if (mean === null) return '';
  if (calls === 1) return `; ${mean} ms`;
  return `; ${mean} ms on average, ${slowest ?? mean} ms the slowest`;
}

/** `5 reads and 3 writes`, `1 read and no writes` */
export function offersText({ reads, writes }: Pick<Summary, 'reads' | 'writes'>): string {
  const some = (amount: number, one: string) => (amount === 0 ? `no ${one}s` : count(amount, one));
  return `${some(reads, 'read')} and ${some(writes, 'write')}`;
}

const KINDS: Record<string, string> = { http: 'HTTP', mcp: 'MCP', sql: 'SQL database', mail: 'Mailbox' };

/** How it is reached. A kind that is not known here is named as it is. */
export function kindText(kind: string): string {
  return KINDS[kind] ?? kind;
}
