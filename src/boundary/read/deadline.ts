import type { ApprovalStep } from '../schema.ts';
import type { Entries, Reader } from './reader.ts';
import { readSpan } from './span.ts';

type Times = Pick<ApprovalStep, 'withinMs' | 'hours' | 'remindMs'>;

/** Until when a step is decided, in whose hours, and when those who are asked are reminded. */
export function readTimes(reader: Reader, fields: Entries, path: string): Times {
  const within = fields.has('within')
    ? readSpan(reader, fields.get('within')?.value, `${path}.within`)
    : undefined;
  const remind = fields.has('remind')
    ? readSpan(reader, fields.get('remind')?.value, `${path}.remind`)
    : undefined;
  const isBusiness = readHours(reader, fields, path);
  const spans = [within, remind].filter((span) => span !== undefined);
  const business = isBusiness || spans.some((span) => span.business);
  if (within && remind && remind.ms >= within.ms) {
    reader.fault(
      fields.get('remind')?.value,
      `${path}.remind`,
      'the reminder would come when the time is over',
      'remind sooner than within',
    );
  }
  return {
    ...(within && { withinMs: within.ms }),
    ...(business && spans.length > 0 && { hours: 'business' as const }),
    ...(remind && { remindMs: remind.ms }),
  };
}

function readHours(reader: Reader, fields: Entries, path: string): boolean {
  const found = fields.get('hours');
  if (!found) return false;
  if (reader.scalar(found.value) !== 'business') {
    reader.fault(found.value, `${path}.hours`, 'expected business, or nothing', 'write hours: business');
    return false;
  }
  if (fields.has('within') || fields.has('remind')) return true;
  reader.fault(found.key, path, 'hours says how a time is counted, and no time is given', 'add within: 4h');
  return false;
}
