import type { Pool } from 'pg';
import type { z } from 'zod';
import { proposalsOf, type Proposal } from '../../authority/changes/proposals.ts';
import { workflowStream } from '../../authority/schema.ts';
import type { UpdateItem, UpdatesAnswer } from '../../doors/http/answers/updates.ts';
import { idOf, NO_PLAN, type Proof } from '../../evidence/mining/index.ts';
import { counted } from '../../evidence/words.ts';
import { nameOf } from '../../flow/say/words.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { followed } from './follow.ts';
import { look, type Looked, type LookWorld } from './look.ts';
import { sayDraft, sayGroup, sayLook, sayPast, sayProof } from './say.ts';
import type { Definition, Draft } from './schema.ts';
import { partsOf } from './ways.ts';

export type ShownItem = z.output<typeof UpdateItem>;
type Shown = z.output<typeof UpdatesAnswer>;

/** Updates that were decided, of which a list shows the newest. */
const DECIDED_MAX = 50;

/**
 * Drafts from the newest decisions, and what became of others, per workflow or of all. Who has `patienceMs` alone gets
 * what was found before where a look takes longer, and is told that it is looked through.
 */
export async function readUpdates(
  world: LookWorld,
  pool: Pool,
  names: readonly string[],
  patienceMs?: number,
): Promise<Shown> {
  const workspace = world.workspace();
  const answer: Shown = { updates: [], looked: [] };
  const workflows = names.flatMap((name) => workspace.workflows[name] ?? []);
  const looks = await Promise.all(workflows.map((workflow) => look(world, pool, workflow, patienceMs)));
  for (const [index, workflow] of workflows.entries()) {
    const looked = looks[index]!;
    const found = looked.look;
    answer.looked.push(showLook(workflow, looked));
    const proposals = await updatesOf(world, workflow);
    const waiting = new Set(
      proposals.filter(({ state }) => state === 'proposed').map((one) => one.update!.id),
    );
    answer.updates.push(
      ...found.drafts
        .filter(({ id }) => !waiting.has(id))
        .map((draft) => showDraft(workspace, workflow, draft)),
    );
    for (const proposal of proposals.toReversed().slice(0, DECIDED_MAX))
      answer.updates.push(await showProposal(world, pool, workflow, proposal));
  }
  answer.updates.sort(
    (one, other) =>
      rank(one) - rank(other) || Number(one.is_new) - Number(other.is_new) || worth(other) - worth(one),
  );
  return answer;
}

/** The proposals of a workflow that come from rule updates, oldest first. */
export async function updatesOf(world: Pick<LookWorld, 'log'>, workflow: Workflow): Promise<Proposal[]> {
  const entries = await world.log.read(workflowStream(workflow.name));
  return proposalsOf(entries).filter(({ update }) => update !== undefined);
}

const ORDER: ShownItem['state'][] = ['proposed', 'draft', 'accepted', 'declined', 'withdrawn'];

function rank({ state }: ShownItem): number {
  return ORDER.indexOf(state);
}

function worth({ proof: { precision } }: ShownItem): number {
  return precision.count - 3 * (precision.of - precision.count);
}

/** What every item says, whatever became of it. */
export function itemOf(
  workspace: Workspace,
  workflow: Workflow,
  draft: Definition & { id: string; proof: Proof },
) {
  const { id, literals, proof } = draft;
  return {
    id,
    workflow: workflow.name,
    label: workflow.label,
    says: sayDraft(workspace, workflow, draft),
    condition: partsOf(workspace, workflow, literals).map(({ literal, says, cel }) => ({
      id: idOf(literal),
      says,
      cel,
    })),
    proof: sayProof(proof, draft.widen && workflow.standing.risk),
    group_says: sayGroup(draft),
    is_wider: draft.widen !== undefined,
    past_says: null,
    is_new: draft.turn.planned === NO_PLAN,
    cost: null,
  };
}

export function showDraft(workspace: Workspace, workflow: Workflow, draft: Draft): ShownItem {
  const [suggested] = draft.ways;
  return {
    ...itemOf(workspace, workflow, draft),
    past_says: sayPast(workspace, workflow, draft),
    state: 'draft',
    found: draft.found,
    ways: draft.ways.map(({ way }) => way),
    widens: suggested?.widens ?? false,
    at: draft.at,
    by: null,
    decided_by: null,
    decided_at: null,
    way: null,
    followed: null,
  };
}

/** One that somebody proposed, accepted or declined. */
export async function showProposal(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  proposal: Proposal,
): Promise<ShownItem> {
  const workspace = world.workspace();
  const { state, at, by, decidedBy, decidedAt, effect } = proposal;
  const update = proposal.update!;
  return {
    ...itemOf(workspace, workflow, update),
    says: update.says,
    state,
    found: update.found,
    ways: [update.way],
    widens: effect.wider > 0 || update.widen !== undefined,
    at: at.toISOString(),
    by: nameOf(by, workspace),
    decided_by: decidedBy && nameOf(decidedBy, workspace),
    decided_at: decidedAt?.toISOString() ?? null,
    way: state === 'accepted' ? update.way : null,
    followed: state === 'accepted' ? await followed(world, pool, workflow, proposal) : null,
  };
}

function showLook(workflow: Workflow, { at, look: found, looking }: Looked): Shown['looked'][number] {
  const { decided, changed, tried, took_ms } = found;
  const says =
    looking === null ? sayLook(found) : `Looking through ${counted(looking, 'decided case')} at this moment.`;
  return {
    workflow: workflow.name,
    label: workflow.label,
    at,
    decided,
    changed,
    tried,
    took_ms,
    looking,
    says,
  };
}
