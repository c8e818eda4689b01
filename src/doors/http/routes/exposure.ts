import { exposureOf } from '../../../authority/exposure.ts';
import { on } from '../serve/route.ts';

import { workflowNamed } from '../serve/named.ts';

export const exposureRoutes = [
  on('exposure')(async ({ door: { world }, id }) => {
    const workflow = workflowNamed(world.workspace(), id);
    return exposureOf(workflow, world.workspace(), world.rollout(workflow), await world.switches());
  }),
];
