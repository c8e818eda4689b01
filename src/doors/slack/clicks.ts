import type { View } from '@slack/web-api';
import { shown } from '../../flow/case/check.ts';
import { caseOf } from '../../flow/desk/index.ts';
import { decide, load } from '../../flow/index.ts';
import { playOf } from '../../flow/plan/custom.ts';
import { workflowOf } from '../../flow/walk.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import { BUTTONS, type Pressed } from './blocks.ts';
import type { Keeping } from './keeper.ts';
import {
  EDIT,
  editModal,
  readEdit,
  readReject,
  REASON,
  REJECT,
  rejectModal,
  type Kept,
  type Typed,
} from './modals.ts';

/** "In an hour" */
const LATER_MS = 3_600_000;

/** What a button did: a sentence for the person, a modal to open, or nothing to say because the message shows it. */
export type Clicked = { says: string } | { modal: View } | { done: true };

/** A click on a button of a message. Throws the `AppError` of the desk where it may not be. */
export async function click(
  { world }: Keeping,
  person: Person,
  action: string,
  pressed: Pressed,
  channel: string,
): Promise<Clicked> {
  const { review, plan } = pressed;
  switch (action) {
    case BUTTONS.approve: {
      const { checked, says } = await decide(world, person, review, { plan, decision: 'approve' });
      return checked ? { says } : { done: true };
    }
    case BUTTONS.later: {
      const until = new Date(world.now().getTime() + LATER_MS).toISOString();
      await decide(world, person, review, { plan, decision: 'snooze', until });
      return { done: true };
    }
    case BUTTONS.reject:
      return { modal: rejectModal({ ...pressed, channel }) };
    case BUTTONS.edit: {
      const state = shown(await load(world, caseOf(review)));
      needSame(state.plan?.digest, plan);
      const workspace = world.workspace();
      const modal =
        state.plan &&
        editModal(state.plan, workflowOf(workspace, state.workflow), workspace, { ...pressed, channel });
      return modal ? { modal } : { says: 'This plan cannot be edited here: open the case.' };
    }
    default:
      return { done: true };
  }
}

/** What sending a modal came to: done with a sentence, or errors beside the inputs. `checked`: it was a check. */
export type Submitted = { says: string; checked?: boolean } | { errors: Record<string, string> };

/** A modal that was sent. A refusal of the desk stands beside the input that it is about. */
export async function submit(
  { world }: Keeping,
  person: Person,
  callback: string,
  kept: Kept,
  typed: Typed,
): Promise<Submitted> {
  const { review, plan } = kept;
  try {
    if (callback === REJECT) {
      const rejection = { plan, decision: 'reject' as const, ...readReject(typed) };
      return said(await decide(world, person, review, rejection));
    }
    if (callback !== EDIT) return { says: 'This is not known here.' };
    const state = shown(await load(world, caseOf(review)));
    needSame(state.plan?.digest, plan);
    const workspace = world.workspace();
    const held = state.plan;
    const play = held?.play ? playOf(workspace, workflowOf(workspace, state.workflow), held.play) : undefined;
    if (!held?.play || !play) throw new AppError('conflict', 'The plan has no play any more.');
    const read = readEdit(typed, play, held.inputs, workspace.currency);
    if (!read.ok) return { errors: read.errors };
    const { inputs, reason } = read;
    const edit = {
      plan,
      decision: 'edit' as const,
      kind: held.kind,
      play: held.play,
      inputs,
      ...(reason === undefined ? {} : { reason }),
    };
    return said(await decide(world, person, review, edit));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { errors: { [blockOf(error.path, typed)]: sayRefusal(error) } };
  }
}

function said({ says, checked }: { says: string; checked?: boolean }): Submitted {
  return { says, ...(checked ? { checked } : {}) };
}

/** The refusal and what to do about it, in one line. */
export function sayRefusal({ message, suggestion }: AppError): string {
  return suggestion === undefined ? message : `${message} ${suggestion}`;
}

/** The input that a path is about (`inputs.amount`); the reason where it is about none of the modal. */
function blockOf(path: string | undefined, typed: Typed): string {
  const name = path?.split('.').find((part) => Object.hasOwn(typed, part));
  return name ?? REASON;
}

function needSame(now: string | undefined, seen: string): void {
  if (now === seen) return;
  throw new AppError('conflict', 'The plan changed while you were reading.', {
    suggestion: 'Look at the new plan, then decide.',
  });
}
