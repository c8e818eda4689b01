import { AppError } from '../../../runtime/errors.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';

/** The workflow of the path, or `not_found` with those that there are. */
export function workflowNamed(workspace: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (workflow) return workflow;
  throw new AppError('not_found', `There is no workflow "${name.slice(0, 80)}".`, {
    suggestion: `There is ${Object.keys(workspace.workflows).join(', ')}.`,
    path: 'id',
  });
}
