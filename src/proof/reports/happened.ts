import type { Pool } from 'pg';
import { WORKFLOW_ENTRIES, workflowStream } from '../../authority/schema.ts';
import { sayRollout } from '../../authority/stage/words.ts';
import type { Linked, Span } from '../../evidence/report/schema.ts';
import { money } from '../../evidence/returns/show.ts';
import { counted, listed, sayRate } from '../../evidence/words.ts';
import type { World } from '../../flow/index.ts';
import { nameOf } from '../../flow/say/words.ts';
import type { Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { readExceptions } from '../exceptions/index.ts';
import { styleOf } from '../returns/assumptions.ts';
import { readUpdates } from '../updates/index.ts';
import type { PostWorld } from './post.ts';

/** More of them nobody reads in a report; the page that the last one links to has all. */
const UPDATES_MAX = 8;
const EXCEPTIONS_MAX = 4;
const EFFECTS_MAX = 3;
const DAY_MS = 86_400_000;

/** What changed in a workflow's authority in a period: boundaries, roll-outs, lanes, policy. Oldest first. */
export async function updatesOf(
  world: Pick<World, 'log' | 'workspace'>,
  workflow: Workflow,
  { from, to }: Span,
): Promise<Linked[]> {
  const entries = await world.log.read(workflowStream(workflow.name));
  const told = entries
    .filter(({ at }) => at >= from && at < to)
    .flatMap((entry) => {
      const said = sayEntry(entry, workflow, world.workspace());
      return said ? [said] : [];
    });
  if (told.length <= UPDATES_MAX) return told;
  const rest = told.length - UPDATES_MAX;
  const more = { says: `And ${rest} more.`, href: `${pageOf(workflow)}/rollout` };
  return [...told.slice(-UPDATES_MAX), more];
}

const OF = WORKFLOW_ENTRIES;

function sayEntry(entry: Entry, workflow: Workflow, workspace: Workspace): Linked | null {
  const who = nameOf(entry.actor, workspace);
  const page = pageOf(workflow);
  switch (entry.kind) {
    case 'stage.changed': {
      const { to, how, because } = OF['stage.changed'].body.parse(entry.body);
      const by = how === 'step_down' ? 'by itself' : how === 'file' ? 'by the file' : `by ${who}`;
      return { says: `Rolled out to ${sayRollout(to, workflow)} ${by}: ${because}`, href: `${page}/rollout` };
    }
    case 'standing.lost':
      return { says: OF['standing.lost'].body.parse(entry.body).says, href: `${page}/rollout` };
    case 'boundary.changed': {
      const { because } = OF['boundary.changed'].body.parse(entry.body);
      return { says: `${who} changed the boundary: ${because}`, href: `${page}/boundary` };
    }
    case 'rule.proposed': {
      const { because } = OF['rule.proposed'].body.parse(entry.body);
      return { says: `${who} proposed a change: ${because}`, href: `${page}/boundary` };
    }
    case 'rule.accepted':
      return {
        says: `${who} accepted the change that somebody else had proposed.`,
        href: `${page}/boundary`,
      };
    case 'rule.declined':
      return { says: `${who} declined a change that was proposed.`, href: `${page}/boundary` };
    case 'policy.changed': {
      const { because } = OF['policy.changed'].body.parse(entry.body);
      return { says: `${who} said that the policy has changed: ${because}`, href: `${page}/standing` };
    }
    case 'lane.opened':
    case 'lane.closed':
      return { says: OF[entry.kind].body.parse(entry.body).says, href: `${page}/standing` };
    default:
      return null;
  }
}

/** A pattern among the exceptions of a period, with what it cost, so that those of several workflows can be ordered. */
export interface Dear extends Linked {
  cost: number;
}

/** What went wrong in a period, or was put right by people, by what it has in common: the dearest first. */
export async function exceptionsOf(
  world: PostWorld,
  pool: Pool,
  workflow: Workflow,
  { from, to }: Span,
): Promise<Dear[]> {
  const { groups } = await readExceptions(world, pool, { workflow: workflow.name, from, to });
  const style = styleOf(world.workspace());
  const days = Math.max(1, Math.ceil((world.now().getTime() - from.getTime()) / DAY_MS));
  return groups.map(({ cause, says, shares, rate, cost, update }) => {
    const query = new URLSearchParams({ workflow: workflow.name, cause, days: String(days) });
    const costs = cost.minor > 0 ? `, ${money(cost.minor, style)}` : '';
    const where = shares.length === 0 ? '' : `, where ${listed(shares.map((share) => share.says))}`;
    const spared = update ? ' A rule update would spare it.' : '';
    return {
      says: `${says}${where}: ${sayRate(rate)}${costs}.${spared}`,
      href: `/exceptions?${query.toString()}`,
      cost: cost.minor,
    };
  });
}

/** The dearest of them, as a report lists them. */
export function dearest(exceptions: readonly Dear[]): Linked[] {
  const sorted = exceptions.toSorted((one, other) => other.cost - one.cost);
  return sorted.slice(0, EXCEPTIONS_MAX).map(({ says, href }) => ({ says, href }));
}

/** What became of rule updates that are in force, and how many are drafted from what people decided and wait for somebody to look at them. */
export async function draftsOf(world: PostWorld, pool: Pool, workflow: Workflow): Promise<Linked[]> {
  const { updates } = await readUpdates(world, pool, [workflow.name]);
  const effects = updates
    .flatMap(({ id, says, followed }) => (followed ? [{ id, says: `${says}. ${followed.says}.` }] : []))
    .slice(0, EFFECTS_MAX)
    .map(({ id, says }) => ({ says, href: `/updates/${encodeURIComponent(id)}` }));
  const drafts = updates.filter(({ state }) => state === 'draft').length;
  if (drafts === 0) return effects;
  const says = `${counted(drafts, 'rule update')} ${drafts === 1 ? 'is' : 'are'} drafted from what people decided.`;
  return [...effects, { says, href: `/updates?workflow=${encodeURIComponent(workflow.name)}` }];
}

function pageOf({ name }: Workflow): string {
  return `/workflows/${encodeURIComponent(name)}`;
}
