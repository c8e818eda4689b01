import type { Pool } from 'pg';
import type { World } from '../../../flow/index.ts';
import { endOfLog, eventsAfter, readPlace, writePlace, type Place } from '../../../outgoing/follow.ts';
import { EVENT_NAMES, isWanted } from '../../../outgoing/schema.ts';
import type { Caller } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';

const STREAMS_MAX = 100;
const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;
/**
 * The log is followed up to the oldest transaction in flight, which a notice may be ahead of: after each one it is
 * looked at a few times more.
 */
const LOOK_AGAIN_MS = 300;
const LOOKS = 5;

/** Who listens. */
export interface Listener {
  caller: Caller | null;
  /** Whether what was shown at the beginning still opens the stream: a token is withdrawn, or runs out. */
  isStillIn: () => Promise<boolean>;
}

/** Streams of events for programs, as server-sent events. */
export interface EventStreams {
  /** The log was added to. */
  notice(): void;
  /** Opens one. Throws `invalid` for what it cannot be asked, and `unavailable` when there are too many. */
  open(request: Request, listener: Listener): Promise<Response>;
  close(): void;
}

interface Asked {
  types: string[] | null;
  workflows: string[] | null;
  from: Place;
}

export function openEventStreams({ pool, world }: { pool: Pool; world: World }): EventStreams {
  const ears = openEars();
  const open = new Set<ReadableStreamDefaultController>();
  let isClosed = false;

  return {
    notice: ears.wake,
    async open(request, { caller, isStillIn }) {
      const asked = await askedOf(request, caller, { pool, world });
      if (open.size >= STREAMS_MAX)
        throw new AppError('unavailable', `${STREAMS_MAX} programs are listening already.`);
      const frames = framesOf(asked, {
        pool,
        world,
        news: ears.news,
        isOver: async () => isClosed || !(await isStillIn()),
      });
      const encoder = new TextEncoder();
      let mine: ReadableStreamDefaultController | undefined;
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          mine = controller;
          open.add(controller);
          controller.enqueue(encoder.encode(`retry: ${RECONNECT_MS}\n\n`));
        },
        // Asked for only as fast as it is read: whoever reads slowly costs nothing.
        async pull(controller) {
          const { value, done } = await frames.next();
          if (!open.has(controller)) return;
          if (done) {
            open.delete(controller);
            controller.close();
          } else controller.enqueue(encoder.encode(value));
        },
        cancel() {
          if (mine) open.delete(mine);
          void frames.return(undefined);
          ears.wake();
        },
      });
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      });
    },
    close() {
      isClosed = true;
      for (const controller of open) controller.close();
      open.clear();
      ears.wake();
    },
  };
}

/** Those who wait for the log to be added to. */
function openEars() {
  const waiting = new Set<() => void>();
  return {
    wake: (): void => {
      for (const awake of waiting) awake();
    },
    /** Whether there was news within so long. */
    news: (ms: number): Promise<boolean> =>
      new Promise((done) => {
        const over = (isNews: boolean): void => {
          clearTimeout(timer);
          waiting.delete(awake);
          done(isNews);
        };
        const awake = (): void => over(true);
        const timer = setTimeout(() => over(false), ms).unref();
        waiting.add(awake);
      }),
  };
}

interface Around {
  pool: Pool;
  world: World;
  /** Whether the log was added to within so long. */
  news: (ms: number) => Promise<boolean>;
  isOver: () => Promise<boolean>;
}

/** The text of one event after the other; a comment when nothing happened for a while. */
async function* framesOf(
  asked: Asked,
  { pool, world, news, isOver }: Around,
): AsyncGenerator<string, undefined> {
  let place = asked.from;
  let looks = LOOKS;
  while (!(await isOver())) {
    // What comes while we read is heard as well.
    const heard = news(looks > 0 ? LOOK_AGAIN_MS : HEARTBEAT_MS);
    const { events, place: behind, more } = await eventsAfter(pool, world.log, place);
    for (const { outgoing, place: here } of events) {
      const { name, workflow, event } = outgoing;
      if (!isWanted(name, asked.types)) continue;
      if (asked.workflows && (workflow === null || !asked.workflows.includes(workflow))) continue;
      // Whoever reads slowly is told what was read long ago.
      if (await isOver()) return undefined;
      yield `id: ${writePlace(here)}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
    }
    place = behind;
    if (more) continue;
    const wasLooking = looks > 0;
    looks = (await heard) ? LOOKS : Math.max(0, looks - 1);
    if (!wasLooking && looks === 0) yield ': still here\n\n';
  }
  return undefined;
}

async function askedOf(
  request: Request,
  caller: Caller | null,
  { pool, world }: { pool: Pool; world: World },
): Promise<Asked> {
  const { searchParams: query } = new URL(request.url);
  const types = listIn(query.get('types'))?.map((type) => type.replace(/^remit\./, '')) ?? null;
  for (const type of types ?? []) {
    if (EVENT_NAMES.some((name) => isWanted(name, [type]))) continue;
    const suggestion = suggestName(type, EVENT_NAMES);
    throw new AppError('invalid', `"${type.slice(0, 80)}" is not an event.`, {
      path: 'types',
      ...(suggestion !== undefined && { suggestion }),
    });
  }
  const last = request.headers.get('last-event-id') ?? query.get('after');
  const from = last === null ? await endOfLog(pool) : readPlace(last);
  if (!from) {
    throw new AppError('invalid', 'The place to go on from is none that this stream gave out.', {
      path: 'last-event-id',
      suggestion: 'Leave it out to begin now, or send 0-0-0 to begin with the first event of all.',
    });
  }
  return { types, workflows: workflowsOf(listIn(query.get('workflow')), caller, world), from };
}

/** A program with a token for some workflows hears of these alone. */
function workflowsOf(asked: string[] | null, caller: Caller | null, world: World): string[] | null {
  const names = Object.keys(world.workspace().workflows);
  for (const name of asked ?? []) {
    if (names.includes(name)) continue;
    const suggestion = suggestName(name, names);
    throw new AppError('not_found', `There is no workflow "${name.slice(0, 80)}".`, {
      path: 'workflow',
      ...(suggestion !== undefined && { suggestion }),
    });
  }
  const allowed = caller?.workflows ?? null;
  if (allowed === null || asked === null) return asked ?? allowed;
  const refused = asked.find((name) => !allowed.includes(name));
  if (refused === undefined) return asked;
  throw new AppError('forbidden', `${caller?.name ?? 'The token'} is not for ${refused}.`, {
    path: 'workflow',
  });
}

function listIn(text: string | null): string[] | null {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? null : names;
}
