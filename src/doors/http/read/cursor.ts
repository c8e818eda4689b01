import { AppError } from '../../../runtime/errors.ts';

/** Where a list goes on: the sort keys of its last row, opaque to the caller. */
export function writeCursor(keys: (string | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Reads a cursor of `length` keys; throws `invalid` for one that this list did not give out. */
export function readCursor(text: string | undefined, length: number): (string | null)[] | null {
  if (text === undefined) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const fits =
      Array.isArray(keys) &&
      keys.length === length &&
      keys.every((key) => key === null || typeof key === 'string');
    if (fits) return keys as (string | null)[];
  } catch {
    // Falls through to the one sentence that serves every broken cursor.
  }
  throw new AppError('invalid', 'The cursor is none that this list gave out.', {
    suggestion: 'Ask again without a cursor.',
    path: 'cursor',
  });
}
