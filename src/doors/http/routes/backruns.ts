import {
  cancelBackrun,
  planBackrun,
  resumeBackrun,
  showBackrun,
  showBackruns,
  showCases,
  showPlan,
  startBackrun,
  storedRun,
} from '../../../proof/backrun/index.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';

export const backrunRoutes = [
  on('backruns')(({ door, id }) =>
    showBackruns(door.world, door.pool, workflowNamed(door.world.workspace(), id)),
  ),
  on('plan_backrun')(async ({ door, id, body }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return showPlan(door.world, await planBackrun(door.world, door.pool, workflow, body));
  }),
  on('start_backrun')(async ({ door, id, body, person }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    const given = { spendMinor: body.spend_minor, by: person().id };
    const started = await startBackrun(door.world, door.pool, workflow, body, given);
    return { id: started.id, says: started.says };
  }),
  on('backrun')(async ({ door, id }) => showBackrun(door.world, door.pool, await storedRun(door.pool, id))),
  on('backrun_cases')(async ({ door, id, query }) =>
    showCases(door.world, door.pool, await storedRun(door.pool, id), query),
  ),
  on('run_backrun')(async ({ door, id, body, person }) => {
    person();
    if (body.verb === 'cancel') return { says: await cancelBackrun(door.world, door.pool, id) };
    const { says } = await resumeBackrun(door.world, door.pool, id, { spendMinor: body.spend_minor });
    return { says };
  }),
];
