import { AppError } from '../runtime/errors.ts';
import type { Workspace } from '../workspace/schema.ts';
import { openSystems, renewSystems, type OpenSystem, type Probed, type Watching } from './index.ts';

/** The systems of the workspace in force; those whose files changed are opened anew when it was loaded again. */
export function systemsInForce(workspace: () => Workspace, watching: Watching = {}, open?: OpenSystem) {
  // Opened at their first use: who only verifies the log needs no workspace that loads.
  const opened = openSystems({ systems: {} }, watching, open);
  let current: Workspace | undefined;
  return {
    now() {
      const inForce = workspace();
      if (inForce !== current) renewSystems(opened, inForce, watching, open);
      current = inForce;
      return opened;
    },
    /** A dry read of one system, which a name that is not known is not. */
    async probe(name: string): Promise<Probed> {
      const system = this.now()[name];
      if (!system) throw new AppError('not_found', `There is no system ${name}.`);
      return system.probe({ signal: new AbortController().signal });
    },
    async close() {
      await Promise.all(Object.values(opened).map((system) => system.close()));
    },
  };
}
