import { changePolicy } from '../../../proof/standing/policy.ts';
import { tellStanding, tellStandings } from '../../../proof/standing/tell.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';

export const standingRoutes = [
  on('standings')(({ door }) => tellStandings(door.world, door.pool)),

  on('standing')(({ door, id, header }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    const who = header('x-remit-person');
    const person = door.world.workspace().people.find((one) => one.id === who) ?? null;
    return tellStanding(door.world, door.pool, workflow, person);
  }),

  on('change_policy')(({ door, id, body, person }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return changePolicy(door.world, person(), workflow, body);
  }),
];
