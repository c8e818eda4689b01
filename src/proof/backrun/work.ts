import type { CaseEntry } from '../../flow/case/entries.ts';
import type { Actor } from '../../log/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;

/**
 * What a person worked on a decision: the minutes that they gave, else the time that the case was on their screen; and
 * what that cost at the rate of their role, in minor units. Null where nobody knows.
 */
export function workOf(
  workspace: Workspace,
  entry: CaseEntry,
): { minutes: number | null; workMinor: number | null } {
  const minutes = minutesOf(entry);
  const rate = rateOf(workspace, entry);
  const cost = minutes === null || rate === null ? null : Math.round((minutes / MINUTES_PER_HOUR) * rate);
  return { minutes, workMinor: cost };
}

function minutesOf(entry: CaseEntry): number | null {
  if (entry.kind === 'handled') {
    const { minutes, seen } = entry.body;
    return minutes ?? (seen ? seen.ms / MINUTE_MS : null);
  }
  if (entry.kind !== 'review.decided') return null;
  const ms = entry.body.seen?.ms ?? entry.body.took_ms;
  return ms === undefined ? null : ms / MINUTE_MS;
}

/** What an hour of whoever decided costs: of the role in which they did, else of the dearest role that they have. */
function rateOf(workspace: Workspace, entry: CaseEntry): number | null {
  const role = entry.kind === 'handled' || entry.kind === 'review.decided' ? entry.body.role : undefined;
  const roles = role === undefined ? rolesOf(workspace, entry.actor) : [role];
  const rates = roles.flatMap((name) => workspace.costPerHour[name]?.minor ?? []);
  if (rates.length > 0) return Math.max(...rates);
  // Where all roles cost the same, it does not matter who it was.
  const all = new Set(Object.values(workspace.costPerHour).map(({ minor }) => minor));
  return all.size === 1 ? [...all][0]! : null;
}

function rolesOf(workspace: Workspace, actor: Actor): string[] {
  if (actor.type !== 'person') return [];
  return workspace.people.find(({ id }) => id === actor.id)?.roles ?? [];
}
