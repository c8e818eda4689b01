import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
/** Three parts with a prefix of their own, so that scanners for leaked secrets can tell one of ours. */
const TEXT = /^remit_([0-9a-z]{16})_([0-9a-f]{64})$/;

/** A token as its holder has it: shown once, and kept nowhere. */
export function newSecret(id: string): { text: string; hash: string } {
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  return { text: `remit_${id}_${secret}`, hash: hashOf(secret) };
}

/** The parts of a token, or undefined where the text is none. */
export function readTokenText(text: string): { id: string; secret: string } | undefined {
  const [, id, secret] = TEXT.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Whether the secret is the one that was hashed; takes as long whichever digit differs. */
export function isSecret(secret: string, hash: string): boolean {
  const [given, kept] = [Buffer.from(hashOf(secret)), Buffer.from(hash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

// 256 random bits cannot be guessed however quick the hash is, so no slow one is needed.
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
