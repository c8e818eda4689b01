import type { Node } from 'yaml';
import type { Reader } from './reader.ts';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const SPAN = /^(\d{1,5}(?:\.\d{1,2})?)\s*(business\s+)?(m|h|d|minutes?|hours?|days?)$/;

/** How long somebody has: milliseconds of the clock, or of working time only. */
export interface Span {
  ms: number;
  business: boolean;
}

/** `30m`, `4h`, `2d`, `4 hours`, `4 business hours`. Undefined, with a fault, for anything else. */
export function readSpan(reader: Reader, node: Node | null | undefined, path: string): Span | undefined {
  const match = SPAN.exec(String(reader.scalar(node)).trim());
  const unit = (match?.[3] ?? '').charAt(0) as keyof typeof UNIT_MS;
  const ms = match ? Math.round(Number(match[1]) * UNIT_MS[unit]) : 0;
  const business = match?.[2] !== undefined;
  if (ms <= 0) {
    reader.fault(node, path, 'expected a time to answer in', 'such as 30m, 4h or 2d');
    return undefined;
  }
  // How long a business day is depends on the day of the week.
  if (business && unit === 'd') {
    reader.fault(node, path, 'business time is counted in hours or minutes', 'such as 16 business hours');
    return undefined;
  }
  return { ms, business };
}
