import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../errors.ts';
import type { Binaries } from './binaries.ts';
import { othersCanReach, type Identity } from './identity.ts';

const INITDB_TIMEOUT_MS = 120_000;
export const SUPERUSER = 'remit';

/** One database cluster on disk: its data, its password and its server log, in one folder. */
export interface Cluster {
  folder: string;
  data: string;
  log: string;
  password: string;
}

/**
 * The folder for the cluster of `home`: inside it, or, where the unprivileged user cannot get there,
 * under `elsewhere` by a name made from the home's path.
 */
export function clusterFolder(home: string, identity: Identity | undefined, elsewhere: string): string {
  if (!identity || othersCanReach(home)) return join(home, 'postgres');
  const mark = createHash('sha256').update(resolve(home)).digest('hex').slice(0, 12);
  return join(elsewhere, `home-${mark}`, 'postgres');
}

/** Opens the cluster in `folder`, making it first when there is none. */
export async function openCluster(folder: string, binaries: Binaries, identity?: Identity): Promise<Cluster> {
  if (!existsSync(folder)) await makeCluster(folder, binaries, identity);
  const data = join(folder, 'data');
  const major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (major !== binaries.major) {
    throw new AppError(
      'conflict',
      `The data in ${folder} was written by Postgres ${major}; this Remit brings Postgres ${binaries.major}.`,
      {
        suggestion: 'Start the Remit that wrote it and export, or set REMIT_HOME to a new folder.',
        path: folder,
      },
    );
  }
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return { folder, data, log: join(folder, 'postgres.log'), password };
}

// The cluster is made beside its place and renamed into it, so that a crash or a second process half way
// through leaves nothing that looks finished.
async function makeCluster(folder: string, binaries: Binaries, identity?: Identity): Promise<void> {
  const making = `${folder}.new-${process.pid}`;
  const data = join(making, 'data');
  const passwordFile = join(making, 'password');
  rmSync(making, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o711 });
  chmodSync(data, 0o700);
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (identity) for (const path of [making, data, passwordFile]) chownSync(path, identity.uid, identity.gid);

  const options = ['-D', data, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  // The built-in C.UTF-8 sorts by code point and folds case in every script, alike on every machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  try {
    await promisify(execFile)(binaries.initdb, [...options, ...locale], {
      ...identity,
      cwd: making,
      timeout: INITDB_TIMEOUT_MS,
    });
    renameSync(making, folder);
  } catch (cause) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) {
      const said = (cause as { stderr?: string }).stderr || String(cause);
      throw new Error(`Postgres could not make its data directory in ${folder}: ${said.trim()}`, { cause });
    }
  }
}
