import type { Pool } from 'pg';
import {
  append,
  changeBoundary,
  made,
  personActor,
  type Changed,
  type ChangeWorld,
} from '../../authority/changes/change.ts';
import { BOUNDARY_FILE, changeFile } from '../../authority/changes/change_file.ts';
import { decideChange } from '../../authority/changes/decide.ts';
import type { UpdateForm } from '../../authority/updates_schema.ts';
import { workflowStream } from '../../authority/schema.ts';
import { needRight } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import { OWNER, type Person } from '../../workspace/schema.ts';
import { baseOf, openDraft, proposalOf } from './detail.ts';
import { kindOf, type LookWorld } from './look.ts';
import { sayDraft } from './say.ts';
import type { Draft, Way } from './schema.ts';
import { sentenceOf, waysOf } from './ways.ts';
import { weigh } from './weigh.ts';

type AcceptWorld = ChangeWorld & LookWorld;

export interface AcceptGiven {
  way: Way;
  base: string;
  because?: string | undefined;
  ticked: readonly string[];
}

/**
 * Puts a rule update in force by the path of any other change, or before a second person where the workspace asks for
 * two. Throws `AppError`: `forbidden` without the right, or where more would run without a person and this one is no
 * owner; `conflict` where it was decided or the file changed meanwhile; `invalid` where the file would not load; and
 * `refused` where a boundary widens what nobody ticked.
 */
export async function acceptUpdate(
  world: AcceptWorld,
  pool: Pool,
  person: Person,
  id: string,
  given: AcceptGiven,
): Promise<Changed> {
  const workspace = world.workspace();
  needRight(workspace, person, 'change_boundary');
  const known = await proposalOf(world, id);
  if (known?.proposal.state === 'proposed') {
    const { because, ticked } = given;
    const { says } = await decideChange(world, pool, person, known.proposal.id, {
      decision: 'accept',
      because,
      ticked,
    });
    return { status: 'in_force', says, change: known.proposal.id };
  }
  if (known) throw new AppError('conflict', `This update was ${known.proposal.state} already.`);
  const { workflow, draft, cases } = await openDraft(world, pool, id);
  const kind = kindOf(draft, cases, workflow);
  const open = waysOf(workspace, workflow, { ...draft, kind }).find(({ way }) => way === given.way);
  if (!open)
    throw new AppError('refused', 'It cannot be put in force that way by itself: change the file by hand.');
  if (given.base !== baseOf(workflow, open.file))
    throw new AppError('conflict', `${open.file} was changed since you looked at it.`, {
      suggestion: 'Look at the update as it would change the file now.',
      path: 'base',
    });
  const weighed = await weigh(world, pool, workflow, draft, open, cases);
  if (weighed.widens && !person.roles.includes(OWNER))
    throw new AppError('forbidden', `Only an owner may accept it. ${weighed.says}`, {
      suggestion: 'Ask an owner to look at it.',
    });
  const update = updateOf(draft, given.way, sayDraft(workspace, workflow, draft));
  const because = given.because ?? sentenceOf(workspace, workflow, { ...draft, kind });
  const change = { text: open.text, base: given.base, because, update };
  if (open.file === BOUNDARY_FILE)
    return changeBoundary(world, pool, person, workflow, { ...change, ticked: given.ticked });
  const effect = { cases: weighed.ruled, wider: weighed.wider, narrower: 0, ticked: [] };
  const entries = await world.log.read(workflowStream(workflow.name));
  return changeFile(world, person, workflow, { ...change, file: open.file, effect }, entries);
}

/** Declines a rule update: it stands in the log with its proof, and is not suggested again. */
export async function declineUpdate(
  world: AcceptWorld,
  pool: Pool,
  person: Person,
  id: string,
  because: string,
): Promise<{ says: string }> {
  const workspace = world.workspace();
  needRight(workspace, person, 'change_boundary');
  const known = await proposalOf(world, id);
  if (known?.proposal.state === 'proposed')
    return decideChange(world, pool, person, known.proposal.id, { decision: 'decline', because });
  if (known) throw new AppError('conflict', `This update was ${known.proposal.state} already.`);
  const { workflow, draft, cases } = await openDraft(world, pool, id);
  const kind = kindOf(draft, cases, workflow);
  const [open] = waysOf(workspace, workflow, { ...draft, kind });
  const change = world.id();
  const file = open?.file ?? 'playbook.md';
  const update = updateOf(draft, open?.way ?? 'playbook', sayDraft(workspace, workflow, draft));
  const proposed = {
    id: change,
    base: baseOf(workflow, file),
    text: open?.text ?? '',
    because: sentenceOf(workspace, workflow, { ...draft, kind }),
    file,
    update,
    effect: { cases: draft.proof.base.of, wider: 0, narrower: 0, ticked: [] },
  };
  const entries = await world.log.read(workflowStream(workflow.name));
  await append(world, workflow, entries, [
    made(world, { type: 'remit' }, 'rule.proposed', proposed),
    made(world, personActor(person), 'rule.declined', {
      id: change,
      ...(because !== '' && { because }),
      proof: draft.proof,
    }),
  ]);
  return { says: 'Declined: it is not suggested again.' };
}

function updateOf(
  { id, found, turn, literals, proof, widen, taught }: Draft,
  way: Way,
  says: string,
): UpdateForm {
  return { id, found, way, says, turn, literals, proof, cases: taught, ...(widen && { widen }) };
}
