import { drill, listSwitches, report } from '../../../authority/brake/report.ts';
import { makeLink } from '../../../authority/brake/links.ts';
import { switchOffers } from '../../../authority/brake/names.ts';
import { releaseSwitch, throwSwitch } from '../../../authority/brake/switches.ts';
import { on } from '../serve/route.ts';

export const brakeRoutes = [
  on('brake')(async ({ door }) => {
    const workspace = door.world.workspace();
    const thrown = await listSwitches(door.pool, workspace);
    return {
      thrown: thrown.map((row) => ({
        switch: row.name,
        label: row.label,
        thrown_at: row.thrown_at,
        by: row.by ?? null,
        because: row.because ?? null,
        drill: row.drill,
        waiting: row.waiting,
      })),
      offers: switchOffers(workspace),
    };
  }),

  on('throw')(async ({ door, body, person, header }) => {
    const { id, name } = person();
    // Browsers say so of Remit's own pages; other callers of the API do not.
    const how = header('sec-fetch-site') === 'same-origin' ? 'console' : 'api';
    const by = { type: 'person' as const, id, name };
    const thrown = await throwSwitch(door.world, by, { ...body, how });
    return report(door.pool, door.world.workspace(), thrown, door.world.now());
  }),

  on('release')(({ door, body, person }) => releaseSwitch(door.world, door.pool, person(), body)),

  on('drill')(({ door, query }) => drill(door.pool, door.world.workspace(), query.switch, door.world.now())),

  on('brake_link')(async ({ door, body, person, header }) => {
    const { token, expiresAt } = await makeLink(door.world, door.secret, person(), body);
    return {
      url: `http://${header('host') ?? 'localhost'}/brake/${token}`,
      expires_at: expiresAt.toISOString(),
    };
  }),
];
