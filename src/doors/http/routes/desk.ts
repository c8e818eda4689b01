import { switchLabel } from '../../../authority/brake/names.ts';
import type { World } from '../../../flow/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { readDeskCounts } from '../read/counts.ts';
import { readLog } from '../read/log.ts';
import { withLearned } from '../../../proof/updates/index.ts';
import { readWaiting } from '../read/waiting.ts';
import { readQueue } from '../read/queue.ts';
import { on, PERSON_HEADER } from '../serve/route.ts';

const NOTICE =
  'Nobody signs in here yet: whoever reaches this address may act as anybody. It answers on this machine only.';

/** How many systems are down; of those that are up nothing is asked. */
async function downCount(world: World): Promise<number> {
  const { health } = world;
  if (!health) return 0;
  const down = await Promise.all(Object.keys(world.workspace().systems).map((name) => health.down(name)));
  return down.filter((one) => one !== null).length;
}

export const deskRoutes = [
  on('desk')(async ({ door, header }) => {
    const workspace = door.world.workspace();
    const [counts, thrown, waiting, systems] = await Promise.all([
      readDeskCounts(door.pool, workspace.timeZone, door.world.now()),
      door.world.switches(),
      readWaiting(door.pool, workspace, door.world.now(), header(PERSON_HEADER) ?? null),
      downCount(door.world),
    ]);
    const none = { open: 0, held: 0, closed_today: 0 };
    return {
      workspace: workspace.name,
      version: door.version,
      locale: workspace.locale,
      time_zone: workspace.timeZone,
      currency: workspace.currency,
      people: workspace.people,
      workflows: Object.values(workspace.workflows).map((workflow) => ({
        name: workflow.name,
        label: workflow.label,
        stage: door.world.rollout(workflow).stage,
        ...(counts.get(workflow.name) ?? none),
      })),
      stopped: thrown.map((name) => ({ switch: name, label: switchLabel(workspace, name) })),
      waiting: { ...waiting, systems },
      notice: NOTICE,
      sandbox: door.sandbox ?? false,
      sample: door.sample && {
        per_minute: door.sample.perMinute(),
        sent: door.sample.sent(),
        shop_page: door.sample.shopPage,
      },
    };
  }),

  on('queue')(({ door, query, person, header }) => {
    // Looking needs no name, so a person who left the workspace still sees the queue; what is mine needs one.
    const who = query.show === 'mine' ? person().id : (header('x-remit-person') ?? null);
    return readQueue(door.pool, query, {
      person: who,
      now: door.world.now(),
      workspace: door.world.workspace(),
    });
  }),

  on('log')(async ({ door, query }) => {
    const page = await readLog(door.pool, query);
    return { ...page, rows: await withLearned(door.world, door.pool, page.rows) };
  }),

  on('pace')(async ({ door, body, person }) => {
    person();
    if (!door.sample) {
      throw new AppError('not_found', 'The sample business is not running, so no messages of it arrive.');
    }
    await door.sample.setPace(body.per_minute);
    return { per_minute: door.sample.perMinute() };
  }),
];
