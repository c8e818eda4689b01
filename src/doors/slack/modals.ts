import type { KnownBlock, View } from '@slack/web-api';
import type { HeldPlan } from '../../flow/case/state.ts';
import { playOf } from '../../flow/plan/custom.ts';
import { shapeLabel } from '../../flow/say/words.ts';
import { isMoney, minorDigits } from '../../workspace/money.ts';
import type { Play, Workflow, Workspace } from '../../workspace/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { coerce } from '../../workspace/values.ts';
import { cut, type Pressed } from './blocks.ts';

/** Limits of Slack's modals. */
const TEXT_CHARS_MAX = 3_000;
const CHOICES_MAX = 100;
const INPUTS_MAX = 40;

export const EDIT = 'remit_edit_plan';
export const REJECT = 'remit_reject_plan';
/** The one input of every modal that is not part of a plan. */
export const REASON = 'remit_reason';
const BECAUSE = 'remit_because';
const FIELD = 'value';

/** Short words that the memory and the reports count, as the console asks for them. */
const BECAUSES: Record<string, string> = {
  wrong_play: 'The wrong way to handle it',
  wrong_details: 'The right way, with wrong details',
  wrong_facts: 'The facts are wrong or missing',
  bad_reply: 'The reply reads badly',
  against_policy: 'Against our policy',
  not_ours: 'Nothing should be done',
};

/** What a modal keeps of what it was opened on. */
export interface Kept extends Pressed {
  channel: string;
}

/** What a person typed: by block, as Slack sends it. */
export type Typed = Record<
  string,
  Record<string, { value?: string | null; selected_option?: { value: string } | null }>
>;

export function rejectModal(kept: Kept): View {
  const options = Object.entries(BECAUSES).map(([value, text]) => ({ text: words(text), value }));
  const [first] = options;
  return modal(REJECT, 'Reject', 'Reject', kept, [
    {
      type: 'input',
      block_id: BECAUSE,
      label: words('Why'),
      element: {
        type: 'static_select',
        action_id: FIELD,
        options,
        ...(first ? { initial_option: first } : {}),
      },
    },
    reasonBlock('What should have been done?'),
  ]);
}

/** What was chosen in a modal of rejection. */
export function readReject(typed: Typed): { because?: string; reason?: string } {
  const because = typed[BECAUSE]?.[FIELD]?.selected_option?.value;
  return { ...(because === undefined ? {} : { because }), ...readReason(typed) };
}

/** The inputs of the plan's play, each as what it is; undefined where the plan cannot be edited in a modal. */
export function editModal(
  plan: HeldPlan,
  workflow: Workflow,
  workspace: Workspace,
  kept: Kept,
): View | undefined {
  const play = plan.play === null ? undefined : playOf(workspace, workflow, plan.play);
  if (!play) return undefined;
  const inputs = Object.entries(play.inputs).filter(([, shape]) => isSimple(shape));
  if (inputs.length === 0 || inputs.length > INPUTS_MAX) return undefined;
  const blocks = inputs.map(([name, shape]) => inputBlock(name, shape, plan.inputs[name]));
  const hidden = Object.keys(play.inputs).length - inputs.length;
  const note: KnownBlock[] =
    hidden === 0
      ? []
      : [
          {
            type: 'context',
            elements: [words('Lists and groups of values stay as they are: edit those in the console.')],
          },
        ];
  return modal(EDIT, 'Edit the plan', 'Approve', kept, [...blocks, ...note, reasonBlock('Why the change?')]);
}

/** The inputs as edited, or what is wrong with them, by block. What the modal did not show stays as it was. */
export function readEdit(
  typed: Typed,
  play: Play,
  before: Record<string, unknown>,
  currency: string,
):
  | { ok: true; inputs: Record<string, unknown>; reason?: string }
  | { ok: false; errors: Record<string, string> } {
  const inputs = { ...before };
  const errors: Record<string, string> = {};
  for (const [name, shape] of Object.entries(play.inputs)) {
    if (!isSimple(shape) || typed[name] === undefined) continue;
    const { value, selected_option: option } = typed[name][FIELD] ?? {};
    const read = coerce(shape, option?.value ?? value ?? undefined, currency);
    if (!read.ok) errors[name] = `This ${read.problems[0]?.says ?? 'does not fit'}.`;
    else if (read.value === undefined) delete inputs[name];
    else inputs[name] = read.value;
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, inputs, ...readReason(typed) };
}

function isSimple(shape: Shape): boolean {
  if (shape.type === 'list' || shape.type === 'object') return false;
  return (shape.choices?.length ?? 0) <= CHOICES_MAX;
}

function inputBlock(name: string, shape: Shape, value: unknown): KnownBlock {
  const label = words(cut(shapeLabel(name, shape), 150));
  const common = { type: 'input' as const, block_id: name, label, optional: shape.optional === true };
  const choices =
    shape.type === 'boolean' ? ['true', 'false'] : 'choices' in shape ? shape.choices : undefined;
  if (choices) {
    const options = choices.map((choice) => ({
      text: words(SAID[choice] ?? cut(choice, 75)),
      value: choice,
    }));
    const chosen = options.find((option) => option.value === String(value));
    return {
      ...common,
      element: {
        type: 'static_select',
        action_id: FIELD,
        options,
        ...(chosen ? { initial_option: chosen } : {}),
      },
    };
  }
  const text = asText(value);
  return {
    ...common,
    element: {
      type: 'plain_text_input',
      action_id: FIELD,
      multiline: shape.type === 'text' || text.includes('\n'),
      max_length: TEXT_CHARS_MAX,
      ...(text === '' ? {} : { initial_value: text.slice(0, TEXT_CHARS_MAX) }),
    },
  };
}

const SAID: Record<string, string> = { true: 'Yes', false: 'No' };

/** As it is read back: amounts as `12.50 EUR`, whatever the locale. */
function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (!isMoney(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const digits = minorDigits(value.currency);
  return `${(value.minor / 10 ** digits).toFixed(digits)} ${value.currency}`;
}

function reasonBlock(label: string): KnownBlock {
  return {
    type: 'input',
    block_id: REASON,
    optional: true,
    label: words(label),
    element: { type: 'plain_text_input', action_id: FIELD, multiline: true, max_length: TEXT_CHARS_MAX },
  };
}

function readReason(typed: Typed): { reason?: string } {
  const reason = typed[REASON]?.[FIELD]?.value?.trim();
  return reason === undefined || reason === '' ? {} : { reason };
}

function modal(callback: string, title: string, does: string, kept: Kept, blocks: KnownBlock[]): View {
  return {
    type: 'modal',
    callback_id: callback,
    title: words(title),
    submit: words(does),
    close: words('Cancel'),
    private_metadata: JSON.stringify(kept),
    blocks,
  };
}

/** What stands in a modal while, or after, something took longer than Slack waits. */
export function sayingModal(title: string, says: string): View {
  return {
    type: 'modal',
    title: words(title),
    close: words('Close'),
    blocks: [{ type: 'section', text: words(says) }],
  };
}

function words(text: string) {
  return { type: 'plain_text' as const, text };
}
