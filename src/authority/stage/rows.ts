import type { Actor, NoticeRow, RolloutRow, Rows } from '../../log/schema.ts';
import { rolesWith } from '../../people/rights.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { WORKFLOW_ENTRIES, type Alarm, type RolloutForm } from '../schema.ts';
import { sayRollout } from './words.ts';

/** An entry of a workflow's stream with its place, appended already or about to be. */
export interface Placed {
  version: number;
  kind: string;
  at: Date;
  actor: Actor;
  body: Record<string, unknown>;
}

const CHANGED = WORKFLOW_ENTRIES['stage.changed'].body;
const PROPOSED = WORKFLOW_ENTRIES['stage.proposed'].body;
const LOST = WORKFLOW_ENTRIES['standing.lost'].body;

/**
 * The roll-out in force and the notices that come of these entries of a workflow's stream, for an append as for a
 * rebuild. The last of several changes counts. A change of policy makes the roll-out's row anew: what was ruled
 * before it is refused then, wherever it was ruled.
 */
export function stageRows(workspace: Workspace, workflow: string, entries: readonly Placed[]): Rows {
  const rollouts: RolloutRow[] = [];
  const notices: NoticeRow[] = [];
  let lost: Alarm[] = [];
  for (const entry of entries) {
    if (entry.kind === 'standing.lost') {
      lost.push(LOST.parse(entry.body));
      continue;
    }
    if (entry.kind === 'policy.changed') {
      const before = rollouts[0] ?? rowOfFile(workspace, workflow);
      if (before) rollouts.splice(0, 1, { ...before, version: entry.version, policy: entry.version });
    }
    if (entry.kind === 'stage.changed') {
      const { to } = CHANGED.parse(entry.body);
      const policy = rollouts[0]?.policy;
      rollouts.splice(0, 1, { ...rolloutRow(workflow, to, entry), ...(policy ? { policy } : {}) });
      notices.push(noticeOf(workspace, workflow, entry, lost));
    }
    if (entry.kind === 'stage.proposed') notices.push(noticeOf(workspace, workflow, entry, []));
    lost = [];
  }
  return { ...(rollouts.length > 0 ? { rollouts } : {}), ...(notices.length > 0 ? { notices } : {}) };
}

function rolloutRow(workflow: string, to: RolloutForm, { version, at }: Placed): RolloutRow {
  return {
    workflow,
    stage: to.stage,
    share: to.share,
    kinds: to.kinds && JSON.stringify(to.kinds),
    version,
    since: at.toISOString(),
  };
}

/** Where no stage was ever changed, the roll-out is what the file says. */
function rowOfFile({ workflows }: Workspace, workflow: string): RolloutRow | undefined {
  const known = Object.hasOwn(workflows, workflow) ? workflows[workflow] : undefined;
  if (!known) return undefined;
  const { stage, share, slice } = known;
  return { workflow, stage, share, kinds: slice && JSON.stringify(slice), version: 0, since: null };
}

function noticeOf(workspace: Workspace, workflow: string, entry: Placed, lost: readonly Alarm[]): NoticeRow {
  const known = workspace.workflows[workflow] ?? { label: workflow, kinds: [] };
  const isProposal = entry.kind === 'stage.proposed';
  const told = isProposal ? proposal(known, entry) : change(known, entry, lost);
  return {
    id: `workflow/${workflow}.${entry.version}`,
    at: entry.at.toISOString(),
    workflow,
    link: `/workflows/${encodeURIComponent(workflow)}/rollout`,
    cases: JSON.stringify([...new Set(lost.flatMap(({ cases }) => cases))]),
    roles: JSON.stringify(isProposal ? rolesWith(workspace, 'widen') : []),
    ...told,
  };
}

type Known = { label: string; kinds: { name: string; label: string }[] };
type Told = Pick<NoticeRow, 'kind' | 'says'>;

function proposal(workflow: Known, { body }: Placed): Told {
  const { to, says } = PROPOSED.parse(body);
  const next = sayRollout(to, workflow);
  return { kind: 'stage_proposed', says: `${workflow.label} may go on to ${next}. ${says}` };
}

function change(workflow: Known, { actor, body }: Placed, lost: readonly Alarm[]): Told {
  const { from, to, how, because } = CHANGED.parse(body);
  const now = sayRollout(to, workflow);
  if (how === 'step_down') {
    const why = lost.map(({ says }) => says).join(' ');
    return { kind: 'step_down', says: `${workflow.label} fell back to ${now} by itself. ${why}` };
  }
  const by = actor.type === 'person' ? (actor.name ?? actor.id) : 'The file';
  const reason = because === '' ? '' : ` ${because}`;
  return {
    kind: 'stage_changed',
    says: `${by} took ${workflow.label} from ${sayRollout(from, workflow)} to ${now}.${reason}`,
  };
}
