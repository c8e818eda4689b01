import { tellCascade } from '../../../proof/standing/cascade.ts';
import { changePolicy } from '../../../proof/standing/policy.ts';
import { tellStanding, tellStandings } from '../../../proof/standing/tell.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';

export const standingRoutes = [
  on('standings')(({ door }) => tellStandings(door.world, door.pool)),

  on('standing')(async ({ door, id, header }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    const who = header('x-remit-person');
    const person = door.world.workspace().people.find((one) => one.id === who) ?? null;
    const [standing, cascade] = await Promise.all([
      tellStanding(door.world, door.pool, workflow, person),
      tellCascade(door.world, door.pool, workflow),
    ]);
    return { ...standing, cascade };
  }),

  on('change_policy')(({ door, id, body, person }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return changePolicy(door.world, person(), workflow, body);
  }),
];
