import type { Pool } from 'pg';
import type { Entry } from '../../log/schema.ts';
import { hasRight, needRight } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import { OWNER, type Person, type Workflow, type Workspace } from '../../workspace/schema.ts';
import { workflowStream } from '../schema.ts';
import {
  append,
  CHANGE_CASES,
  inForce,
  loadOrRefuse,
  made,
  mustBeAllowed,
  personActor,
  type ChangeWorld,
} from './change.ts';
import { BOUNDARY_FILE, fileChanged, loadFileOrRefuse, mustBeFrom } from './change_file.ts';
import { runBacktest } from './check.ts';
import { proposalsOf, type Proposal } from './proposals.ts';
import { mustBeTicked } from './ticked.ts';

export interface ChangeDecision {
  decision: 'accept' | 'decline' | 'withdraw';
  because?: string | undefined;
  /** Ids of widening groups that appeared since it was proposed, and were seen by who accepts it. */
  ticked?: readonly string[] | undefined;
}

/**
 * Accepts, declines or withdraws somebody's change. Accepting takes another person with the right, and the boundary
 * must still be the one that the change was made from. Throws `AppError`: `not_found`, `conflict` where it was decided
 * or the boundary changed in the meantime, `forbidden` where this person may not, and `refused` where cases of the log
 * that came since would be widened as nobody ticked.
 */
export async function decideChange(
  world: ChangeWorld,
  pool: Pool,
  person: Person,
  id: string,
  { decision, because, ticked }: ChangeDecision,
): Promise<{ says: string }> {
  const workspace = world.workspace();
  const workflow = await workflowOf(pool, workspace, id);
  const entries = await world.log.read(workflowStream(workflow.name));
  const proposal = proposalsOf(entries).find((known) => known.id === id);
  if (!proposal) throw unknownChange(id);
  if (proposal.state !== 'proposed') {
    const by = proposal.decidedBy?.type === 'person' ? proposal.decidedBy.name : undefined;
    throw new AppError(
      'conflict',
      `This change was ${proposal.state} already${by === undefined ? '' : ` by ${by}`}.`,
    );
  }
  mayDecide(workspace, person, proposal, decision);
  if (decision !== 'accept') {
    const actor = personActor(person);
    const body = {
      id,
      ...(because !== undefined && { because }),
      ...(decision === 'withdraw' && { withdrawn: true }),
    };
    await append(world, workflow, entries, [made(world, actor, 'rule.declined', body)]);
    return {
      says: `The change is ${decision === 'withdraw' ? 'withdrawn' : 'declined'}; everything stays as it is.`,
    };
  }
  await accept(world, pool, { person, workflow, entries, proposal }, { because, ticked });
  const what = proposal.file ?? 'the boundary';
  return { says: `The change is accepted: ${what} of ${workflow.label} is in force as it says.` };
}

interface Accepting {
  person: Person;
  workflow: Workflow;
  entries: Entry[];
  proposal: Proposal;
}

async function accept(
  world: ChangeWorld,
  pool: Pool,
  { person, workflow, entries, proposal }: Accepting,
  { because, ticked = [] }: Pick<ChangeDecision, 'because' | 'ticked'>,
): Promise<void> {
  const workspace = world.workspace();
  const { id, file, update } = proposal;
  const yes = {
    id,
    ...(because !== undefined && { because }),
    ...(ticked.length > 0 && { ticked }),
    ...(update && { proof: update.proof }),
  };
  if (file !== undefined && file !== BOUNDARY_FILE) {
    await acceptFile(world, { person, workflow, entries, proposal: { ...proposal, file } }, yes);
    return;
  }
  if (update?.widen) mustBeOwners(workspace, person, proposal);
  const before = inForce(entries, workspace, workflow);
  if (before.version !== proposal.base) {
    throw new AppError(
      'conflict',
      'The boundary was changed since this was proposed, so it can no longer be accepted.',
      {
        suggestion: 'Decline it, and let it be proposed again from the boundary as it is now.',
      },
    );
  }
  const after = loadOrRefuse(proposal.text, workspace, workflow);
  mustBeAllowed(
    before,
    after,
    [person, proposer(workspace, proposal)].some((one) => one?.roles.includes(OWNER)),
  );
  const tested = await runBacktest(world, pool, { ...workflow, boundary: before }, after, CHANGE_CASES);
  const seen = [...proposal.effect.ticked, ...ticked];
  mustBeTicked(
    tested,
    seen,
    workspace,
    'Since it was proposed, cases came that it would let through as well.',
  );
  const actor = personActor(person);
  const body = {
    base: before.version,
    boundary: after.version,
    text: proposal.text,
    because: proposal.because,
    change: id,
  };
  await append(world, workflow, entries, [
    made(world, actor, 'rule.accepted', yes),
    made(world, actor, 'boundary.changed', body),
  ]);
}

async function acceptFile(
  world: ChangeWorld,
  { person, workflow, entries, proposal }: Accepting & { proposal: { file: string } },
  yes: Record<string, unknown>,
): Promise<void> {
  const workspace = world.workspace();
  const { id, file, base, text, because } = proposal;
  mustBeFrom(base, entries, workflow, file);
  loadFileOrRefuse(workspace, workflow, file, text);
  mustBeOwners(workspace, person, proposal);
  const actor = personActor(person);
  await append(world, workflow, entries, [
    made(world, actor, 'rule.accepted', yes),
    fileChanged(world, actor, { file, base, text, because }, id),
  ]);
}

/** What lets more run without a person takes an owner among the two. */
function mustBeOwners(workspace: Workspace, person: Person, proposal: Proposal): void {
  if (proposal.effect.wider === 0 && !proposal.update?.widen) return;
  if ([person, proposer(workspace, proposal)].some((one) => one?.roles.includes(OWNER))) return;
  throw new AppError('forbidden', 'It lets more run without a person: only an owner may accept it.', {
    suggestion: 'Ask an owner to accept it.',
  });
}

/** Why a person may not accept a change, as a sentence; null where they may. */
export function barredFrom(workspace: Workspace, person: Person | null, proposal: Proposal): string | null {
  if (!person) return 'Say who you are first.';
  if (!hasRight(workspace, person, 'change_boundary')) return `${person.name} may not change boundaries.`;
  if (isProposer(person, proposal)) return 'Somebody else must accept it: you proposed it.';
  return null;
}

function mayDecide(
  workspace: Workspace,
  person: Person,
  proposal: Proposal,
  decision: ChangeDecision['decision'],
): void {
  if (decision === 'withdraw') {
    if (isProposer(person, proposal)) return;
    throw new AppError('forbidden', 'Only who proposed a change may withdraw it.', {
      suggestion: 'Decline it instead.',
    });
  }
  needRight(workspace, person, 'change_boundary');
  const barred = decision === 'accept' ? barredFrom(workspace, person, proposal) : null;
  if (barred !== null) throw new AppError('forbidden', barred);
}

function isProposer(person: Person, { by }: Proposal): boolean {
  return by.type === 'person' && by.id === person.id;
}

function proposer({ people }: Workspace, proposal: Proposal): Person | undefined {
  return people.find((person) => isProposer(person, proposal));
}

async function workflowOf(pool: Pool, workspace: Workspace, id: string): Promise<Workflow> {
  const { rows } = await pool.query<{ workflow: string }>('select workflow from changes where id = $1', [id]);
  const workflow = workspace.workflows[rows[0]?.workflow ?? ''];
  if (!workflow) throw unknownChange(id);
  return workflow;
}

function unknownChange(id: string): AppError {
  return new AppError('not_found', `There is no change "${id.slice(0, 80)}".`, { path: 'id' });
}
