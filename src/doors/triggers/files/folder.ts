import { readdir, readFile, stat } from 'node:fs/promises';
import { resolve, join } from 'node:path';
import type { FilesTrigger } from '../../../workspace/triggers/files.ts';
import { digestOf } from '../../../mail/thread.ts';
import { readCursor, type Held } from '../held.ts';
import type { Hands, Place } from '../hands.ts';
import { formatOf, isWanted } from './names.ts';
import { readTable, type TableRow } from './table.ts';
import { setTableAside, takeRow } from './take_rows.ts';

const FILE_BYTES_MAX = 50_000_000;
/** Files that are remembered; the ones that are gone from the folder are forgotten. */
const FILES_MAX = 5_000;
/** How far a file is, is written after so many rows: a crash costs these looks at what is known already. */
const KEEP_EVERY_ROWS = 50;
const DIGEST_CHARS = 24;

/** A file as it was when it was last read, and how many of its rows were taken in. */
interface Progress {
  size: number;
  mtime: number;
  rows: number;
  /** Digest of the names of those rows: where they are still the first ones, the rest is new. */
  head: string;
}
type Cursor = Record<string, Progress>;

/** When a file was first seen as it is: what is still being written changes under our eyes. */
export type Seen = Map<string, { stamp: string; since: number }>;

/**
 * Takes in what is new in a folder, file after file by name. Files are read, never moved, changed or deleted. Returns
 * whether something is still being written.
 */
export async function lookIntoFolder(
  hands: Hands,
  place: Place<FilesTrigger>,
  held: Held,
  seen: Seen,
  signal: AbortSignal,
): Promise<boolean> {
  const { trigger } = place;
  const folder = resolve(hands.world.workspace().folder, trigger.folder ?? '.');
  const names = (await namesIn(folder)).filter((name) => isWanted(name, trigger.pattern, trigger.format));
  const before = readCursor(held.value, asCursor) ?? {};
  let cursor: Cursor = Object.fromEntries(Object.entries(before).filter(([name]) => names.includes(name)));
  for (const name of seen.keys()) if (!names.includes(name)) seen.delete(name);
  let isUnsettled = false;
  for (const name of names.toSorted().slice(0, FILES_MAX)) {
    if (signal.aborted) return false;
    const file = await statOf(join(folder, name));
    if (!file) continue;
    const known = cursor[name];
    if (known?.size === file.size && known.mtime === file.mtime) continue;
    const isQuiet = hasSettled(seen, name, file, trigger.settleMs);
    if (!isQuiet) isUnsettled = true;
    if (!isQuiet && formatOf(name, trigger.format) === 'csv') continue;
    const next = await readFileIn(hands, place, held, {
      path: join(folder, name),
      name,
      file,
      isQuiet,
      cursor,
    });
    if (next === null) return false;
    cursor = next;
  }
  return isUnsettled;
}

interface ToRead {
  path: string;
  name: string;
  file: { size: number; mtime: number };
  isQuiet: boolean;
  cursor: Cursor;
}

/** Reads one file on from where it was. Null: another process has the folder now. */
async function readFileIn(
  hands: Hands,
  place: Place<FilesTrigger>,
  held: Held,
  given: ToRead,
): Promise<Cursor | null> {
  const { path, name, file, isQuiet, cursor } = given;
  const { format, separator } = place.trigger;
  const done = async (progress: Progress): Promise<Cursor | null> => {
    const next = { ...cursor, [name]: progress };
    return (await held.keep(JSON.stringify(next))) ? next : null;
  };
  const setAsideWhole = async (says: string) => {
    await setTableAside(
      hands,
      place,
      name,
      digestOf(`${name} ${file.size} ${file.mtime}`, DIGEST_CHARS),
      says,
    );
    return done({ ...file, rows: 0, head: '' });
  };
  if (file.size > FILE_BYTES_MAX) return setAsideWhole(`has more than ${FILE_BYTES_MAX} bytes: split it`);
  const bytes = await readFile(path);
  // It grew while it was read: the next look reads it as it is then.
  if (bytes.length !== file.size && formatOf(name, format) === 'csv') return cursor;
  const layout = { format: formatOf(name, format), separator, name, isComplete: isQuiet };
  const table = readTable(bytes, layout);
  if (!table.ok) return setAsideWhole(table.says);
  const from = startOf(cursor[name], table.rows);
  const at = new Date(Math.min(file.mtime, hands.world.now().getTime()));
  let last = cursor;
  for (const [index, row] of table.rows.entries()) {
    if (index < from) continue;
    await takeRow(hands, place, name, row, at);
    if ((index + 1) % KEEP_EVERY_ROWS !== 0) continue;
    // Not yet as large as it is: only a file that was read to its end is left alone.
    const kept = await done({ size: -1, mtime: 0, rows: index + 1, head: headOf(table.rows, index + 1) });
    if (!kept) return null;
    last = kept;
  }
  const rows = table.rows.length;
  const isAll = isQuiet && bytes.length === file.size;
  if (!isAll && rows === from) return last;
  const end = { rows, head: headOf(table.rows, rows) };
  return done(isAll ? { ...file, ...end } : { size: -1, mtime: 0, ...end });
}

/** Rows that were taken in before, where they are still the first of the file. */
function startOf(known: Progress | undefined, rows: readonly TableRow[]): number {
  if (!known || known.rows > rows.length) return 0;
  return headOf(rows, known.rows) === known.head ? known.rows : 0;
}

function headOf(rows: readonly TableRow[], count: number): string {
  const ids = rows.slice(0, count).map(({ id }) => id);
  return digestOf(ids.join(), DIGEST_CHARS);
}

function hasSettled(
  seen: Seen,
  name: string,
  { size, mtime }: { size: number; mtime: number },
  settleMs: number,
): boolean {
  const stamp = `${size} ${mtime}`;
  const now = performance.now();
  const known = seen.get(name);
  if (known?.stamp !== stamp) seen.set(name, { stamp, since: now });
  return settleMs === 0 || (known?.stamp === stamp && now - known.since >= settleMs);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such folder'
        : (error as Error).message;
    throw new Error(`the folder ${folder} cannot be read: ${why}`, { cause: error });
  }
}

async function statOf(path: string): Promise<{ size: number; mtime: number } | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, mtime: Math.floor(mtimeMs) };
  } catch {
    // It was taken away between the listing and the look.
    return null;
  }
}

function asCursor(given: unknown): Cursor | null {
  return typeof given === 'object' && given !== null ? (given as Cursor) : null;
}
