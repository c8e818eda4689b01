import type { Writer } from '../flow/action/schema.ts';
import type { Reader } from '../flow/context/schema.ts';
import { digest } from '../log/canonical.ts';
import type { SystemFile } from '../workspace/schema.ts';
import { confided } from '../workspace/systems/confide.ts';
import { HttpSystem } from './http/index.ts';

/** An outside system, opened: it can be read, written and closed. */
export type System = Reader & Writer & { close(): void };

/** What a system was opened from, so that a reload knows whether that has changed. */
const origins = new WeakMap<System, string>();

/** Opens every system of a workspace, by name. Nothing is connected before something is read or written. */
export function openSystems(workspace: { systems: Record<string, SystemFile> }): Record<string, System> {
  const opened: Record<string, System> = {};
  renewSystems(opened, workspace);
  return opened;
}

/**
 * Brings opened systems in line with a workspace that was loaded again: those whose files changed are opened anew,
 * in place. What is under way on an old one ends there; its idle connections close by themselves.
 */
export function renewSystems(
  opened: Record<string, System>,
  { systems }: { systems: Record<string, SystemFile> },
): void {
  for (const name of Object.keys(opened)) if (!Object.hasOwn(systems, name)) delete opened[name];
  for (const [name, file] of Object.entries(systems)) {
    const origin = digest({ file, confided: confided(file) });
    const known = opened[name];
    if (known && origins.get(known) === origin) continue;
    const system = openSystem(file);
    origins.set(system, origin);
    opened[name] = system;
  }
}

function openSystem(file: SystemFile): System {
  switch (file.kind) {
    case 'http':
      return new HttpSystem(file);
  }
}
