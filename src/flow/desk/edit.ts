import { AppError } from '../../runtime/errors.ts';
import { digest } from '../../log/canonical.ts';
import type { CaseState } from '../case/state.ts';
import { runsNothing } from './fresh.ts';
import { playOf } from '../plan/custom.ts';
import { digestOf, fillPlay, planDigest } from '../plan/fill.ts';
import { strictestReason } from '../ruling/rule.ts';
import type { RuledBody } from '../ruling/schema.ts';
import type { Play } from '../../workspace/schema.ts';
import { coerce } from '../../workspace/values.ts';
import type { Walk } from '../walk.ts';

/** The plan that an edit makes of a case, and what is wrong with it. */
export function edited(
  walk: Walk,
  edit: { kind?: string | undefined; play: string; inputs: Record<string, unknown> },
) {
  const { state, workspace, workflow } = walk;
  const play = playOf(workspace, workflow, edit.play);
  if (!play) {
    const plays = Object.keys(workflow.plays).join(', ');
    throw new AppError('invalid', `There is no play ${edit.play}.`, {
      path: 'play',
      suggestion: `The playbook has ${plays}.`,
    });
  }
  const kind = edit.kind ?? state.kind ?? 'unclear';
  if (!workflow.kinds.some(({ name }) => name === kind)) {
    throw new AppError('invalid', `There is no kind ${kind}.`, { path: 'kind' });
  }
  const given = readAmounts(play, edit.inputs, workspace.currency);
  const opaque = untouched(state, { play: edit.play, inputs: given });
  const filled = fillPlay(workspace, workflow, play, given, state.event, state.facts ?? {}, opaque);
  const before = state.plan;
  const { inputs, actions, problems } = filled;
  const bare = {
    kind,
    play: edit.play,
    inputs,
    actions,
    confidence: before?.confidence ?? 0,
    reason: before?.reason ?? '',
  };
  const agent = before?.agent ?? { name: 'nobody', version: '0' };
  const plan = { ...bare, agent, digests: actions.map(digestOf), digest: planDigest(bare) };
  return { plan, problems };
}

/** Amounts may be given as people write them, `12.50 EUR`. What is none stays as it is, and is a problem of the plan. */
function readAmounts(play: Play, inputs: Record<string, unknown>, currency: string): Record<string, unknown> {
  const read = Object.entries(inputs).map(([name, raw]): [string, unknown] => {
    const shape = Object.hasOwn(play.inputs, name) ? play.inputs[name] : undefined;
    if (typeof raw !== 'string' || shape?.type !== 'money') return [name, raw];
    const amount = coerce(shape, raw, currency);
    return [name, amount.ok ? amount.value : raw];
  });
  return Object.fromEntries(read);
}

/** Inputs that the person left as an opaque agent chose them: changing the one beside them does not make them known. */
function untouched(
  { plan, rounds }: Pick<CaseState, 'plan' | 'rounds'>,
  edit: { play: string; inputs: Record<string, unknown> },
): Set<string> {
  const round = rounds.at(-1);
  if (!plan?.opaque || round?.planned !== edit.play) return new Set();
  const names = Object.keys(edit.inputs);
  return new Set(
    names.filter((name) => digest(edit.inputs[name] ?? null) === digest(round.inputs[name] ?? null)),
  );
}

/**
 * An edit is ruled like any plan: what is denied stays denied, and where a yes was asked for, work for a person is no
 * way around it. Who else must agree is asked then.
 */
export function mayBeEdited(walk: Walk, ruled: Omit<RuledBody, 'clearances'>): void {
  if (ruled.actions.some(({ effect }) => effect === 'deny')) {
    const reason = ruled.actions.flatMap(({ reasons }) => reasons).find(({ effect }) => effect === 'deny');
    throw new AppError('refused', reason?.says ?? 'The boundary denies it.', {
      suggestion: 'Change it, or do it by hand.',
    });
  }
  const { review, plan } = walk.state;
  if (runsNothing({}, ruled)) {
    throw new AppError('refused', 'In this stage people do the work, so nothing is run from here.', {
      suggestion: 'Do it, and record what you did.',
    });
  }
  if (ruled.effect === 'human' && review?.effect === 'approve' && review.covers !== 'human') {
    throw new AppError('refused', strictestReason(ruled)?.says ?? 'As changed, a person does this.', {
      suggestion: 'Change it, or do it by hand.',
    });
  }
  if (plan?.undoes) throw new AppError('invalid', 'Taking something back cannot be edited.');
}

/**
 * The chain that an edited plan must go through. Every rule that asks for a yes counts, also where a stricter one
 * makes it a person's work: that a person does it does not mean that anybody may.
 */
export function chainFor(ruled: Omit<RuledBody, 'clearances'>): RuledBody['approve'] {
  const rules = ruled.actions.flatMap(({ reasons }) => reasons).filter(({ rule }) => rule !== 'otherwise');
  const effects = [...ruled.actions, ...ruled.reasons, ...rules].map(({ effect }) => effect);
  return effects.includes('approve') ? ruled.approve : [];
}
