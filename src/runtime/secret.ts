import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from './errors.ts';
import type { Settings } from './settings.ts';

const SECRET_BYTES = 32;
/** For its owner alone to read. */
const OWNER_ONLY = 0o600;

/**
 * The secret that links are signed with: that of the settings, else a random one that is kept in the home folder. Every
 * process of one Remit must have the same; whoever has it can make links.
 */
export async function readSecret(settings: Pick<Settings, 'secret' | 'home'>): Promise<string> {
  if (settings.secret !== undefined) return settings.secret;
  const file = join(settings.home, 'secret');
  await mkdir(settings.home, { recursive: true });
  await makeOnce(file);
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length >= 2 * SECRET_BYTES) return secret;
  throw new AppError('invalid', `The secret in ${file} was cut short.`, {
    suggestion: 'Delete the file; a new one is made, and links that were made before stop nothing any more.',
  });
}

/** The file is there as a whole or not at all: another process that starts now must not read half of it. */
async function makeOnce(file: string): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, randomBytes(SECRET_BYTES).toString('hex'), { mode: OWNER_ONLY });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}
