import { digest } from '../log/canonical.ts';
import type { SystemFile } from '../workspace/schema.ts';
import { confided } from '../workspace/systems/confide.ts';
import { GuardedSystem, type Watching } from './guarded/index.ts';
import { HttpSystem } from './http/index.ts';
import { MailSystem } from './mail/index.ts';
import { McpSystem } from './mcp/index.ts';
import { SqlSystem } from './sql/index.ts';
import type { System } from './schema.ts';

export type { GuardedSystem, Down, Called, Watching } from './guarded/index.ts';
export type { Probed, System } from './schema.ts';

/** Opens what speaks to a system, or what stands in for it. */
export type OpenSystem = (file: SystemFile) => System;

/** What a system was opened from, so that a reload knows whether that has changed. */
const origins = new WeakMap<GuardedSystem, string>();

/** Opens every system of a workspace, by name. Nothing is connected before something is read or written. */
export function openSystems(
  workspace: { systems: Record<string, SystemFile> },
  watching: Watching = {},
  open: OpenSystem = openSystem,
): Record<string, GuardedSystem> {
  const opened: Record<string, GuardedSystem> = {};
  renewSystems(opened, workspace, watching, open);
  return opened;
}

/**
 * Brings opened systems in line with a workspace that was loaded again: those whose files changed are opened anew,
 * in place. What is under way on an old one ends there, and then it is closed.
 */
export function renewSystems(
  opened: Record<string, GuardedSystem>,
  { systems }: { systems: Record<string, SystemFile> },
  watching: Watching = {},
  open: OpenSystem = openSystem,
): void {
  for (const [name, system] of Object.entries(opened)) {
    if (Object.hasOwn(systems, name)) continue;
    delete opened[name];
    system.retire();
  }
  for (const [name, file] of Object.entries(systems)) {
    const origin = digest({ file, confided: confided(file) });
    const known = opened[name];
    if (known && origins.get(known) === origin) continue;
    const system = new GuardedSystem(file, open(file), watching);
    origins.set(system, origin);
    opened[name] = system;
    known?.retire();
  }
}

function openSystem(file: SystemFile): System {
  switch (file.kind) {
    case 'http':
      return new HttpSystem(file);
    case 'mail':
      return new MailSystem(file);
    case 'mcp':
      return new McpSystem(file);
    case 'sql':
      return new SqlSystem(file);
  }
}
