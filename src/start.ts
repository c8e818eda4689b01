import type { Pool } from 'pg';
import { Announcing } from './announcing.ts';
import { openDoor } from './open_doors.ts';
import { OutgoingSender } from './outgoing/sender.ts';
import type { World } from './flow/index.ts';
import { makeSeal, openLog } from './log/index.ts';
import { openDatabase } from './runtime/database.ts';
import { AppError } from './runtime/errors.ts';
import { migrate } from './runtime/migrate.ts';
import { inPackage } from './runtime/places.ts';
import { serveStdio, type StdioGiven } from './doors/mcp/index.ts';
import { TokenUses } from './people/tokens/index.ts';
import { startPostgres } from './runtime/postgres/index.ts';
import { sandboxed } from './runtime/sandbox/record.ts';
import { readSecret } from './runtime/secret.ts';
import type { Settings } from './runtime/settings.ts';
import type { Telemetry } from './runtime/telemetry/index.ts';
import { stopBackruns } from './proof/backrun/index.ts';
import type { Shutdown } from './runtime/shutdown.ts';
import { importSample, isSample, openSample, withSampleAddress } from './sample.ts';
import type { System } from './systems/schema.ts';
import { makeTables, renewTables } from './tables.ts';
import { wire, type Wired } from './wire.ts';
import { openWatched, openWorkspace, type Place } from './workspace/open.ts';
import { Overlay } from './workspace/overlay.ts';
import type { SystemFile, Workspace } from './workspace/schema.ts';
import type { Watching } from './workspace/watch.ts';

export type Say = (line: string) => void;

/** What a start needs to know of its surroundings. */
export interface Surroundings {
  settings: Settings;
  env: NodeJS.ProcessEnv;
  version: string;
  shutdown: Shutdown;
  say: Say;
  /** What stands in for every system, and what is played once all runs; absent: the systems are the real ones. */
  sandbox?: { open: (file: SystemFile) => System; begin: (world: World) => Promise<void> };
}

/** Connections besides those that work on cases: doors, listeners, the memory. */
const CONNECTIONS = 12;
const SEAL_EVERY_MS = 60_000;

/** The database of the settings, migrated: one of the user's own, or the embedded one. */
export async function openStore(around: Surroundings, share: boolean): Promise<{ url: string; pool: Pool }> {
  const { settings, shutdown, say } = around;
  let url = settings.databaseUrl;
  if (url === undefined) {
    const postgres = await startPostgres({ home: settings.home, log: say, share });
    shutdown.add('the database', () => postgres.stop());
    url = postgres.url;
  }
  const pool = openDatabase(url, { max: CONNECTIONS, name: 'remit' });
  shutdown.add('the connections', () => pool.end());
  await migrate(pool, inPackage('migrations'));
  return { url, pool };
}

/** Where the workspace of the settings lies, with the boundaries in force laid over it. */
function placeOf(
  { settings, say }: Surroundings,
  env: NodeJS.ProcessEnv,
  pool: Pool,
): Place & { overlay: Overlay } {
  const overlay = new Overlay(openLog({ pool, now: () => new Date() }));
  return { folder: settings.workspace, env, overlay, say };
}

/** Starts everything: database, sample business, server and workers. Returns the address of the console. */
export async function startAll(around: Surroundings): Promise<{ url: string }> {
  const { settings, say, shutdown, version } = around;
  const counting = openWatch(around);
  const { url, pool } = await openStore(around, false);
  const telemetry = await counting;
  const { sandbox } = around;
  const sample = isSample(settings) && !sandbox ? await openSample(around) : null;
  const env = sandbox
    ? withSampleAddress(around.env, settings)
    : { ...around.env, ...(sample ? { SHOP_URL: sample.url } : {}) };
  const place = placeOf(around, env, pool);
  const announcing = new Announcing(pool, say);
  const watching = await openWatched(place, (inForce) => announcing.looked(inForce));
  shutdown.add('the workspace', () => watching.close());
  telemetry.watch(pool, () => Object.keys(watching.workspace.systems));
  await renewTables(pool, () => watching.workspace, say);
  const wired = await wire({
    pool,
    url,
    workspace: sandbox ? inSandbox(() => watching.workspace) : () => watching.workspace,
    ...(sandbox ? { open: sandbox.open } : {}),
    workers: settings.workers,
    onFault: (id, error) => say(`${id ? `Case ${id}` : 'A worker'}: ${String(error)}`),
    onNotice: soonOf(watching),
    onBehind: () => announcing.behind(),
    say,
    meters: telemetry.meters,
  });
  shutdown.add('the workers', () => wired.close());
  sendOut(wired, pool, around);
  shutdown.add('the back-runs', () => stopBackruns(pool));
  await announcing.begin(wired.world, watching);
  // The door first: a port that is taken is better known before eight weeks of history are brought in.
  const door = await openDoor(around, { url, pool, wired, sample, watching, telemetry });
  shutdown.add('the server', () => door.close());
  if (sample) await importSample(sample, wired.world, pool, say);
  await wired.standings.catchUp();
  door.begin();
  await sandbox?.begin(wired.world);
  sealRegularly(pool, wired, shutdown, say);
  say(
    `Remit ${version}: ${watching.workspace.name}, ${counted(Object.keys(watching.workspace.workflows).length, 'workflow')}.`,
  );
  return { url: door.url };
}

