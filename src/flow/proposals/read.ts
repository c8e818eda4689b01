import { digest } from '../../log/canonical.ts';
import { AppError } from '../../runtime/errors.ts';
import { fieldsOfCall } from '../../workspace/gateway.ts';
import { listNames, suggestName } from '../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { allHoles } from '../../workspace/template.ts';
import { coerce, coerceFields } from '../../workspace/values.ts';
import { customOf, playOf } from '../plan/custom.ts';
import { offerOf } from '../plan/fill.ts';
import { ACTIONS_MAX, type Proposing } from './schema.ts';

/** A proposal that was held against the workspace: the play that it is, its inputs, and the event that it makes. */
export interface ReadProposal {
  play: string;
  inputs: Record<string, unknown>;
  fields: Record<string, unknown>;
  /** Fields that say what these calls are about: they must be those of the case. */
  bound: string[];
  kind: string | undefined;
  digest: string;
}

/** Reads what an agent proposes. Throws an `AppError` that names the argument, the write or the play that is wrong. */
export function readProposal(workspace: Workspace, workflow: Workflow, given: Proposing): ReadProposal {
  const read =
    'actions' in given.what
      ? readActions(workspace, workflow, given.what.actions)
      : readPlay(workspace, workflow, given.what);
  const { play, inputs } = read;
  const fields = { ...givenFields(workspace, workflow, given.fields, read), ...read.fields };
  return { ...read, fields, kind: given.kind ?? read.kind, digest: digest({ play, inputs }) };
}

/**
 * What the agent says of the event beside its call. The facts that the call is ruled by are read for the event, so what
 * the call itself is about cannot be said otherwise here: else one order would be read and another one paid.
 */
function givenFields(
  workspace: Workspace,
  { label, event }: Workflow,
  given: Record<string, unknown> = {},
  { bound, fields: own }: Read,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(given)) {
    const shape = Object.hasOwn(event.fields, name) ? event.fields[name] : undefined;
    const path = `fields.${name}`;
    if (!shape) {
      const names = Object.keys(event.fields);
      const suggestion = suggestName(name, names) ?? `It has ${listNames(names)}.`;
      throw new AppError('invalid', `${name} is not a field of an event of ${label}.`, { path, suggestion });
    }
    const read = coerce(shape, raw, workspace.currency);
    if (!read.ok) throw new AppError('invalid', `${path} ${read.problems[0]?.says}.`, { path });
    if (bound.includes(name) && own[name] !== undefined && digest(read.value) !== digest(own[name])) {
      throw new AppError('invalid', `The call is about another ${name} than fields says.`, {
        path,
        suggestion: `Leave ${name} out of fields: the call says it.`,
      });
    }
    fields[name] = read.value;
  }
  return fields;
}

type Read = Omit<ReadProposal, 'digest'>;

function readActions(
  workspace: Workspace,
  workflow: Workflow,
  actions: { write: string; args: Record<string, unknown> }[],
): Read {
  if (actions.length === 0 || actions.length > ACTIONS_MAX)
    throw new AppError('invalid', `A proposal has one to ${ACTIONS_MAX} actions.`, { path: 'actions' });
  const checked = actions.map(({ write, args }, index) => {
    const offer = workflow.writes.includes(write) ? offerOf(workspace, write) : undefined;
    if (!offer) throw offTheMap(workflow, write, `actions.${index}.write`);
    for (const name of Object.keys(args)) {
      if (Object.hasOwn(offer.args, name)) continue;
      const suggestion =
        suggestName(name, Object.keys(offer.args)) ?? `It takes ${listNames(Object.keys(offer.args))}.`;
      throw new AppError('invalid', `${name} is not an argument of ${write}.`, {
        path: `actions.${index}.${name}`,
        suggestion,
      });
    }
    const read = coerceFields(offer.args, args, workspace.currency);
    if (!read.ok) {
      const says = read.problems.map((problem) => `${problem.path} ${problem.says}`).join('; ');
      throw new AppError('invalid', `${write}: ${says}.`, {
        path: `actions.${index}.${read.problems[0]?.path ?? ''}`,
      });
    }
    const held = read.value as Record<string, unknown>;
    // No plan is made of an empty text. Found only then, a person would have to guess what the agent can say now.
    const empty = Object.keys(held).find((name) => held[name] === '');
    if (empty !== undefined)
      throw new AppError('invalid', `${write}: ${empty} is empty, which counts as missing.`, {
        path: `actions.${index}.${empty}`,
        suggestion: `Say what it is. Where the system takes none, its file calls ${empty} optional.`,
      });
    return { write, args: held };
  });
  const fields: Record<string, unknown> = {};
  for (const { write, args } of checked)
    merge(fields, asFields(workspace, workflow, fieldsOfCall(workflow, write, args, workspace)), write);
  const calls = checked.map(({ write }) => workflow.gateway[write]);
  const named = calls.flatMap((call) => Object.keys(call?.fields ?? {}));
  const bound = [...new Set([...named, ...Object.keys(fields).filter((name) => isTelling(workflow, name))])];
  return { ...customOf(checked), fields, bound, kind: calls.find((call) => call?.kind !== undefined)?.kind };
}

