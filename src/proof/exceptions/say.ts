import { labelFrom, listWords, playLabel } from '../../flow/say/words.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { TimedRound } from './cases.ts';

const STEPS: Record<string, string> = {
  context: 'while facts were read',
  plan: 'while it was planned',
  action: 'at an action',
  outcome: 'at its end state',
};
const WENT_UP: Record<string, string> = {
  too_late: 'nobody decided in time',
  person: 'a person passed it on',
  role: 'it was passed to another role',
  outcome: 'it ended with somebody else',
};

/** What a group is, in a sentence: "“Apologise” changed to “Give the shipping back”". */
export function sayWhat(round: TimedRound, workflow: Workflow): string {
  const planned = round.planned === '' ? 'A case without a plan' : `“${playLabel(round.planned, workflow)}”`;
  switch (round.cause) {
    case 'edited':
      return sayEdit(round, planned, workflow);
    case 'failed':
      return `${planned} failed ${STEPS[round.failedStep ?? ''] ?? 'on its way'}`;
    case 'conflict':
      return `${planned} planned against the boundary`;
    case 'reworked':
      return `${planned} came back`;
    case 'escalated':
      return `${planned} went up: ${WENT_UP[round.escalated ?? ''] ?? 'to somebody else'}`;
    case null:
      return planned;
  }
}

/** What became of one case of a group. */
export function sayCase(round: TimedRound, workflow: Workflow): string {
  if (round.cause === 'edited' && round.decided !== null) return playLabel(round.decided, workflow);
  return round.planned === '' ? 'No plan' : playLabel(round.planned, workflow);
}

function sayEdit({ planned, decided, changed }: TimedRound, label: string, workflow: Workflow): string {
  if (decided === null) return `${label} taken over by a person`;
  if (decided !== planned) return `${label} changed to “${playLabel(decided, workflow)}”`;
  const inputs = changed
    .filter((name) => name.startsWith('inputs.'))
    .map((name) => labelFrom(name).toLowerCase());
  return inputs.length === 0 ? `${label} changed` : `${label} with another ${listWords(inputs)}`;
}
