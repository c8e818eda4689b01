import type { Pool } from 'pg';
import type { World } from '../../flow/index.ts';
import type { Finding } from '../../runtime/doctor/index.ts';
import type { SettingRow, Settings } from '../../runtime/settings.ts';
import type { McpConnecting } from '../../systems/mcp/connecting.ts';

/** What the command line needs of the rest, opened only by the commands that use it. `main.ts` provides it. */
export interface Wire {
  version: string;
  env: NodeJS.ProcessEnv;
  stdout: NodeJS.WritableStream & { isTTY?: boolean };
  stderr: NodeJS.WritableStream & { isTTY?: boolean };
  /** Where a person answers questions; the process's own where nothing is given. */
  stdin?: NodeJS.ReadableStream & { isTTY?: boolean };
  /** The folder of the workspace in the settings. */
  workspaceFolder(): string;
  settingRows(): SettingRow[];
  /** Looks at the whole workspace, for `remit doctor`. Absent where there is none. */
  doctor?(): AsyncIterable<Finding>;
  /** Where sealed secrets are kept, and the key to them. Absent where none are. */
  secrets?(): Pick<Settings, 'home' | 'secrets' | 'secretsKey'>;
  /** Connects to the database of the settings (a running one where there is one) and loads the workspace. */
  openWorld(): Promise<OpenWorld>;
  /** Starts database, server, workers and the sample business; `stopped` resolves when all of it has ended. */
  startAll(say: (line: string) => void): Promise<{ url: string; stopped: Promise<void> }>;
  /** Looks at MCP servers, for `remit connect mcp`. Absent where no system can be reached. */
  mcp?: McpConnecting;
  /** Opens the gateway of a workflow on standard input and output, with workers of its own; `ended` when the client left. */
  serveMcp?(
    given: { workflow: string; token: string },
    say: (line: string) => void,
  ): Promise<{ ended: Promise<void> }>;
  /** Starts the workspace against recorded answers, with so many cases played again. Absent: there is no sandbox. */
  startSandbox?(say: (line: string) => void, cases: number): Promise<{ url: string; stopped: Promise<void> }>;
  /** Starts workers only. */
  startWorker(say: (line: string) => void): Promise<{ stopped: Promise<void> }>;
}

/** The log and the workspace, opened for one command. */
export interface OpenWorld {
  world: World;
  pool: Pool;
  /** Drops the tables made from the log and makes them again; returns the number of streams. */
  rebuild: (onProgress: (done: { streams: number; of: number }) => void) => Promise<number>;
  /** How links that stop are signed, and the address of the server that answers them. Absent: none are made here. */
  links?: { secret: () => Promise<string>; address: string };
  close: () => Promise<void>;
}
