import { tellAsking } from '../../../proof/asking/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';
import { showTurns } from '../show/turns.ts';

export const agentRoutes = [
  on('turns')(async ({ door, id }) => {
    const entries = await door.world.log.read(`case/${id}`);
    if (entries.length === 0)
      throw new AppError('not_found', `There is no case ${id.slice(0, 80)}.`, { path: 'id' });
    return showTurns(entries, door.world.workspace());
  }),
  on('asking')(({ door, id }) =>
    tellAsking(door.world, door.pool, workflowNamed(door.world.workspace(), id)),
  ),
];
