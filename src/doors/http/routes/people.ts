import { setAway } from '../../../people/away.ts';
import { readAbsences } from '../../../runtime/away.ts';
import { on } from '../serve/route.ts';

export const peopleRoutes = [
  on('away')(async ({ door }) => {
    const absences = await readAbsences(door.pool, door.world.log);
    const away = absences.filter(({ until }) => until > door.world.now());
    return {
      away: away.map(({ person, until, deputy }) => ({ person, until: until.toISOString(), deputy })),
    };
  }),
  on('set_away')(async ({ door, body, person }) => {
    const until = body.until === null ? null : new Date(body.until);
    return { says: await setAway(door.world, person(), { until, deputy: body.deputy }) };
  }),
];
