import { WORKFLOW_ENTRIES, workflowStream } from '../../authority/schema.ts';
import { sayRollout } from '../../authority/stage/words.ts';
import type { Linked, ReportRow, Span } from '../../evidence/report/schema.ts';
import { number, type Style } from '../../evidence/returns/show.ts';
import type { World } from '../../flow/index.ts';
import { nameOf } from '../../flow/say/words.ts';
import type { Entry } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** More of them nobody reads in a report; the page that the last one links to has all. */
const UPDATES_MAX = 8;

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

/** What went wrong, or was put right by people: each with the page that groups it. */
const EXCEPTIONS: Partial<
  Record<ReportRow['id'], { cause: string; says: (count: string, of: string) => string }>
> = {
  failure_rate: { cause: 'failure', says: (count, of) => `${count} of ${of} failed at some step` },
  edit_rate: {
    cause: 'edit',
    says: (count, of) => `${count} of ${of} plans were changed before they were approved`,
  },
  escalation_rate: {
    cause: 'escalation',
    says: (count, of) => `${count} of ${of} were passed on to somebody else`,
  },
  policy_conflicts: {
    cause: 'conflict',
    says: (count, of) => `${count} of ${of} plans would have broken the boundary`,
  },
  rework_rate: { cause: 'rework', says: (count, of) => `${count} of ${of} came back` },
};

/** The exceptions of a period, most frequent first, each with a link to what they have in common. */
export function exceptionsOf(
  rows: readonly ReportRow[],
  workflow: Workflow | null,
  { from, to }: Span,
  style: Style,
): Linked[] {
  return rows
    .filter(({ id, now }) => EXCEPTIONS[id] !== undefined && now.count > 0)
    .toSorted((one, other) => other.now.count - one.now.count)
    .flatMap(({ id, now }) => {
      const known = EXCEPTIONS[id];
      if (!known) return [];
      const query = new URLSearchParams({
        cause: known.cause,
        from: from.toISOString(),
        to: to.toISOString(),
      });
      if (workflow) query.set('workflow', workflow.name);
      const [count, of] = [now.count, now.of].map((each) => number(each, style, 0));
      return [{ says: `${known.says(count ?? '', of ?? '')}.`, href: `/exceptions?${query.toString()}` }];
    });
}

function pageOf({ name }: Workflow): string {
  return `/workflows/${encodeURIComponent(name)}`;
}
