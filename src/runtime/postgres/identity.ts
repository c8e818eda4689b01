import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** `nobody` on Linux and the BSDs. No user is created: a number is enough for the kernel and for Postgres. */
const UNPRIVILEGED_ID = 65534;

/** Whom Postgres runs as, when that is somebody else than we are. */
export interface Identity {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root, so root steps down for it; everybody else runs it as themselves. */
export function postgresIdentity(): Identity | undefined {
  return process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : undefined;
}

/**
 * Whether an unprivileged user can walk down to `path`, judged by the mode bits of every folder on the way.
 * A part that does not exist yet is ours to make and does not count against it.
 */
export function othersCanReach(path: string): boolean {
  const OTHERS_MAY_ENTER = 0o001;
  for (let at = resolve(path); ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found && (found.mode & OTHERS_MAY_ENTER) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
