import { examine, type Finding } from './runtime/doctor/index.ts';
import { AppError } from './runtime/errors.ts';
import { readSettings } from './runtime/settings.ts';
import { withSampleAddress } from './sample.ts';
import { openStore, type Surroundings } from './start.ts';
import { openSystems, type GuardedSystem } from './systems/index.ts';
import { readFolder } from './workspace/folder.ts';
import { checkWorkspace } from './workspace/load.ts';

/** Looks at the workspace of the settings from one end to the other; what was opened for it is closed again. */
export async function* examineAll(around: Surroundings): AsyncIterable<Finding> {
  const { settings } = around;
  const env = withSampleAddress(around.env, settings);
  let systems: Record<string, GuardedSystem> = {};
  try {
    yield* examine({
      settings,
      warnings: readSettings(around.env).warnings,
      node: process.versions.node,
      async load() {
        const read = await readFolder(settings.workspace);
        if (!read.ok) return { texts: [], loaded: read };
        const loaded = checkWorkspace(settings.workspace, read.files, env);
        if (loaded.ok) systems = openSystems(loaded.workspace);
        return { texts: read.files.values(), loaded };
      },
      open: async () => (await openStore(around, true)).pool,
      probe(name) {
        const system = systems[name];
        if (!system) throw new AppError('not_found', `There is no system ${name}.`);
        return system.probe({ signal: new AbortController().signal });
      },
    });
  } finally {
    await Promise.all(Object.values(systems).map((system) => system.close()));
    await around.shutdown.stop();
  }
}
