import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { fingerprint, readKey, seal, unseal } from './seal.ts';

export { newKey } from './seal.ts';

/** For its owner alone to read. */
const OWNER_ONLY = 0o600;
const VALUE_CHARS_MAX = 32_000;
const NAME = /^[A-Z][A-Z0-9_]*$/;

const Stored = z.strictObject({
  remit_secrets: z.literal(1),
  /** Of the key that they are sealed under. */
  key: z.string(),
  secrets: z.record(
    z.string(),
    z.strictObject({ nonce: z.string(), data: z.string(), tag: z.string(), set_at: z.string() }),
  ),
});
type Stored = z.infer<typeof Stored>;

type Where = Pick<Settings, 'home' | 'secrets' | 'secretsKey'>;

/** A secret as far as it is ever shown. */
export interface SecretRow {
  name: string;
  set_at: string;
}

/** Where the secrets are: the file of the settings, else one in the home folder. */
export function secretsFile({ home, secrets }: Pick<Settings, 'home' | 'secrets'>): string {
  return secrets ?? join(home, 'secrets.json');
}

/** Puts a secret under a name, in place of an earlier one. */
export function setSecret(where: Where, name: string, value: string, now: Date): void {
  if (!NAME.test(name)) {
    throw new AppError('invalid', `"${name}" is not the name of a secret.`, {
      suggestion: 'Write capital letters, digits and underscores, such as SHOP_TOKEN.',
      path: 'name',
    });
  }
  if (value === '' || value.length > VALUE_CHARS_MAX) {
    throw new AppError('invalid', `A secret has between 1 and ${VALUE_CHARS_MAX} characters.`, {
      path: 'value',
    });
  }
  const key = needKey(where);
  const stored = readStored(where) ?? { remit_secrets: 1, key: fingerprint(key), secrets: {} };
  needSameKey(stored, key, where);
  stored.key = fingerprint(key);
  stored.secrets[name] = { ...seal(name, value, key), set_at: now.toISOString() };
  writeStored(where, stored);
}

/** Names and times: a value is never shown again. */
export function listSecrets(where: Where): SecretRow[] {
  return Object.entries(readStored(where)?.secrets ?? {})
    .map(([name, { set_at }]) => ({ name, set_at }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** False where there was none of this name. */
export function removeSecret(where: Where, name: string): boolean {
  const stored = readStored(where);
  if (!stored || !Object.hasOwn(stored.secrets, name)) return false;
  delete stored.secrets[name];
  writeStored(where, stored);
  return true;
}

/**
 * What workspace files may name as `${NAME}`: the environment, and the secrets beneath it. Without a key there are
 * none, and whoever needs one is told that it is not set.
 */
export function withSecrets(env: NodeJS.ProcessEnv, where: Where): NodeJS.ProcessEnv {
  if (where.secretsKey === undefined) return env;
  return { ...openSecrets(where), ...env };
}

/** Every secret with its value. Throws where one cannot be opened. */
export function openSecrets(where: Where): Record<string, string> {
  const stored = readStored(where);
  if (!stored) return {};
  const key = needKey(where);
  needSameKey(stored, key, where);
  const opened: Record<string, string> = {};
  for (const [name, sealed] of Object.entries(stored.secrets)) {
    const value = unseal(name, sealed, key);
    if (value === undefined) {
      throw new AppError(
        'invalid',
        `The secret ${name} in ${secretsFile(where)} was changed, and cannot be opened.`,
        {
          suggestion: `Set it again: remit secret set ${name}`,
        },
      );
    }
    opened[name] = value;
  }
  return opened;
}

function needKey({ secretsKey }: Where): Buffer {
  if (secretsKey !== undefined) return readKey(secretsKey);
  throw new AppError('invalid', 'Secrets are sealed under a key, and REMIT_SECRETS_KEY is not set.', {
    suggestion: 'Make one with `remit secret key`, and start with REMIT_SECRETS_KEY=… in the environment.',
    path: 'REMIT_SECRETS_KEY',
  });
}

function needSameKey({ key, secrets }: Stored, given: Buffer, where: Where): void {
  if (key === fingerprint(given) || Object.keys(secrets).length === 0) return;
  throw new AppError('invalid', `The secrets in ${secretsFile(where)} were sealed under another key.`, {
    suggestion: 'Start with the key that they were set with, or remove them and set them again.',
    path: 'REMIT_SECRETS_KEY',
  });
}

function readStored(where: Where): Stored | null {
  const file = secretsFile(where);
  if (!existsSync(file)) return null;
  try {
    return Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new AppError('invalid', `${file} is not a file of secrets, or was cut short.`, {
      suggestion: 'Bring it back from a copy, or delete it and set the secrets again.',
    });
  }
}

/** As a whole or not at all: a process that dies meanwhile leaves the earlier file. */
function writeStored(where: Where, stored: Stored): void {
  const file = secretsFile(where);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(stored, null, 2)}\n`, { mode: OWNER_ONLY });
  renameSync(draft, file);
  chmodSync(file, OWNER_ONLY);
}
