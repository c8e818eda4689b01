import type { Workspace } from '../workspace/schema.ts';
import { openSystems, renewSystems } from './index.ts';

/** The systems of the workspace in force; those whose files changed are opened anew when it was loaded again. */
export function systemsInForce(workspace: () => Workspace) {
  // Opened at their first use: who only verifies the log needs no workspace that loads.
  const opened = openSystems({ systems: {} });
  let current: Workspace | undefined;
  return {
    now() {
      const inForce = workspace();
      if (inForce !== current) renewSystems(opened, inForce);
      current = inForce;
      return opened;
    },
    async close() {
      await Promise.all(Object.values(opened).map((system) => system.close()));
    },
  };
}
