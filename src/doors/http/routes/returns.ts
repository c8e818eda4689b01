import { assume, readReturn, tryReturn } from '../../../proof/returns/index.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';

function perhapsWorkflow(workspace: Workspace, name: string | null | undefined): Workflow | null {
  return name === null || name === undefined ? null : workflowNamed(workspace, name);
}

export const returnRoutes = [
  on('returns')(({ door: { world, pool }, query }) =>
    readReturn(world, pool, perhapsWorkflow(world.workspace(), query.workflow)),
  ),

  on('assume')(({ door: { world }, body, person }) => assume(world, person(), body)),

  on('try_return')(({ door: { world, pool }, body }) =>
    tryReturn(world, pool, perhapsWorkflow(world.workspace(), body.workflow), body.values),
  ),
];
