import type { z } from 'zod';
import { compareChoices, type Choice } from '../../../flow/case/agreement.ts';
import type { CaseState } from '../../../flow/case/state.ts';
import { playOf } from '../../../flow/plan/custom.ts';
import { kindLabel, labelFrom, playLabel, shapeLabel } from '../../../flow/say/words.ts';
import { isMoney, showMoney } from '../../../workspace/money.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { CaseAnswer } from '../contract.ts';

type Revealed = z.output<typeof CaseAnswer>['revealed'];

/** What an agent had planned unseen, beside what the person did; null while it is sealed, and where nothing was. */
export function showRevealed(state: CaseState, workflow: Workflow, workspace: Workspace): Revealed {
  const { review, plan } = state;
  const round = state.rounds.at(-1);
  const chosen = chosenIn(state);
  if (!review?.sealed || review.status !== 'decided' || !plan || !round || !chosen) return null;
  const planned: Choice = { kind: round.plannedKind, play: round.planned, inputs: round.inputs };
  const { agreed, changed } = compareChoices(planned, chosen);
  return {
    play: planned.play,
    play_label: playLabel(planned.play, workflow),
    kind: planned.kind,
    reason: plan.reason,
    agreed,
    differences: changed.map((name) => difference(name, planned, chosen, workflow, workspace)),
  };
}

/** What the person decided: the work that they say they did, or the plan as they changed it. */
function chosenIn({ review, plan, handled }: CaseState): Choice | undefined {
  if (review?.decision === 'edit' && plan) return plan;
  const last = handled.at(-1);
  return last && { kind: last.kind, play: last.play, inputs: last.inputs ?? {} };
}

/** One thing that two choices have differently, in words. */
export function difference(
  what: string,
  planned: Choice,
  chosen: Choice,
  workflow: Workflow,
  workspace: Workspace,
): { what: string; agent: string; person: string } {
  if (what === 'kind') {
    const say = ({ kind }: Choice) => kindLabel(kind, workflow) ?? kind;
    return { what: 'Kind', agent: say(planned), person: say(chosen) };
  }
  if (what === 'play') {
    const person = chosen.play === null ? 'Something else' : playLabel(chosen.play, workflow);
    return { what: 'Play', agent: playLabel(planned.play, workflow), person };
  }
  const name = what.replace(/^inputs\./, '');
  const play = planned.play === null ? undefined : playOf(workspace, workflow, planned.play);
  const shape = play?.inputs[name];
  const say = ({ inputs }: Choice) => sayValue(inputs[name], workspace.locale);
  return { what: shapeLabel(name, shape), agent: say(planned), person: say(chosen) };
}

function sayValue(value: unknown, locale: string): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (isMoney(value)) return showMoney(value, locale);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return Array.isArray(value)
    ? value.map((part) => sayValue(part, locale)).join(', ')
    : Object.entries(value)
        .map(([name, part]) => `${labelFrom(name)}: ${sayValue(part, locale)}`)
        .join(', ');
}
