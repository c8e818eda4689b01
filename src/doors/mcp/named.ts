import type { World } from '../../flow/index.ts';
import { AppError } from '../../runtime/errors.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { Workflow } from '../../workspace/schema.ts';

/** The workflow of an address or a command line. Throws `not_found` with the nearest name. */
export function workflowNamed(world: World, name: string): Workflow {
  const { workflows } = world.workspace();
  const workflow = Object.hasOwn(workflows, name) ? workflows[name] : undefined;
  if (workflow) return workflow;
  const names = Object.keys(workflows);
  throw new AppError('not_found', `There is no workflow ${name.slice(0, 80)}.`, {
    suggestion: suggestName(name, names) ?? `The workspace has ${names.join(', ')}.`,
  });
}
