import { cardOf } from '../../../proof/card/index.ts';
import { tellReadiness } from '../../../proof/readiness/index.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';

export const cardRoutes = [
  on('card')(({ door, id, query }) =>
    cardOf(door.world, door.pool, workflowNamed(door.world.workspace(), id), query.agent),
  ),
  on('readiness')(({ door, id }) =>
    tellReadiness(door.world, door.pool, workflowNamed(door.world.workspace(), id)),
  ),
];