/** The workspace as a sandbox has it, made once for each version. */
function inSandbox(workspace: () => Workspace): () => Workspace {
  let from: Workspace | undefined;
  let made: Workspace | undefined;
  return () => {
    const now = workspace();
    if (made === undefined || from !== now) made = sandboxed(now);
    from = now;
    return made;
  };
}

/** Counting begins, and traces are sent where the environment says so; what was not sent yet is sent at the end. */
async function openWatch({ env, version, shutdown }: Surroundings): Promise<Telemetry> {
  const { openTelemetry } = await import('./runtime/telemetry/index.ts');
  const telemetry = await openTelemetry(env, version);
  shutdown.add('the traces', () => telemetry.close());
  return telemetry;
}

/** Starts workers only, beside a server that runs elsewhere. */
export async function startWorker(around: Surroundings): Promise<{ wired: Wired; pool: Pool }> {
  const { settings, say, shutdown } = around;
  const telemetry = await openWatch(around);
  const { url, pool } = await openStore(around, true);
  const watching = await openWatched(placeOf(around, withSampleAddress(around.env, settings), pool));
  shutdown.add('the workspace', () => watching.close());
  const wired = await wire({
    pool,
    url,
    workspace: () => watching.workspace,
    workers: settings.workers,
    onFault: (id, error) => say(`${id ? `Case ${id}` : 'The worker'}: ${String(error)}`),
    onNotice: soonOf(watching),
    onBehind: () => watching.lookSoon(),
    say,
    meters: telemetry.meters,
  });
  shutdown.add('the workers', () => wired.close());
  sendOut(wired, pool, around);
  return { wired, pool };
}

/** Starts a worker with the gateway of one workflow before it, for the client at the other end of the pipe. */
export async function startMcp(around: Surroundings, given: StdioGiven): Promise<{ ended: Promise<void> }> {
  const { wired, pool } = await startWorker(around);
  const { world } = wired;
  const uses = new TokenUses(pool, () => world.now());
  const used = (token: string) => uses.note(token);
  const door = await serveStdio({ ...given, world, version: around.version, used });
  around.shutdown.add('the gateway', () => door.close());
  return { ended: door.ended };
}

/** Opens log and workspace for one command of the command line. */
export async function openWorld(around: Surroundings) {
  const { settings, shutdown } = around;
  const { url, pool } = await openStore(around, true);
  const workspace = await perhapsWorkspace(placeOf(around, withSampleAddress(around.env, settings), pool));
  const wired = await wire({ pool, url, workspace, workers: 0 });
  shutdown.add('the world', () => wired.close());
  return {
    world: wired.world,
    pool,
    rebuild: async (onProgress: (done: { streams: number; of: number }) => void) => {
      const streams = await makeTables(pool, workspace, onProgress);
      await wired.standings.countAnew();
      return streams;
    },
    links: { secret: () => readSecret(settings), address: `http://${settings.host}:${settings.port}` },
    close: () => shutdown.stop(),
  };
}

/** A log can be verified whatever the files say: a workspace that does not load is complained of by who asks for it. */
async function perhapsWorkspace(place: Place): Promise<() => Workspace> {
  try {
    const workspace = await openWorkspace(place);
    return () => workspace;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return () => {
      throw error;
    };
  }
}

/** Events go out to `hooks:` while this process runs; of several, one at a time sends to each. */
function sendOut({ world }: Wired, pool: Pool, { say, shutdown }: Surroundings): void {
  const sender = new OutgoingSender(world, pool, (error) => say(`Events could not go out: ${String(error)}`));
  sender.start();
  shutdown.add('the events that go out', () => sender.stop());
}

function sealRegularly(pool: Pool, wired: Wired, shutdown: Shutdown, say: Say): void {
  const seal = () =>
    makeSeal(pool, wired.world.log, { now: () => new Date() }).catch((error: unknown) =>
      say(`No seal could be made: ${String(error)}`),
    );
  const timer = setInterval(() => void seal(), SEAL_EVERY_MS);
  shutdown.add('the seals', () => clearInterval(timer));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** A notice that names a workflow's stream: its boundary may be another one from now on. */
function soonOf(watching: Watching): (payload: string) => void {
  return (payload) => {
    if (payload.includes('"workflow/')) watching.lookSoon();
    else if (payload === 'many' || payload === '') watching.askLog();
  };
}
