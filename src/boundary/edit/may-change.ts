import { limitsRead } from '../compare/index.ts';
import { compiledOf } from '../compiled.ts';
import type { Boundary, Limit } from '../schema.ts';
import { widenedFrame } from './frame.ts';
import type { LimitFault } from './set-limits.ts';

/**
 * What of a change only an owner may do: raise a ceiling, take one away, take away a limit that has one, or write the
 * rules of a write so that none of them reads it any more, or so that they bound more than it does at its ceiling.
 * Nobody else can widen the frame in which limits are tuned.
 */
export function mayChange(before: Boundary, after: Boundary, person: { isOwner: boolean }): LimitFault[] {
  if (person.isOwner) return [];
  const [read, still] = [writesReading(before), writesReading(after)];
  const widened = widenedFrame(before, after);
  return Object.values(before.limits).flatMap((limit) => {
    const wider = widened.find(({ limit: name }) => name === limit.name);
    const says =
      raised(limit, after.limits[limit.name]) ??
      freed(limit, read, still) ??
      (wider && `only an owner may let ${wider.write} do more than the ceiling of ${limit.name} allows`);
    return says === undefined
      ? []
      : [{ limit: limit.name, says, suggestion: 'ask an owner to make this change' }];
  });
}

function freed(
  { name, ceiling }: Limit,
  read: Map<string, Set<string>>,
  still: Map<string, Set<string>>,
): string | undefined {
  const write = [...(read.get(name) ?? [])].find((each) => !still.get(name)?.has(each));
  if (ceiling === undefined || write === undefined) return undefined;
  return `only an owner may free ${write} of the limit ${name}, which has a ceiling`;
}

/** The writes for which a rule reads a limit, by its name. */
function writesReading(boundary: Boundary): Map<string, Set<string>> {
  const ofRule = limitsRead(boundary);
  const writes = new Map<string, Set<string>>();
  for (const [write, rules] of compiledOf(boundary).byWrite) {
    for (const limit of rules.flatMap(({ rule }) => [...(ofRule.get(rule.id) ?? [])])) {
      writes.set(limit, (writes.get(limit) ?? new Set()).add(write));
    }
  }
  return writes;
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
