import { readWorkflowCounts } from '../read/counts.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';
import { showWorkflow } from '../show/workflow.ts';

export const workflowRoutes = [
  on('workflow')(async ({ door, id }) => {
    const workspace = door.world.workspace();
    const workflow = workflowNamed(workspace, id);
    const counted = await readWorkflowCounts(door.pool, workflow.name, door.world.now());
    return showWorkflow(workflow, workspace, { ...counted, faults: door.faults() });
  }),
];
