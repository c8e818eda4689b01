import { AppError } from '../../../runtime/errors.ts';
import { readWorkflowCounts } from '../read/counts.ts';
import { on } from '../serve/route.ts';
import { showWorkflow } from '../show/workflow.ts';

export const workflowRoutes = [
  on('workflow')(async ({ door, id }) => {
    const workspace = door.world.workspace();
    const workflow = Object.hasOwn(workspace.workflows, id) ? workspace.workflows[id] : undefined;
    if (!workflow) {
      throw new AppError('not_found', `There is no workflow "${id.slice(0, 80)}".`, {
        suggestion: `There is ${Object.keys(workspace.workflows).join(', ')}.`,
        path: 'id',
      });
    }
    const counted = await readWorkflowCounts(door.pool, workflow.name, door.world.now());
    return showWorkflow(workflow, workspace, { ...counted, faults: door.faults() });
  }),
];
