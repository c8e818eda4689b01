import type { z } from 'zod';
import type { Actor, ChangeRow, NoticeRow, Rows } from '../../log/schema.ts';
import { rolesWith } from '../../people/rights.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { WORKFLOW_ENTRIES } from '../schema.ts';

/** An entry of a workflow's stream with its place, appended already or about to be. */
interface Placed {
  version: number;
  kind: string;
  at: Date;
  actor: Actor;
  body: Record<string, unknown>;
}

/** A change that somebody proposed, and what became of it. */
export interface Proposal extends z.output<(typeof WORKFLOW_ENTRIES)['rule.proposed']['body']> {
  version: number;
  by: Actor;
  at: Date;
  state: ChangeRow['state'];
  decidedBy: Actor | null;
  decidedAt: Date | null;
}

/** The proposals of a workflow's stream, oldest first. */
export function proposalsOf(entries: readonly Placed[]): Proposal[] {
  const proposals = new Map<string, Proposal>();
  for (const { kind, body, actor, at, version } of entries) {
    if (kind === 'rule.proposed') {
      const proposed = WORKFLOW_ENTRIES['rule.proposed'].body.parse(body);
      const open = { state: 'proposed' as const, decidedBy: null, decidedAt: null };
      proposals.set(proposed.id, { ...proposed, version, by: actor, at, ...open });
    }
    if (kind !== 'rule.accepted' && kind !== 'rule.declined') continue;
    const known = proposals.get(String(body['id']));
    if (!known) continue;
    known.state =
      kind === 'rule.accepted' ? 'accepted' : body['withdrawn'] === true ? 'withdrawn' : 'declined';
    known.decidedBy = actor;
    known.decidedAt = at;
  }
  return [...proposals.values()];
}

/** The rows of changes and notices that a workflow's entries make, for an append as for a rebuild. */
export function changeRows(workspace: Workspace, workflow: string, entries: readonly Placed[]): Rows {
  const proposals = proposalsOf(entries);
  if (proposals.length === 0) return {};
  return {
    changes: proposals.map((proposal) => changeRow(workflow, proposal)),
    notices: proposals.map((proposal) => noticeRow(workspace, workflow, proposal)),
  };
}

function changeRow(workflow: string, proposal: Proposal): ChangeRow {
  const { id, state, because, base, text, by, at, decidedBy, decidedAt } = proposal;
  return {
    id,
    workflow,
    state,
    because,
    base,
    text,
    by: idOf(by),
    at: at.toISOString(),
    decided_by: decidedBy && idOf(decidedBy),
    decided_at: decidedAt?.toISOString() ?? null,
  };
}

function noticeRow(workspace: Workspace, workflow: string, proposal: Proposal): NoticeRow {
  const label = workspace.workflows[workflow]?.label ?? workflow;
  const by = proposal.by.type === 'person' ? (proposal.by.name ?? proposal.by.id) : 'Remit';
  const what = `${proposal.file ?? 'the boundary'} of ${label}`;
  const says: Record<ChangeRow['state'], string> = {
    proposed: `${by} proposes a change of ${what}, which waits for somebody else's yes.`,
    accepted: `The change of ${what} that ${by} proposed is in force.`,
    declined: `The change of ${what} that ${by} proposed was declined.`,
    withdrawn: `${by} withdrew the change of ${what}.`,
  };
  return {
    id: `workflow/${workflow}.${proposal.version}`,
    at: proposal.at.toISOString(),
    workflow,
    kind: 'boundary_proposed',
    says: `${says[proposal.state]} ${proposal.because}`,
    link: proposal.update
      ? `/updates/${encodeURIComponent(proposal.update.id)}`
      : `/workflows/${encodeURIComponent(workflow)}/boundary`,
    cases: '[]',
    roles: JSON.stringify(rolesWith(workspace, 'change_boundary')),
  };
}

function idOf(actor: Actor): string {
  return actor.type === 'remit' ? 'remit' : actor.id;
}
