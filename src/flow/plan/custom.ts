import type { Action } from '../../boundary/schema.ts';
import { CUSTOM } from './schema.ts';
import type { Play, Workflow, Workspace, WriteOffer } from '../../workspace/schema.ts';

/**
 * Free actions are a play of their own: its name says which writes it makes in which order, and its inputs are their
 * arguments. So they are filled, checked, ruled, edited argument by argument and measured like any play of the file,
 * and what an agent earns with one write says nothing of another.
 */
const PREFIX = `${CUSTOM}:`;

/** Whether the name of a play stands for free actions. */
export function isCustom(play: string): boolean {
  return play.startsWith(PREFIX);
}

/** The play that free actions are, and its inputs. Throws where there is none at all: a plan does something. */
export function customOf(actions: Action[]): { play: string; inputs: Record<string, unknown> } {
  if (actions.length === 0) throw new Error('free actions without any action');
  const inputs: Record<string, unknown> = {};
  actions.forEach(({ args }, index) => {
    for (const [name, value] of Object.entries(args)) inputs[inputName(name, index, actions.length)] = value;
  });
  return { play: `${PREFIX}${actions.map(({ write }) => write).join('+')}`, inputs };
}

/** The writes that a custom play makes, in order. */
export function writesOf(play: string): string[] {
  return play.slice(PREFIX.length).split('+');
}

/** A play by its name: one of the workflow's file, or the one that a custom name stands for. */
export function playOf(workspace: Workspace, workflow: Workflow, name: string): Play | undefined {
  if (!isCustom(name)) return Object.hasOwn(workflow.plays, name) ? workflow.plays[name] : undefined;
  const offers: [string, WriteOffer][] = [];
  for (const write of writesOf(name)) {
    const [system = '', own = ''] = write.split('.');
    const offer = workspace.systems[system]?.writes[own];
    if (!offer) return undefined;
    offers.push([write, offer]);
  }
  const play: Play = {
    name,
    label: offers.map(([, { label }]) => label).join(', then '),
    inputs: {},
    actions: [],
  };
  offers.forEach(([write, offer], index) => {
    const given: Record<string, string> = {};
    for (const [arg, shape] of Object.entries(offer.args)) {
      const input = inputName(arg, index, offers.length);
      play.inputs[input] =
        offers.length === 1 ? shape : { ...shape, label: `${offer.label}: ${shape.label ?? arg}` };
      given[arg] = `{{args.${input}}}`;
    }
    play.actions.push({ write, with: given });
  });
  return play;
}

/** Templates name letters, digits and underscores only; of several actions each has its number before its arguments. */
function inputName(arg: string, index: number, count: number): string {
  const plain = arg.replaceAll(/\W/g, '_');
  if (count > 1) return `a${index + 1}_${plain}`;
  return /^\d/.test(plain) ? `_${plain}` : plain;
}
