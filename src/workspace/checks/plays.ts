import type { Say } from '../forms/form.ts';
import { type ActionForm, type InputForm, type PlayForm, type WorkflowForm } from '../forms/workflow.ts';
import { humanize } from '../forms/words.ts';
import { suggestName } from '../nearest.ts';
import type { Play } from '../schema.ts';
import type { Fault, Shape } from '../shape.ts';
import { allHoles } from '../template.ts';
import { findOffer, type Systems } from './context.ts';
import { findCycle, inOrder } from './cycle.ts';
import { checkReply, repliesIn, replyShape, type ReplyFiles } from './replies.ts';
import { checkArgs, checkTemplate, type Scope } from './templates.ts';

/** Everything that plays are checked against. */
export interface PlayWorld {
  form: WorkflowForm;
  systems: Systems;
  /** `event` and the facts. */
  scope: Scope;
  replies: ReplyFiles;
  say: Say;
  faults: Fault[];
}

/** Checks all plays, and every reply in the light of the plays that use it. */
export function checkPlays(world: PlayWorld): Record<string, Play> {
  const { form, say } = world;
  if ('custom' in form.plays) {
    say(['plays', 'custom'], 'is the play for anything else and cannot be declared', 'give it another name');
  }
  const used = new Set<string>();
  const plays: Record<string, Play> = {};
  for (const [name, play] of Object.entries(form.plays)) plays[name] = checkPlay(name, play, world, used);
  for (const [name, reply] of Object.entries(world.replies)) {
    if (!used.has(name)) checkReply(reply, world.scope, undefined, world.faults);
  }
  return plays;
}

function checkPlay(name: string, form: PlayForm, world: PlayWorld, used: Set<string>): Play {
  const shapes: Record<string, Shape> = {};
  for (const [input, { shape }] of Object.entries(form.inputs)) shapes[input] = shape;
  const inner: Scope = { ...world.scope, args: { type: 'object', fields: shapes } };
  const scope: Scope = { ...inner, reply: replyShape(world.replies, inner) };
  const inputs: Play['inputs'] = {};
  for (const input of orderOfInputs(name, form, world)) {
    const { shape, learn, default: given } = form.inputs[input] as InputForm;
    const at = ['plays', name, 'inputs', input];
    if (learn === true && !('choices' in shape)) {
      world.say([...at, 'learn'], 'needs choices: only a choice between declared values can be learned');
    }
    const otherwise =
      given === undefined ? undefined : checkTemplate(given, shape, scope, world.say, [...at, 'default']);
    inputs[input] = {
      ...shape,
      ...(learn === undefined ? {} : { learn }),
      ...(otherwise === undefined ? {} : { default: otherwise }),
    };
  }
  const actions = form.actions.map((action, index) => checkAction(action, index, name, scope, world));
  for (const reply of repliesOf(form, world.replies)) {
    used.add(reply);
    const file = world.replies[reply];
    if (file) checkReply(file, scope, name, world.faults);
  }
  return {
    name,
    label: form.label ?? humanize(name),
    inputs,
    actions,
    ...(form.ends === undefined ? {} : { ends: form.ends }),
  };
}

function checkAction(
  action: ActionForm,
  index: number,
  play: string,
  scope: Scope,
  world: PlayWorld,
): Play['actions'][number] {
  const at = ['plays', play, 'actions', index];
  const { write, with: given } = action;
  const isShort = action.path[0] !== 'with';
  const nameAt = isShort ? [...at, write] : [...at, 'write'];
  const offer = findOffer('writes', write, world.systems, (says, suggestion) =>
    world.say(nameAt, says, suggestion),
  );
  if (offer === 'unknown') return { write, with: given };
  if (!world.form.writes.includes(write)) {
    world.say(
      nameAt,
      `"${write}" is not on the map`,
      `add it to writes:, or ${suggestName(write, world.form.writes) ?? 'leave it out'}`,
    );
  }
  const checked = checkArgs(write, offer.args, given, scope, world.say, [...at, ...action.path]);
  return { write, with: checked };
}

/**
 * The order in which inputs are filled. Defaults may use other inputs, also by way of a reply, as long as they do
 * not wait for one another.
 */
function orderOfInputs(name: string, form: PlayForm, world: PlayWorld): string[] {
  const needs: Record<string, string[]> = {};
  for (const [input, { default: given = null }] of Object.entries(form.inputs)) {
    const texts = repliesReached(repliesIn(given), world.replies).map(
      (reply) => world.replies[reply]?.text ?? '',
    );
    needs[input] = [given, ...texts]
      .flatMap(allHoles)
      .filter((hole) => hole.path.startsWith('args.'))
      .map((hole) => hole.path.split('.')[1] ?? '');
  }
  const circle = findCycle(needs);
  if (!circle) return inOrder(needs);
  world.say(['plays', name, 'inputs', circle[0] ?? ''], `needs itself: ${circle.join(' → ')}`);
  return Object.keys(needs);
}

function repliesOf(form: PlayForm, replies: ReplyFiles): string[] {
  const defaults = Object.values(form.inputs).flatMap((input) => repliesIn(input.default ?? null));
  const direct = form.actions.flatMap((action) => repliesIn(action.with));
  return repliesReached([...defaults, ...direct], replies);
}

/** A reply may quote another one, such as a common closing. */
function repliesReached(names: readonly string[], replies: ReplyFiles): string[] {
  const reached = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...repliesIn(replies[name]?.text ?? ''));
  }
  return [...reached];
}
