import { kindLabel, listWords } from '../../flow/say/words.ts';
import type { NoticeRow, Rows } from '../../log/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { WORKFLOW_ENTRIES, type LaneEvent } from '../schema.ts';
import type { Placed } from '../stage/rows.ts';

const POLICY = WORKFLOW_ENTRIES['policy.changed'].body;
const LANE = WORKFLOW_ENTRIES['lane.opened'].body;

type Known = { name: string; label: string; kinds: { name: string; label: string }[] };

/**
 * What people are told of lanes and of changes of policy, by these entries of a workflow's stream, for an append as for
 * a rebuild. Lanes of one agent that opened, or closed, at the same moment are told of once.
 */
export function standingRows(workspace: Workspace, workflow: string, entries: readonly Placed[]): Rows {
  const known = workspace.workflows[workflow] ?? { name: workflow, label: workflow, kinds: [] };
  const notices = entries.flatMap((entry, index): NoticeRow[] => {
    if (entry.kind === 'policy.changed') return [policyNotice(known, entry)];
    if (entry.kind !== 'lane.opened' && entry.kind !== 'lane.closed') return [];
    return isSame(entry, entries[index + 1]) ? [] : [laneNotice(known, entry)];
  });
  return notices.length > 0 ? { notices } : {};
}

function isSame(entry: Placed, next: Placed | undefined): boolean {
  if (next?.kind !== entry.kind || next.at.getTime() !== entry.at.getTime()) return false;
  const [one, other] = [LANE.parse(entry.body), LANE.parse(next.body)];
  return one.agent === other.agent && one.version === other.version && one.group === other.group;
}

function laneNotice(workflow: Known, entry: Placed): NoticeRow {
  const { says }: LaneEvent = LANE.parse(entry.body);
  const kind = entry.kind === 'lane.opened' ? 'lane_opened' : 'lane_closed';
  return { ...notice(workflow, entry), kind, says: `${workflow.label}: ${says}` };
}

function policyNotice(workflow: Known, entry: Placed): NoticeRow {
  const { kinds, because } = POLICY.parse(entry.body);
  const { actor } = entry;
  const by = actor.type === 'person' ? (actor.name ?? actor.id) : 'Remit';
  const labels = (kinds ?? []).map((kind) => kindLabel(kind, workflow as never) ?? kind);
  const of = kinds === null ? '' : ` for ${listWords(labels)}`;
  const says = `${by} said that the policy of ${workflow.label} has changed${of}: what agents earned before counts no more. ${because}`;
  return { ...notice(workflow, entry), kind: 'policy_changed', says };
}

function notice(workflow: Known, { version, at }: Placed): Omit<NoticeRow, 'kind' | 'says'> {
  return {
    id: `workflow/${workflow.name}.${version}`,
    at: at.toISOString(),
    workflow: workflow.name,
    link: `/workflows/${encodeURIComponent(workflow.name)}/standing`,
    cases: '[]',
    roles: '[]',
  };
}
