import type { Boundary, Limit } from '../schema.ts';
import type { LimitFault } from './set-limits.ts';

/**
 * What of a change only an owner may do: raise a ceiling, take one away, or take away a limit that has one. Nobody
 * else can widen the frame within which limits are tuned.
 */
export function mayChange(
  before: Pick<Boundary, 'limits'>,
  after: Pick<Boundary, 'limits'>,
  person: { isOwner: boolean },
): LimitFault[] {
  if (person.isOwner) return [];
  return Object.values(before.limits).flatMap((limit) => {
    const says = raised(limit, after.limits[limit.name]);
    return says === undefined
      ? []
      : [{ limit: limit.name, says, suggestion: 'ask an owner to make this change' }];
  });
}

function raised(before: Limit, after: Limit | undefined): string | undefined {
  if (before.ceiling === undefined) return undefined;
  if (!after) return `the limit ${before.name} has a ceiling, so that only an owner may take it away`;
  if (after.ceiling === undefined) return `only an owner may take the ceiling of ${before.name} away`;
  if (after.unit !== before.unit) return `only an owner may change what ${before.name} is counted in`;
  if (!isHigher(after, before)) return undefined;
  return `only an owner may raise the ceiling of ${before.name}`;
}

function isHigher(after: Limit, before: Limit): boolean {
  if (after.unit === 'money' && before.unit === 'money') {
    if (after.ceiling?.currency !== before.ceiling?.currency) return true;
    return (after.ceiling?.minor ?? 0) > (before.ceiling?.minor ?? 0);
  }
  return Number(after.ceiling) > Number(before.ceiling);
}
