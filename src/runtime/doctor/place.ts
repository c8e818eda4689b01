import { existsSync, statSync } from 'node:fs';
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { listSecrets, openSecrets, secretsFile } from '../secrets/index.ts';
import { AppError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const GIGA_BYTES = 1_000_000_000;
/** Below this the database will soon have no room; below the other it must not go on. */
const DISK_WARN_BYTES = 2 * GIGA_BYTES;
const DISK_FAIL_BYTES = 0.2 * GIGA_BYTES;
/** Others on this machine may read what has one of these bits. */
const OTHERS = 0o077;

/** The folder that Remit keeps things in: whether it can be written, and how much room there is. */
export async function examineDisk({ home }: Pick<Settings, 'home'>): Promise<Finding[]> {
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.W_OK);
  } catch {
    return [
      fail(
        'disk',
        `${home} cannot be written.`,
        'Give Remit the right to, or set REMIT_HOME to another folder.',
      ),
    ];
  }
  const { bavail, bsize } = await statfs(home);
  const free = bavail * bsize;
  const says = `${(free / GIGA_BYTES).toFixed(1)} GB are free in ${home}.`;
  if (free < DISK_FAIL_BYTES)
    return [fail('disk', says, 'Make room: the log cannot be written without any.')];
  if (free < DISK_WARN_BYTES) return [warn('disk', says, 'Make room before there is none.')];
  return [ok('disk', says)];
}

/** The sealed secrets: whether they open, who else can read the file, and whether the workspace names them. */
export function examineSecrets(
  where: Pick<Settings, 'home' | 'secrets' | 'secretsKey'>,
  named: ReadonlySet<string>,
): Finding[] {
  const file = secretsFile(where);
  if (!existsSync(file))
    return [ok('secrets', 'There are no sealed secrets; the environment gives everything.')];
  const found: Finding[] = [];
  try {
    const rows = listSecrets(where);
    if (where.secretsKey === undefined && rows.length > 0) {
      const todo = 'Start with REMIT_SECRETS_KEY=… in the environment.';
      return [
        fail('secrets', `${file} holds ${rows.length} sealed, and there is no key to open them.`, todo),
      ];
    }
    openSecrets(where);
    found.push(ok('secrets', `${rows.length} sealed in ${file}, and all of them open.`));
    const unused = rows.map(({ name }) => name).filter((name) => !named.has(name));
    if (unused.length > 0)
      found.push(
        warn(
          'secrets',
          `No file of the workspace names ${unused.join(', ')}.`,
          'Remove what nobody needs: remit secret remove NAME',
        ),
      );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    found.push(fail('secrets', error.message, error.suggestion));
  }
  if ((statSync(file).mode & OTHERS) !== 0)
    found.push(warn('secrets', `Others on this machine can read ${file}.`, `chmod 600 ${file}`));
  return found;
}

/** `${NAME}` in texts: every name that files ask the environment for. */
export function namesIn(texts: Iterable<string>): Set<string> {
  const names = new Set<string>();
  for (const text of texts)
    for (const match of text.matchAll(/\$\{([A-Za-z_]\w*)/g)) names.add(match[1] ?? '');
  return names;
}
