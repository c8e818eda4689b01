import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import { chooseAddress, listenSettings, urlFor, type Address } from './address.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { clusterFolder, openCluster, type Cluster } from './cluster.ts';
import { postgresIdentity, type Identity } from './identity.ts';
import { ensureDatabase, reach, takeOwnership, type Session } from './owner.ts';
import { askServerToStop, lastLines, readPostmaster, spawnServer, stopServer } from './server.ts';

const DATABASE = 'remit';
/** Folder for what the unprivileged user must reach when root's own folders are closed to it. */
const ELSEWHERE = '/var/lib/remit';
const READY_POLL_MS = 20;
const RECOVERY_POLL_MS = 100;
const READY_TIMEOUT_MS = 20_000;
/** Recovery after a crash may replay up to `max_wal_size`; we wait, and say so. */
const RECOVERY_TIMEOUT_MS = 600_000;
const RECOVERY_NOTICE_MS = 3_000;
const RESPAWN_PAUSE_MS = 100;
const RESTART_PAUSE_MS = 200;
const RESTART_PAUSE_MS_MAX = 5_000;

export interface StartOptions {
  /** The folder that holds the database; made when missing. */
  home: string;
  log: (line: string) => void;
  /**
   * Use the server of another Remit that owns this home, instead of refusing to start beside it:
   * for commands and extra workers. The server then stays when we leave.
   */
  share?: boolean;
  /** Where to put what root's folders hide from the unprivileged user. */
  elsewhere?: string;
  /** Settings of the server that differ from ours: a database that need not outlive a test run may skip `fsync`. */
  settings?: Record<string, string>;
}

export interface RunningPostgres {
  /** For `openDatabase`; holds a random password. */
  url: string;
  /** The server was already running: left behind by a crash, or owned by another process. */
  adopted: boolean;
  /** Whether this process owns the home, and stops the server when it leaves. */
  owned: boolean;
  stop(): Promise<void>;
}

interface Place {
  cluster: Cluster;
  binaries: Binaries;
  settings: Record<string, string> | undefined;
  identity: Identity | undefined;
  log: (line: string) => void;
}

/**
 * Starts, or adopts, the embedded Postgres of one home, and watches over it until `stop()`.
 *
 * A server that was left behind by a crash is adopted; one that recovers is waited for; one that dies under
 * us is started again at the same address. A lock file is never deleted: Postgres itself knows best when one is
 * stale. Throws an AppError when another Remit owns the home, or when the server does not start.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const place = await prepare(options);
  const { session, adopted, address } = await connect(place);
  const { owned, holder } = await takeOwnership(session);
  if (!owned && !options.share) {
    await session.end();
    throw new AppError('conflict', `Another Remit (process ${holder}) is running in ${options.home}.`, {
      suggestion: 'Stop it first, or set REMIT_HOME to another folder for this one.',
      path: options.home,
    });
  }
  const watch = owned ? watchOver(place, session, address) : undefined;
  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    if (!watch) return session.end();
    await watch.end();
    await stopServer(place.cluster, place.binaries);
  }
  return {
    url: urlFor(place.cluster, address, DATABASE),
    adopted,
    owned,
    stop: () => (stopped ??= stop()),
  };
}

/** Starts the server again, at the same address, whenever the owner's session is lost. */
function watchOver(place: Place, session: Session, address: Address): { end(): Promise<void> } {
  const life = { ended: false, session, revival: Promise.resolve() };
  const onExit = () => askServerToStop(place.cluster); // when somebody calls process.exit() without stopping us
  process.once('exit', onExit);
  function follow(): void {
    life.session.once('end', () => void (life.revival = revive()));
  }
  async function revive(): Promise<void> {
    if (!life.ended) place.log('The database went away; starting it again.');
    for (let pauseMs = RESTART_PAUSE_MS; !life.ended; pauseMs = Math.min(2 * pauseMs, RESTART_PAUSE_MS_MAX)) {
      try {
        life.session = (await connect(place, address)).session;
        await takeOwnership(life.session);
        place.log('The database is back.');
        return follow();
      } catch (error) {
        place.log(`The database is not back yet. ${error instanceof Error ? error.message : String(error)}`);
        await sleep(pauseMs);
      }
    }
  }
  follow();
  return {
    async end() {
      life.ended = true;
      process.off('exit', onExit);
      await life.revival; // a server that is just coming back must be there to be stopped
      await life.session.end().catch(() => undefined);
    },
  };
}

async function prepare(options: StartOptions): Promise<Place> {
  const { log } = options;
  const home = resolve(options.home);
  const identity = postgresIdentity();
  const elsewhere = options.elsewhere ?? (identity ? ELSEWHERE : home);
  // The unprivileged user must be able to walk in, though not to look around.
  const mode = identity ? 0o711 : 0o700;
  mkdirSync(home, { recursive: true, mode });
  const folder = clusterFolder(home, identity, elsewhere);
  if (dirname(folder) !== home) {
    mkdirSync(dirname(folder), { recursive: true, mode });
    log(`Postgres does not run as root and cannot enter ${home}, so its data lies in ${folder}.`);
  }
  const binaries = findBinaries(identity, elsewhere, log);
  const cluster = await openCluster(folder, binaries, identity);
  return { cluster, binaries, settings: options.settings, identity, log };
}

interface Connected {
  session: Session;
  adopted: boolean;
  address: Address;
}

/**
 * Connects to the cluster's server, starting it when nobody answers. Whether a server may start is left to
 * Postgres: it refuses beside another that is still leaving, and is then asked again until it may.
 */
async function connect(place: Place, preferred?: Address): Promise<Connected> {
  const { cluster, binaries, identity, log } = place;
  const began = Date.now();
  let spawned: { hasExited(): boolean } | undefined;
  let address = preferred;
  let told = false;
  for (;;) {
    const running = readPostmaster(cluster);
    const reached = running && (await reach(urlFor(cluster, running, 'postgres')));
    if (running && reached?.state === 'ready') {
      const session = await enter(reached.session, urlFor(cluster, running, DATABASE));
      if (session) return { session, adopted: spawned === undefined, address: running };
    } else if (reached?.state !== 'busy' && (spawned === undefined || spawned.hasExited())) {
      if (spawned) await sleep(RESPAWN_PAUSE_MS);
      const listening = listenSettings(address ?? (await chooseAddress(cluster)));
      spawned = spawnServer(cluster, binaries, { ...place.settings, ...listening }, identity);
      address = undefined; // if somebody took the port meanwhile, the next attempt takes another
    }
    const waitedMs = Date.now() - began;
    if (waitedMs > RECOVERY_NOTICE_MS && reached?.state === 'busy' && !told) {
      log('The database is recovering from a crash; this can take a moment.');
      told = true;
    }
    if (waitedMs > (reached?.state === 'busy' ? RECOVERY_TIMEOUT_MS : READY_TIMEOUT_MS)) {
      throw new AppError(
        'unavailable',
        `Postgres did not become ready. Its log ends:\n${lastLines(cluster)}`,
        {
          suggestion: `The whole log is ${cluster.log}.`,
          path: cluster.folder,
        },
      );
    }
    await sleep(reached?.state === 'busy' ? RECOVERY_POLL_MS : READY_POLL_MS);
  }
}

async function enter(door: Session, url: string): Promise<Session | undefined> {
  await ensureDatabase(door, DATABASE);
  await door.end();
  const reached = await reach(url);
  return reached.state === 'ready' ? reached.session : undefined;
}
