import { join } from 'node:path';
import { intake } from './flow/index.ts';
import { recordFromLog, type RecordedEvent } from './runtime/sandbox/record.ts';
import { AppError } from './runtime/errors.ts';
import { createShutdown } from './runtime/shutdown.ts';
import { openWorld, startAll, type Surroundings } from './start.ts';
import { Answers, DoubleSystem } from './systems/double/index.ts';
import type { World } from './flow/index.ts';

/** Away from the port of the real one, so that both can run. */
const PORT_STEP = 10;

/**
 * Starts the same workspace against recorded answers: a database of its own, doubles in place of every system, nothing
 * that goes out, and the newest cases of the real log played again. The real log is read and left as it is.
 */
export async function startSandbox(
  around: Surroundings,
  cases: number,
): Promise<{ url: string; played: number }> {
  const { settings, say } = around;
  const recording = await readRecording(around, cases);
  say(
    `Recorded from the log: ${recording.reads.length} answers, ${recording.writes.length} results, ${recording.events.length} events.`,
  );
  const answers = new Answers(recording);
  const home = join(settings.home, 'sandbox');
  const port = settings.port === 0 ? 0 : settings.port + PORT_STEP;
  const own = { ...settings, home, port, databaseUrl: undefined };
  const sandbox = {
    open: (file: ConstructorParameters<typeof DoubleSystem>[0]) => new DoubleSystem(file, answers),
    begin: async (world: World) => {
      for (const line of await playAgain(world, recording.events)) say(line);
    },
  };
  const { url } = await startAll({ ...around, settings: own, sandbox });
  return { url, played: recording.events.length };
}

async function readRecording(around: Surroundings, cases: number) {
  const shutdown = createShutdown(() => undefined);
  const opened = await openWorld({ ...around, shutdown });
  try {
    return await recordFromLog(opened.pool, opened.world.log, opened.world.workspace(), cases);
  } finally {
    await opened.close();
  }
}

/**
 * Plays events again; those that the sandbox has played before open nothing twice. An event of a log may not fit the
 * workspace that is tried (a field that is new, a workflow that is gone): what was left out is said, once for each
 * reason.
 */
export async function playAgain(world: World, events: readonly RecordedEvent[]): Promise<string[]> {
  const left = new Map<string, number>();
  for (const { workflow, sourceId, fields } of events) {
    const event = { source: 'sandbox', source_id: sourceId, received_at: world.now(), fields };
    try {
      await intake(world, workflow, event);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const why = `${workflow}: ${error.message}`;
      left.set(why, (left.get(why) ?? 0) + 1);
    }
  }
  return [...left].map(
    ([why, count]) => `Left out: ${count === 1 ? 'an event does' : `${count} events do`} not fit (${why}).`,
  );
}
