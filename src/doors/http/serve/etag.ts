import { createHash } from 'node:crypto';
import { AppError } from '../../../runtime/errors.ts';

const DIGITS = 27;

/** The tag of an answer: another answer has another one. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, DIGITS)}"`;
}

/** Whether a header of tags names this one. Weak tags count as strong: the text is the same or it is not. */
export function names(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}

/** Throws `stale` unless what the caller saw is what is there now. */
export function needMatch(header: string | undefined, etag: string): void {
  if (header === undefined || names(header, etag)) return;
  throw new AppError('stale', 'It has changed since you read it.', {
    suggestion: 'Read it again, and send its new ETag as If-Match.',
    path: 'if-match',
  });
}
