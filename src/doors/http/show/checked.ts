import type { z } from 'zod';
import { load } from '../../../flow/index.ts';
import { compareChoices, type Choice } from '../../../flow/case/agreement.ts';
import type { CaseState } from '../../../flow/case/state.ts';
import type { DeskAnswer } from '../../../flow/desk/index.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { CheckAnswer } from '../answers/attention.ts';
import type { Door } from '../door.ts';
import { difference } from './revealed.ts';

type Checked = z.output<typeof CheckAnswer>;

/** The check that was answered on the review of this case; null where there is none. */
export function showChecked(state: CaseState, workflow: Workflow, workspace: Workspace): Checked | null {
  const { check, review, rounds } = state;
  const answered = check?.answered;
  const round = rounds.at(-1);
  if (!check || !answered || check.review !== review?.id || !round) return null;
  const planned: Choice = { kind: round.plannedKind, play: round.planned, inputs: round.inputs };
  const planted: Choice = { ...planned, play: check.play, inputs: check.inputs };
  const { changed } = compareChoices(planned, planted);
  return {
    caught: answered.caught,
    mistake: check.mistake,
    says: check.says,
    by: 'id' in answered.by ? answered.by.id : 'remit',
    at: answered.at.toISOString(),
    decision: answered.decision,
    differences: changed.map((name) => {
      const { what, agent, person } = difference(name, planned, planted, workflow, workspace);
      return { what, true: agent, planted: person };
    }),
  };
}

/** What a decision came to, with what was wrong where the plan on the screen was a check. */
export async function withCheck({ world }: Door, { checked, ...answer }: DeskAnswer) {
  if (!checked) return answer;
  const workspace = world.workspace();
  const state = await load(world, answer.case);
  const workflow = workspace.workflows[state.workflow];
  const check = workflow && showChecked(state, workflow, workspace);
  return check ? { ...answer, check } : answer;
}
