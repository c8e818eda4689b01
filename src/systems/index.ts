import type { Writer } from '../flow/action/schema.ts';
import type { Reader } from '../flow/context/schema.ts';
import type { SystemFile } from '../workspace/schema.ts';
import { HttpSystem } from './http/index.ts';

/** An outside system, opened: it can be read, written and closed. */
export type System = Reader & Writer & { close(): void };

/** Opens every system of a workspace, by name. Nothing is connected before something is read or written. */
export function openSystems({ systems }: { systems: Record<string, SystemFile> }): Record<string, System> {
  const opened: Record<string, System> = {};
  for (const [name, file] of Object.entries(systems)) opened[name] = openSystem(file);
  return opened;
}

function openSystem(file: SystemFile): System {
  switch (file.kind) {
    case 'http':
      return new HttpSystem(file);
  }
}
