import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { compareChoices } from './case/agreement.ts';
import { isDrawn } from './case/draw.ts';
import { checkChoice, type ChoiceGiven } from './desk/chosen.ts';
import { actorOf, busy, RACES_MAX } from './desk/index.ts';
import { labelFrom, listWords, playLabel } from './say/words.ts';
import { second, type Judged } from './second.ts';
import { load, Walk } from './walk.ts';
import type { World } from './world.ts';

export interface AuditGiven extends ChoiceGiven {
  note?: string | undefined;
}

/**
 * What a person would have done in a case that was drawn, said before they saw what was done. Of one that ran by itself
 * it counts as agreement or disagreement with the agent; of one that a person decided it tells how far people agree.
 * The case stays closed. Throws `AppError` where there is nothing to judge.
 */
export async function audit(
  world: World,
  person: Person,
  caseId: string,
  given: AuditGiven,
): Promise<{ agreed: boolean; says: string }> {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseId));
    const { kind, play, note } = given;
    const inputs = checkChoice(walk.workspace, walk.workflow, given);
    const judged = { kind, play, inputs, note };
    const ran = walk.state.rounds.at(-1)?.how === 'alone';
    const answer = ran ? auditOf(walk, person, judged) : second(walk, person, judged);
    const done = await walk.commit(false);
    if (done.ok) return answer;
  }
  throw busy();
}

function auditOf(walk: Walk, person: Person, judged: Judged): { agreed: boolean; says: string } {
  const { state, workflow } = walk;
  const round = state.rounds.at(-1);
  if (state.audited) throw new AppError('conflict', 'Somebody has audited this case already.');
  if (state.status !== 'closed' || !round)
    throw new AppError('conflict', 'Only a closed case that ran by itself is audited.');
  if (!isDrawn(state.id, 'audit', workflow.auditShare)) {
    throw new AppError(
      'refused',
      'This case was not drawn, and a sample that people choose proves nothing.',
      {
        suggestion: 'Judge those that are listed.',
      },
    );
  }
  const { kind, play, inputs, note } = judged;
  const planned = { kind: round.plannedKind, play: round.planned, inputs: round.inputs };
  const { agreed, changed } = compareChoices(planned, { kind, play, inputs });
  const hidden = { inputs, ...(note === undefined ? {} : { note }) };
  walk.add('audited', actorOf(person), { kind, play, agreed, changed }, hidden);
  const label = playLabel(round.planned, workflow);
  const others = listWords(changed.map(labelFrom)).toLowerCase();
  const says = agreed ? `Remit did the same: ${label}.` : `Remit did otherwise (${others}): ${label}.`;
  return { agreed, says };
}
