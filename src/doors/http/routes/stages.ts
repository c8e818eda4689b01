import { changeStage } from '../../../authority/stage/change.ts';
import { tellStage } from '../../../authority/stage/tell.ts';
import { readNotices } from '../read/notices.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';
import type { Call } from '../serve/route.ts';

/** Looking needs no name; who says one is shown what is theirs. */
function whoLooks({ door, header }: Pick<Call<'stage'>, 'door' | 'header'>) {
  const id = header('x-remit-person');
  return door.world.workspace().people.find((person) => person.id === id) ?? null;
}

export const stageRoutes = [
  on('stage')(({ door, id, header }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return tellStage(door.world, door.pool, workflow, whoLooks({ door, header }));
  }),

  on('change_stage')(({ door, id, body, person }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return changeStage(door.world, door.pool, person(), workflow, body);
  }),

  on('notices')(async ({ door, query, header }) => {
    const roles = whoLooks({ door, header })?.roles ?? null;
    return readNotices(door.pool, { roles, ...query });
  }),
];
