import { AppError } from '../../runtime/errors.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { coerce } from '../../workspace/values.ts';
import { playOf } from '../plan/custom.ts';

/** What a person did, or would do: as a door hands it in. */
export interface ChoiceGiven {
  kind: string;
  play: string | null;
  inputs?: Record<string, unknown> | undefined;
}

/**
 * Holds a person's choice against the playbook and gives its inputs back, read into their shapes (`12.50 EUR` as
 * money). Inputs may be left out: nobody must say more than they want to. Throws `AppError` naming the field.
 */
export function checkChoice(
  workspace: Workspace,
  workflow: Workflow,
  { kind, play, inputs = {} }: ChoiceGiven,
): Record<string, unknown> {
  if (!workflow.kinds.some(({ name }) => name === kind)) {
    throw new AppError('invalid', `There is no kind ${kind.slice(0, 80)}.`, { path: 'kind' });
  }
  const known = play === null ? undefined : playOf(workspace, workflow, play);
  if (play !== null && !known) {
    throw new AppError('invalid', `There is no play ${play.slice(0, 80)}.`, { path: 'play' });
  }
  const checked: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(inputs)) {
    if (raw === undefined || raw === null || raw === '') continue;
    const shape = known && own(known.inputs, name);
    if (!shape) throw unknownInput(name, play, Object.keys(known?.inputs ?? {}));
    const read = coerce({ ...shape, optional: true }, raw, workspace.currency);
    if (!read.ok) {
      const [{ path, says } = { path: '', says: 'is wrong' }] = read.problems;
      const at = path === '' ? `inputs.${name}` : `inputs.${name}.${path}`;
      throw new AppError('invalid', `${shape.label ?? name}: ${says}`, { path: at });
    }
    checked[name] = read.value;
  }
  return checked;
}

function unknownInput(name: string, play: string | null, names: string[]): AppError {
  const says =
    play === null
      ? `Without a play there is no ${name.slice(0, 80)}.`
      : `${play} has no input ${name.slice(0, 80)}.`;
  const suggestion = suggestName(name, names);
  return new AppError('invalid', says, {
    path: `inputs.${name.slice(0, 80)}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
