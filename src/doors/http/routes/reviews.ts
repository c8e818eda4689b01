import { claim, decide, unclaim } from '../../../flow/index.ts';
import { withCheck } from '../show/checked.ts';
import { on } from '../serve/route.ts';

export const reviewRoutes = [
  on('claim')(async ({ door, id, person }) => {
    const { claimed, by, until } = await claim(door.world, person(), id);
    return { claimed, by, until: until?.toISOString() ?? null };
  }),
  on('unclaim')(({ door, id, person }) => unclaim(door.world, person(), id)),
  on('decide')(async ({ door, id, body, person }) =>
    withCheck(door, await decide(door.world, person(), id, body)),
  ),
];
