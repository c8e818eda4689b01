import { join } from 'node:path';
import { intake } from './flow/index.ts';
import { recordFromLog, type RecordedEvent } from './runtime/sandbox/record.ts';
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
    begin: (world: World) => playAgain(world, recording.events),
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

/** Events that the sandbox has played before open nothing twice. */
async function playAgain(world: World, events: RecordedEvent[]): Promise<void> {
  for (const { workflow, sourceId, fields } of events) {
    await intake(world, workflow, {
      source: 'sandbox',
      source_id: sourceId,
      received_at: world.now(),
      fields,
    });
  }
}
