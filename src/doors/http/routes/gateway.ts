import { readGateway } from '../../../proof/gateway/index.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';

export const gatewayRoutes = [
  on('gateway')(({ door, id }) =>
    readGateway(door.pool, door.world.workspace(), workflowNamed(door.world.workspace(), id)),
  ),
];
