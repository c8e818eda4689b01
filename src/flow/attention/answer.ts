import { caughtMistake, type Choice } from '../../evidence/attention/caught.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import type { PlantedCheck } from '../case/state.ts';
import { edited } from '../desk/edit.ts';
import { actorOf, type DecisionGiven } from '../review/decide.ts';
import type { Seen } from '../review/schema.ts';
import type { Walk } from '../walk.ts';

/** Decisions that judge the plan on the screen. To put it off or to hand it on says nothing of it. */
const JUDGING = new Set(['approve', 'edit', 'reject']);

export function judges({ decision }: Pick<DecisionGiven, 'decision'>): boolean {
  return JUDGING.has(decision);
}

/**
 * A person decided on a planted plan: that is all that goes into the log, and nothing of it is done. What they sent is
 * held against the playbook as any decision is, so that a check answers no otherwise than a plan would.
 */
export function answer(walk: Walk, person: Person, check: PlantedCheck, given: DecisionGiven): string {
  const { decision, kind, play, inputs = {}, took_ms, seen } = given;
  if (decision !== 'edit') return note(walk, person, check, { decision }, { took_ms, seen });
  if (play === undefined) throw new AppError('invalid', 'An edit names a play.', { path: 'play' });
  const { plan, problems } = edited(walk, { kind, play, inputs });
  const [problem] = problems;
  if (problem) throw new AppError('invalid', problem.says, { path: problem.path });
  return note(walk, person, check, { decision, play: plan.play, inputs: plan.inputs }, { took_ms, seen });
}

/** A person did the work by hand while a planted plan was on the screen. What they did is recorded beside it. */
export function answerByHand(
  walk: Walk,
  person: Person,
  check: PlantedCheck,
  given: { play: string | null; inputs: Record<string, unknown>; seen?: Seen | undefined },
): string {
  const { play, inputs, seen } = given;
  return note(walk, person, check, { decision: 'handled', play, inputs }, { seen });
}

function note(
  walk: Walk,
  person: Person,
  check: PlantedCheck,
  choice: Choice & { decision: DecisionGiven['decision'] | 'handled' },
  { took_ms, seen }: { took_ms?: number | undefined; seen?: Seen | undefined },
): string {
  const caught = caughtMistake(check, choice);
  walk.add('check.answered', actorOf(person), {
    check: check.id,
    decision: choice.decision,
    caught,
    ...(took_ms === undefined ? {} : { took_ms }),
    ...(seen === undefined ? {} : { seen }),
  });
  return sayCheck(caught, check.says);
}

/** What a person hears at once: that it was a check, what was wrong, and that nothing of it was done. */
export function sayCheck(caught: boolean, says: string): string {
  const first = caught ? 'That was a check, and you noticed.' : 'That was a check, and its mistake went by.';
  return `${first} ${says} Nothing of it was done.`;
}
