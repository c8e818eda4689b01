import { tryAgain, tryAllAgain, type Received } from '../../../flow/receive.ts';
import { EVENTS, PROPOSAL_ENDED, typeOf } from '../../../outgoing/schema.ts';
import { resumeHook } from '../../../outgoing/sender.ts';
import { sendTest } from '../../../outgoing/test_event.ts';
import { arrivalShelf } from '../../../runtime/arrivals.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { OutgoingHook } from '../../../workspace/outgoing.ts';
import type { Workspace } from '../../../workspace/schema.ts';
import { PRESETS } from '../../../workspace/triggers/presets/index.ts';
import type { Door } from '../door.ts';
import { countWaiting, readArrival, readArrivals } from '../read/arrivals.ts';
import { readOutgoing } from '../read/outgoing.ts';
import { on } from '../serve/route.ts';

/** Tried in one request; whoever has more asks again. */
const TRIED_MAX = 500;

export const hookRoutes = [
  on('triggers')(async ({ door }) => ({ triggers: await triggersOf(door) })),

  on('arrivals')(({ door, query }) => readArrivals(door.pool, door.world.workspace(), query)),

  on('arrival')(({ door, id }) => readArrival(door.pool, door.world.workspace(), id)),

  on('try_arrival')(async ({ door, id, person }) => {
    person();
    const received = await tryAgain(door.world, arrivalShelf(door.pool), id);
    return {
      status: received.status,
      case: 'case' in received ? received.case : null,
      says: sayReceived(received),
    };
  }),

  on('try_arrivals')(async ({ door, body, person }) => {
    person();
    const counts = await tryAllAgain(door.world, arrivalShelf(door.pool), { ...body, limit: TRIED_MAX });
    const { tried, delivered, waiting } = counts;
    const says =
      tried === 0
        ? 'Nothing waits there.'
        : `${delivered} of ${tried} went through${waiting > 0 ? `, ${waiting} still ${waiting === 1 ? 'waits' : 'wait'}` : ''}.`;
    return { ...counts, says };
  }),

  on('drop_arrival')(async ({ door, id, body, person }) => {
    const by = person();
    const isDropped = await arrivalShelf(door.pool).drop(id, by.name, body.because, door.world.now());
    if (!isDropped) throw new AppError('conflict', 'It does not wait any more.', { path: 'id' });
    return { says: 'It was dropped, and what was sent is forgotten.' };
  }),

  on('outgoing')(async ({ door }) => ({
    hooks: await readOutgoing(door.pool, door.world.workspace().hooks),
    kinds: [
      ...Object.values(EVENTS).map(({ name, means }) => ({ name, means, type: typeOf(name) })),
      {
        name: PROPOSAL_ENDED,
        type: typeOf(PROPOSAL_ENDED),
        means: 'What an agent from outside proposed was done, denied, or failed.',
      },
    ],
  })),

  on('resume_outgoing')(async ({ door, id, person }) => {
    const hook = hookNamed(door.world.workspace(), id);
    const isResumed = await resumeHook(door.pool, door.world, hook.name, person());
    return { says: isResumed ? 'What waits is sent now.' : 'It goes out already.' };
  }),

  on('test_outgoing')(async ({ door, id, person }) => {
    const hook = hookNamed(door.world.workspace(), id);
    const posted = await sendTest(hook, door.world.now(), person().id);
    const says = posted.ok ? `It was taken, in ${Math.round(posted.ms)} ms.` : `${posted.says}.`;
    return { ok: posted.ok, says };
  }),
];

/** What became of an arrival, as a sentence. */
function sayReceived(received: Received): string {
  switch (received.status) {
    case 'undelivered':
      return `It still waits: ${received.says}`;
    case 'left_out':
      return `It is none of this workflow's business: ${received.says}`;
    case 'opened':
      return 'It opened a case.';
    case 'duplicate':
      return 'Its case has it already.';
    case 'joined':
    case 'reopened':
      return 'It joined its case.';
  }
}

function hookNamed({ hooks }: Workspace, name: string): OutgoingHook {
  const hook = hooks.find((one) => one.name === name);
  if (hook) return hook;
  const suggestion = suggestName(
    name,
    hooks.map((one) => one.name),
  );
  throw new AppError('not_found', `No hook is called "${name.slice(0, 80)}".`, {
    path: 'id',
    ...(suggestion !== undefined && { suggestion }),
  });
}

async function triggersOf({ world, pool, hooks }: Door) {
  const waiting = await countWaiting(pool);
  return Object.values(world.workspace().workflows).flatMap(({ name: workflow, label, triggers }) =>
    triggers.map((trigger) => {
      const key = `${workflow}/${trigger.name}`;
      const turned = hooks?.turnedAway(workflow, trigger.name);
      const taken = hooks?.taken(workflow, trigger.name);
      const isHook = trigger.kind === 'webhook';
      return {
        workflow,
        workflow_label: label,
        name: trigger.name,
        kind: trigger.kind,
        from: isHook ? PRESETS[trigger.from].label : null,
        path: isHook ? `/hooks/${workflow}/${trigger.name}` : null,
        waiting: waiting.get(key) ?? 0,
        taken: taken ? { ...taken, at: taken.at.toISOString() } : null,
        turned_away: turned ? { ...turned, at: turned.at.toISOString() } : null,
      };
    }),
  );
}