/** Whether a field of the event says what a case is about: its subject names it, or its facts are read by it. */
export function isTelling({ event, context }: Workflow, field: string): boolean {
  const templates = [event.subject, ...Object.values(context).map((source) => source.with)];
  const path = `event.${field}`;
  return templates
    .flatMap((template) => allHoles(template))
    .some((hole) => hole.path === path || hole.path.startsWith(`${path}.`));
}

/** As a case would have them, so that the two can be compared: an order that is a number in a call is a text in an event. */
function asFields(
  { currency }: Workspace,
  { event }: Workflow,
  fields: Record<string, unknown>,
): Record<string, unknown> {
  const read = (name: string, value: unknown): unknown => {
    const shape = event.fields[name];
    const held = shape && coerce(shape, value, currency);
    return held?.ok ? held.value : value;
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, read(name, value)]));
}

/** Two actions of one proposal that are about different things are two proposals. */
function merge(into: Record<string, unknown>, more: Record<string, unknown>, write: string): void {
  for (const [name, value] of Object.entries(more)) {
    if (Object.hasOwn(into, name) && digest(into[name]) !== digest(value))
      throw new AppError('invalid', `${write} is about another ${name} than what stands before it.`, {
        path: 'actions',
        suggestion: 'Propose what is about one thing together, and the rest by itself.',
      });
    into[name] = value;
  }
}

function readPlay(
  workspace: Workspace,
  workflow: Workflow,
  given: { play: string; inputs: Record<string, unknown> },
): Read {
  const play = Object.hasOwn(workflow.plays, given.play)
    ? playOf(workspace, workflow, given.play)
    : undefined;
  if (!play) {
    const suggestion =
      suggestName(given.play, Object.keys(workflow.plays)) ??
      `The playbook has ${listNames(Object.keys(workflow.plays))}.`;
    throw new AppError('invalid', `There is no play ${given.play}.`, { path: 'play', suggestion });
  }
  const inputs: Record<string, unknown> = {};
  const fields: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(given.inputs)) {
    const shape = Object.hasOwn(play.inputs, name) ? play.inputs[name] : undefined;
    if (!shape)
      throw new AppError('invalid', `${name} is not an input of ${given.play}.`, { path: `inputs.${name}` });
    const read = coerce(shape, raw, workspace.currency);
    if (!read.ok)
      throw new AppError('invalid', `${name} ${read.problems[0]?.says}.`, { path: `inputs.${name}` });
    inputs[name] = read.value;
    const field = workflow.event.fields[name];
    if (field && coerce(field, raw, workspace.currency).ok) fields[name] = raw;
  }
  return { play: given.play, inputs, fields, bound: [], kind: undefined };
}

/** Nothing but the map is offered, also where the system has it. */
export function offTheMap(workflow: Workflow, write: string, path: string): AppError {
  const never = workflow.never.some((name) => write === name || write.startsWith(`${name}.`));
  const says = never
    ? `${workflow.label} must never use ${write}.`
    : `${write} is not on the map of ${workflow.label}.`;
  return new AppError('refused', says, {
    path,
    suggestion: `Its writes are ${listNames(workflow.writes) || 'none'}.`,
  });
}
