import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { answerByHand } from './attention/answer.ts';
import { compareChoices, type Choice } from './case/agreement.ts';
import { pendingCheck } from './case/check.ts';
import type { CaseState } from './case/state.ts';
import { checkChoice, type ChoiceGiven } from './desk/chosen.ts';
import { actorOf, busy, RACES_MAX, type DeskAnswer } from './desk/index.ts';
import type { Seen } from './review/schema.ts';
import { load, Walk } from './walk.ts';
import type { World } from './world.ts';

export interface HandledGiven extends ChoiceGiven {
  outcome: 'solved' | 'escalated' | 'failed';
  minutes?: number | undefined;
  note?: string | undefined;
  seen?: Seen | undefined;
}

/** A person did the work by hand, here or elsewhere: the case is closed, and what they did is learned from. */
export async function handle(
  world: World,
  person: Person,
  caseId: string,
  given: HandledGiven,
): Promise<DeskAnswer> {
  return change(world, caseId, (walk) => {
    const { state, workspace, workflow } = walk;
    if (state.status === 'closed') throw new AppError('conflict', 'The case is closed already.');
    if (state.actions.some(({ status }) => status === 'intended' || status === 'unknown')) {
      throw new AppError('conflict', 'An action is under way, or its fate is not known.', {
        suggestion: 'Settle it first.',
      });
    }
    const inputs = checkChoice(workspace, workflow, given);
    const { kind, play, outcome: how, note, minutes, seen } = given;
    const check = pendingCheck(state);
    // What they saw was not what the agent had planned, so what they did is compared with neither.
    const compared = check ? {} : comparison(state, { kind, play, inputs });
    const by = actorOf(person);
    const told = check && answerByHand(walk, person, check, { play, inputs, seen });
    walk.add(
      'handled',
      by,
      {
        kind,
        play,
        outcome: how,
        ...compared,
        ...(minutes === undefined ? {} : { minutes }),
        ...(seen === undefined ? {} : { seen }),
      },
      { ...(note === undefined ? {} : { note }), ...(given.inputs === undefined ? {} : { inputs }) },
    );
    const outcome = state.reworked && given.outcome === 'solved' ? 'reworked' : given.outcome;
    walk.add('closed', by, { outcome, end: { holds: 'unknown', says: `${person.name} did it by hand.` } });
    const says = 'Closed: done by hand.';
    return told ? { says: `${told} ${says}`, checked: true } : says;
  });
}

/** Whether the person did what an agent had planned for this very round; nothing where no agent had. */
function comparison(state: CaseState, chosen: Choice): { agreed?: boolean; changed?: string[] } {
  const { plan, ruling } = state;
  if (!plan || plan.play === null || plan.undoes !== undefined) return {};
  if (ruling?.rollout?.cohort === 'control') return {};
  return compareChoices(plan, chosen);
}

/** A person looked: an action whose fate was not known was done, or was not. */
export async function settle(
  world: World,
  person: Person,
  caseId: string,
  given: { key: string; done: boolean; note?: string | undefined },
): Promise<DeskAnswer> {
  return change(world, caseId, (walk) => {
    const action = walk.state.actions.find(({ key }) => key === given.key);
    if (action?.status !== 'unknown') {
      throw new AppError('conflict', 'This action is not waiting to be settled.', { path: 'key' });
    }
    const by = actorOf(person);
    const says = given.note ?? `${person.name} looked: it was not done.`;
    if (given.done) {
      walk.add('action.done', by, { key: given.key, how: 'settled' }, { result: null });
      if (action.undoes) walk.add('action.undone', by, { key: action.undoes, by: given.key });
    } else walk.add('action.failed', by, { key: given.key, how: 'settled', says });
    return given.done ? 'Settled: it was done.' : 'Settled: it was not done.';
  });
}

/** A sentence for the person, or what they hear where it was a known-answer check. */
type Came = string | { says: string; checked: true };

/** Loads a case, lets `make` add entries, appends; again from the start when somebody else was quicker. */
export async function change(
  world: World,
  caseId: string,
  make: (walk: Walk) => Came | Promise<Came>,
): Promise<DeskAnswer> {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseId));
    const came = await make(walk);
    const done = await walk.commit(false);
    if (!done.ok) continue;
    return {
      case: caseId,
      version: walk.state.version,
      ...(typeof came === 'string' ? { says: came } : came),
    };
  }
  throw busy();
}
