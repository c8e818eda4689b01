import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { compareChoices } from './case/agreement.ts';
import { checkChoice, type ChoiceGiven } from './desk/chosen.ts';
import { actorOf, busy, RACES_MAX } from './desk/index.ts';
import { labelFrom, listWords, playLabel } from './say/words.ts';
import { load, Walk } from './walk.ts';
import type { World } from './world.ts';

export interface AuditGiven extends ChoiceGiven {
  note?: string | undefined;
}

/**
 * What a person would have done in a case that ran by itself, said before they saw what was done: it counts as
 * agreement or disagreement with the agent. The case stays closed. Throws `AppError` where there is nothing to audit.
 */
export async function audit(
  world: World,
  person: Person,
  caseId: string,
  given: AuditGiven,
): Promise<{ agreed: boolean; says: string }> {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseId));
    const { state, workspace, workflow } = walk;
    const round = state.rounds.at(-1);
    if (state.audited) throw new AppError('conflict', 'Somebody has audited this case already.');
    if (state.status !== 'closed' || round?.how !== 'alone')
      throw new AppError('conflict', 'Only a closed case that ran by itself is audited.');
    const inputs = checkChoice(workspace, workflow, given);
    const { kind, play, note } = given;
    const planned = { kind: round.plannedKind, play: round.planned, inputs: round.inputs };
    const { agreed, changed } = compareChoices(planned, { kind, play, inputs });
    const hidden = { inputs, ...(note === undefined ? {} : { note }) };
    walk.add('audited', actorOf(person), { kind, play, agreed, changed }, hidden);
    const done = await walk.commit(false);
    if (!done.ok) continue;
    const label = playLabel(round.planned, workflow);
    const others = listWords(changed.map(labelFrom)).toLowerCase();
    return {
      agreed,
      says: agreed ? `Remit did the same: ${label}.` : `Remit did otherwise (${others}): ${label}.`,
    };
  }
  throw busy();
}
