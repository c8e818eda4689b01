import { readFileSync } from 'node:fs';
import { run } from './doors/cli/index.ts';
import { examineAll } from './doctor.ts';
import { inPackage } from './runtime/places.ts';
import { withSecrets } from './runtime/secrets/index.ts';
import { listSettings, readSettings } from './runtime/settings.ts';
import { createShutdown, stopOnSignals } from './runtime/shutdown.ts';
import { withSampleAddress } from './sample.ts';
import { startSandbox } from './sandbox.ts';
import { mcpConnecting } from './systems/mcp/connecting.ts';
import { openWorld, startAll, startMcp, startWorker, type Say, type Surroundings } from './start.ts';

const { version } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as { version: string };

/** Settings are read when a command needs them: `remit --help` must work with wrong ones. */
function around(say: Say, isService: boolean): Surroundings {
  const { settings, warnings } = readSettings(process.env);
  for (const warning of warnings) say(warning);
  const shutdown = createShutdown(say);
  if (isService) stopOnSignals(shutdown, say);
  return { settings, env: withSecrets(process.env, settings), version, shutdown, say };
}

/** As `around`, but secrets that do not open are for the doctor to say among everything else. */
function aroundDoctor(): Surroundings {
  const { settings } = readSettings(process.env);
  const quiet = () => undefined;
  return { settings, env: commandEnv(), version, shutdown: createShutdown(quiet), say: quiet };
}

/** What workspace files may name as `${…}`; wrong settings are for the commands that need them to complain of. */
function commandEnv(): NodeJS.ProcessEnv {
  try {
    const { settings } = readSettings(process.env);
    return withSecrets(withSampleAddress(process.env, settings), settings);
  } catch {
    return process.env;
  }
}

/** Resolves never: a service ends by a signal, which stops it in order and leaves the process. */
const untilSignal = new Promise<void>(() => undefined);

const code = await run(process.argv.slice(2), {
  version,
  env: commandEnv(),
  stdout: process.stdout,
  stderr: process.stderr,
  workspaceFolder: () => readSettings(process.env).settings.workspace,
  settingRows: () => listSettings(process.env),
  secrets: () => readSettings(process.env).settings,
  doctor: () => examineAll(aroundDoctor()),
  mcp: mcpConnecting,
  openWorld: () => openWorld(around((line) => process.stderr.write(`${line}\n`), false)),
  async startAll(say) {
    const surroundings = around(say, true);
    try {
      const { url } = await startAll(surroundings);
      return { url, stopped: untilSignal };
    } catch (error) {
      // What was opened before the fault must not stay behind.
      await surroundings.shutdown.stop();
      throw error;
    }
  },
  async serveMcp(given, say) {
    const surroundings = around(say, true);
    const { ended } = await startMcp(surroundings, {
      ...given,
      stdin: process.stdin,
      stdout: process.stdout,
    });
    return { ended: ended.then(() => surroundings.shutdown.stop()) };
  },
  async startSandbox(say, cases) {
    const surroundings = around(say, true);
    try {
      const { url } = await startSandbox(surroundings, cases);
      return { url, stopped: untilSignal };
    } catch (error) {
      await surroundings.shutdown.stop();
      throw error;
    }
  },
  async startWorker(say) {
    const surroundings = around(say, true);
    await startWorker(surroundings);
    return { stopped: untilSignal };
  },
});
process.exit(code);
