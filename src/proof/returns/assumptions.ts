import { ASSUMPTIONS_STREAM, DESK_ENTRIES } from '../../authority/desk_schema.ts';
import { DEFINITIONS } from '../../evidence/returns/inputs.ts';
import { INPUTS, type Assumed, type InputName, type Stated } from '../../evidence/returns/schema.ts';
import { showValue, type Style } from '../../evidence/returns/show.ts';
import { listed } from '../../evidence/words.ts';
import type { World } from '../../flow/index.ts';
import { nameOf } from '../../flow/say/words.ts';
import type { Entry } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person, Workspace } from '../../workspace/schema.ts';

/** Others may write at the same moment; each of them appends once. */
const TRIES_MAX = 20;
const HISTORY_MAX = 50;

const CHANGED = DESK_ENTRIES['assumptions.changed'].body;

/** What people said, newest last: of all workflows, and of one where it says otherwise. */
export function statedFor(
  workspace: Workspace,
  entries: readonly Entry[],
  workflow: string | null,
): Partial<Record<InputName, Stated>> {
  const all: Partial<Record<InputName, Stated>> = {};
  const own: Partial<Record<InputName, Stated>> = {};
  for (const entry of entries) {
    const { workflow: of, values, because } = CHANGED.parse(entry.body);
    const target = of === null ? all : of === workflow ? own : null;
    if (!target) continue;
    for (const name of INPUTS) {
      const value = values[name];
      if (value === undefined) continue;
      if (value === null) delete target[name];
      else target[name] = { value, by: nameOf(entry.actor, workspace), at: entry.at.toISOString(), because };
    }
  }
  return { ...all, ...own };
}

/** Who said what when, newest first, of one workflow with what holds for all. */
export function historyOf(workspace: Workspace, entries: readonly Entry[], workflow: string | null) {
  const style = styleOf(workspace);
  const told = entries.flatMap((entry) => {
    const { workflow: of, values, because } = CHANGED.parse(entry.body);
    if (of !== null && of !== workflow) return [];
    const where = of === null && workflow !== null ? 'For all workflows: ' : '';
    const says = `${where}${sayValues(values, style)}.`;
    return [{ at: entry.at.toISOString(), by: nameOf(entry.actor, workspace), says, because }];
  });
  return told.toReversed().slice(0, HISTORY_MAX);
}

function sayValues(values: Assumed, style: Style): string {
  const parts = INPUTS.flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    const { label, unit, per } = DEFINITIONS[name];
    if (value === null) return [`${label.toLowerCase()} taken back`];
    return [`${label.toLowerCase()} ${[showValue(value, unit, style), per].filter(Boolean).join(' ')}`];
  });
  const text = listed(parts);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Writes down what somebody assumes, for one workflow or for all (null). Throws where nothing would change. */
export async function assume(
  world: Pick<World, 'log' | 'workspace' | 'now'>,
  person: Person,
  given: { workflow: string | null; values: Assumed; because: string },
): Promise<{ says: string }> {
  const workspace = world.workspace();
  const { workflow, values, because } = given;
  const label = workflow === null ? 'all workflows' : workflowLabel(workspace, workflow);
  needSomething(values);
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const entries = await world.log.read(ASSUMPTIONS_STREAM);
    const done = await world.log.append({
      stream: ASSUMPTIONS_STREAM,
      expected: entries.at(-1)?.version ?? 0,
      entries: [
        {
          kind: 'assumptions.changed',
          kindVersion: 1,
          at: world.now(),
          actor: { type: 'person', id: person.id, name: person.name },
          body: CHANGED.parse({ workflow, values, because }),
        },
      ],
    });
    if (done.ok) return { says: `Written down for ${label}: ${sayValues(values, styleOf(workspace))}.` };
  }
  throw new AppError('unavailable', 'Too many others write at the same time.', { suggestion: 'Try again.' });
}

function workflowLabel(workspace: Workspace, name: string): string {
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (workflow) return workflow.label;
  throw new AppError('not_found', `There is no workflow "${name.slice(0, 80)}".`, {
    suggestion: `There is ${Object.keys(workspace.workflows).join(', ')}.`,
    path: 'workflow',
  });
}

function needSomething(values: Assumed): void {
  const names = INPUTS.filter((name) => values[name] !== undefined);
  if (names.length === 0)
    throw new AppError('invalid', 'It must be said what is assumed.', { path: 'values' });
  for (const name of names) {
    const value = values[name];
    if (value === undefined || value === null) continue;
    const { label, unit } = DEFINITIONS[name];
    if (unit === 'share' && value > 1)
      throw new AppError('invalid', `${label} is a share from 0 to 1.`, { path: `values.${name}` });
    if (unit === 'money' && !Number.isInteger(value))
      throw new AppError('invalid', `${label} is a whole number of the smallest coins.`, {
        path: `values.${name}`,
      });
  }
}

/** How the workspace writes figures. */
export function styleOf({ locale, currency }: Workspace): Style {
  return { locale, currency };
}
