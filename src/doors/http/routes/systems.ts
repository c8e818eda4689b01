import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Door } from '../door.ts';
import { readCounts, readFaults, readHeld, readOutages } from '../read/systems.ts';
import { on } from '../serve/route.ts';
import { sayProbe, sayUngoverned, showLimits, showOffers, showSummary } from '../show/systems.ts';

export const systemsRoutes = [
  on('systems')(async ({ door }) => {
    const workspace = door.world.workspace();
    const files = Object.values(workspace.systems);
    const now = door.world.now();
    const names = files.map(({ name }) => name);
    const [counts, downs] = await Promise.all([readCounts(door.pool, names, now), downOf(door, names)]);
    const systems = files.map((file) => {
      const known = { counts: counts.get(file.name), down: downs.get(file.name) ?? null };
      return showSummary(workspace, file, known, now);
    });
    return { systems, sandbox: door.sandbox ?? false };
  }),

  on('system')(async ({ door, id }) => {
    const file = fileOf(door, id);
    const workspace = door.world.workspace();
    const now = door.world.now();
    const [counts, downs, outages, faults, waiting] = await Promise.all([
      readCounts(door.pool, [id], now),
      downOf(door, [id]),
      readOutages(door.pool, id),
      readFaults(door.pool, id),
      readHeld(door.pool, id),
    ]);
    const known = { counts: counts.get(id), down: downs.get(id) ?? null };
    return {
      ...showSummary(workspace, file, known, now),
      limits: showLimits(file),
      probe: sayProbe(file),
      offers: showOffers(workspace, file, known.counts),
      ungoverned: sayUngoverned(workspace, file),
      faults,
      outages: outages.map(({ since, until, says, held }) => ({
        since: since.toISOString(),
        until: until?.toISOString() ?? null,
        says,
        held,
      })),
      waiting,
    };
  }),

  on('probe_system')(async ({ door, id, person }) => {
    person();
    fileOf(door, id);
    const started = door.world.now().getTime();
    const probed = await door.world.health?.probe(id);
    const took_ms = door.world.now().getTime() - started;
    if (!probed) throw new AppError('unavailable', 'Nothing watches the systems here.');
    const warnings = probed.ok ? (probed.warnings ?? []) : [];
    return {
      ok: probed.ok,
      says: probed.says,
      todo: probed.ok ? null : (probed.todo ?? null),
      warnings: warnings.map(({ says, todo }) => ({ says, todo: todo ?? null })),
      took_ms,
    };
  }),
];

function fileOf(door: Door, name: string) {
  const { systems } = door.world.workspace();
  const file = Object.hasOwn(systems, name) ? systems[name] : undefined;
  if (file) return file;
  const suggestion = suggestName(name, Object.keys(systems));
  throw new AppError('not_found', `There is no system ${name}.`, {
    path: 'id',
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

async function downOf({ world }: Door, names: string[]) {
  const found = await Promise.all(names.map(async (name) => [name, await world.health?.down(name)] as const));
  return new Map(found);
}
