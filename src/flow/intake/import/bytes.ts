import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../../runtime/errors.ts';

/** The bytes of a file, from its beginning. */
export type Bytes = AsyncIterable<Uint8Array>;

/** What a first chunk may leave of a letter to the next: UTF-8 letters have at most four bytes. */
const CONTINUED_BYTES_MAX = 3;

/**
 * The text of a file that is UTF-8, packed by gzip or not, in pieces. What kind of file it is its first bytes say:
 * names lie. Throws `AppError` with the line at which a file is broken or of another encoding.
 */
export async function* textOf(bytes: Bytes): AsyncGenerator<string> {
  const lines = { before: 1 };
  try {
    yield* decoded(unpacked(bytes), lines);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('Z_')) throw error;
    throw new AppError('invalid', `The packed file breaks off or is damaged at line ${lines.before}.`, {
      suggestion: 'Copy it again. What came before that line is kept, and is not taken twice.',
    });
  }
}

async function* unpacked(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await firstBytes(iterator);
  const whole = chained(first, iterator);
  if (first[0] === 0x50 && first[1] === 0x4b) {
    throw new AppError('invalid', 'This is a zip archive or an Excel workbook.', {
      suggestion: 'Unpack it, or save the sheet as CSV.',
    });
  }
  if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* whole;
  const gunzip = createGunzip();
  // The fault also comes out of the stream that is read below.
  pipeline(Readable.from(whole), gunzip).catch(() => undefined);
  yield* gunzip as AsyncIterable<Uint8Array>;
}

/** Enough bytes to tell what a file is: a pipe may bring them one by one. */
async function firstBytes(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let first = new Uint8Array();
  while (first.length < 4) {
    const next = await iterator.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function* chained(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* decoded(bytes: Bytes, lines: { before: number }): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  for await (const chunk of bytes) {
    if (isFirst && isUtf16(chunk)) throw notUtf8(1, 'It is UTF-16, as Windows programs write it.');
    isFirst = false;
    const text = decode(decoder, chunk, lines.before);
    lines.before += newlinesIn(text, text.length);
    yield text;
  }
  decode(decoder, undefined, lines.before);
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, line: number): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    // Decoded again without the strictness, only to count the lines before the first wrong byte.
    const begun = chunk?.subarray(0, CONTINUED_BYTES_MAX).findIndex((byte) => (byte & 0xc0) !== 0x80) ?? 0;
    const text = new TextDecoder('utf-8').decode(chunk?.subarray(Math.max(begun, 0)));
    const wrong = text.indexOf('\uFFFD');
    throw notUtf8(
      line + newlinesIn(text, Math.max(wrong, 0)),
      'It may be Latin-1, as older programs write it.',
    );
  }
}

function isUtf16(chunk: Uint8Array): boolean {
  const [one, two] = chunk;
  return (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);
}

function notUtf8(line: number, guess: string): AppError {
  return new AppError('invalid', `Line ${line} is not UTF-8 text. ${guess}`, {
    suggestion: 'Save the file as UTF-8 and import it again: what is in already is not taken twice.',
  });
}

export function newlinesIn(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
