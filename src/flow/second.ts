import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { compareChoices, type Choice } from './case/agreement.ts';
import { isDrawn } from './case/draw.ts';
import type { CaseState } from './case/state.ts';
import { actorOf } from './desk/index.ts';
import { isPerson } from './review/decide.ts';
import { labelFrom, listWords, playLabel } from './say/words.ts';
import type { Walk } from './walk.ts';

/** What a person gave, held against the playbook. */
export interface Judged extends Choice {
  note?: string | undefined;
}

/** Rounds that a person decided: such a case can be judged by a second one. */
const BY_PEOPLE = new Set(['approved', 'edited', 'handled']);

/** What the last person decided about a case, where a person did. */
export function firstChoice({ rounds, handled, plan, review }: CaseState): Choice | undefined {
  const round = rounds.at(-1);
  if (!round?.how || !BY_PEOPLE.has(round.how) || round.cohort === 'recorded') return undefined;
  const last = handled.at(-1);
  if (last && (round.how === 'handled' || review?.decision === 'handled'))
    return { kind: last.kind, play: last.play, inputs: last.inputs ?? {} };
  return plan ? { kind: plan.kind, play: plan.play, inputs: plan.inputs } : undefined;
}

/**
 * A second person judges, blind, what a first one decided. It says how far people agree with one another, and nothing
 * of the agent: no number of the agent's moves. Throws `AppError` where it is not theirs to judge.
 */
export function second(
  walk: Walk,
  person: Person,
  { kind, play, inputs, note }: Judged,
): { agreed: boolean; says: string } {
  const { state, workflow } = walk;
  const first = firstChoice(state);
  if (!first || state.status !== 'closed') {
    throw new AppError(
      'conflict',
      'Only a closed case is judged a second time, and only what a person decided.',
    );
  }
  if (state.seconded) throw new AppError('conflict', 'Somebody has judged this case a second time already.');
  if (hadAHand(state, person)) {
    throw new AppError('forbidden', `${person.name} had a hand in this case, so another person judges it.`);
  }
  if (!isDrawn(state.id, 'second', workflow.attention.second)) {
    throw new AppError(
      'refused',
      'This case was not drawn, and a sample that people choose proves nothing.',
      {
        suggestion: 'Judge those that are listed.',
      },
    );
  }
  const { agreed, changed } = compareChoices(first, { kind, play, inputs });
  const hidden = { inputs, ...(note === undefined ? {} : { note }) };
  walk.add('seconded', actorOf(person), { kind, play, agreed, changed }, hidden);
  const label = playLabel(first.play, workflow);
  const others = listWords(changed.map(labelFrom)).toLowerCase();
  const says = agreed
    ? `The first person did the same: ${label}.`
    : `The first person did otherwise (${others}): ${label}.`;
  return { agreed, says };
}

/** Who decided any of it knows what was decided. */
function hadAHand({ lastDecided, handled, review, plan }: CaseState, person: Person): boolean {
  const hands = [
    lastDecided?.by,
    review?.decidedBy,
    plan?.editedBy,
    ...handled.map(({ by }) => by),
    ...(review?.approvals ?? []).map(({ by }) => by),
  ];
  return hands.some((by) => by && isPerson(by, person));
}
