import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

const KEY_BYTES = 32;
/** What AES-GCM takes as its nonce (NIST SP 800-38D, 5.2.1.1); a random one for each sealing. */
const NONCE_BYTES = 12;
const FINGERPRINT_CHARS = 12;
const ALGORITHM = 'aes-256-gcm';

/** A value that only the key opens, and only under the name that it was sealed for. */
export interface Sealed {
  nonce: string;
  data: string;
  tag: string;
}

/** A new key, as it is given in `REMIT_SECRETS_KEY`. */
export function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/** Reads a key: 32 bytes in base64 or in hex. */
export function readKey(text: string): Buffer {
  const given = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.from(given, 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new AppError('invalid', 'REMIT_SECRETS_KEY is not a key of 32 bytes.', {
    suggestion: 'Make one with `remit secret key`, and keep it where you keep passwords.',
    path: 'REMIT_SECRETS_KEY',
  });
}

/** Tells keys apart without telling anything of them. */
export function fingerprint(key: Buffer): string {
  return createHash('sha256')
    .update('remit-secrets-key')
    .update(key)
    .digest('hex')
    .slice(0, FINGERPRINT_CHARS);
}

export function seal(name: string, value: string, key: Buffer): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(labelOf(name));
  const data = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return { nonce: text(nonce), data: text(data), tag: text(cipher.getAuthTag()) };
}

/** Undefined where it was sealed under another key or another name, or was changed since. */
export function unseal(name: string, { nonce, data, tag }: Sealed, key: Buffer): string | undefined {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes(nonce)).setAAD(labelOf(name));
    decipher.setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(data)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** The name is covered as well: a value cannot be put under another name in the file. */
function labelOf(name: string): Buffer {
  return Buffer.from(`remit-secret/1/${name}`);
}
