import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import type { ShopSeed } from './model.ts';
/** One line of the journal: a seed that was planted, or a write that was performed. */
export interface JournalLine {
  n: number;
  plant?: Partial<ShopSeed>;
  write?: {
    name: string;
    key: string;
    path: string;
    params: Record<string, string>;
    body: unknown;
    at: string;
  };
}

/** An append-only file of JSON lines. Lines that arrive while one batch is written go out together. */
export interface Journal {
  /** Resolves once the line has reached the operating system, from where `kill -9` cannot take it back. */
  append(line: JournalLine): Promise<void>;
  /** Resolves once everything appended so far has reached it. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

export async function openJournal(file: string): Promise<Journal> {
  const handle = await open(file, 'a');
  let waiting: string[] = [];
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const writeOut = async () => {
    const batch = waiting.join('');
    waiting = [];
    next = undefined;
    await writeAll(handle, batch);
  };
  const flushed = (): Promise<void> => {
    if (waiting.length === 0) return running ?? Promise.resolve();
    next ??= (running ?? Promise.resolve()).then(() => (running = writeOut()));
    return next;
  };
  return {
    append(line) {
      waiting.push(`${JSON.stringify(line)}\n`);
      return flushed();
    },
    flushed,
    async close() {
      await flushed();
      await handle.sync();
      await handle.close();
    },
  };
}

async function writeAll(handle: FileHandle, text: string): Promise<void> {
  if (text) await handle.appendFile(text);
}

/**
 * Reads whole lines. A last line that was cut off by a crash was never acknowledged; it is dropped and cut
 * away, so that the next line does not grow onto its stump.
 */
export async function readJournal(file: string): Promise<JournalLine[]> {
  const bytes = await readIfThere(file);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) {
    const handle = await open(file, 'r+');
    await handle.truncate(end);
    await handle.close();
  }
  return bytes
    .subarray(0, end)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine);
}

export async function readIfThere(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Replaces a file as a whole: after a crash there is the old one or the new one, never half of either. */
export async function replaceFile(folder: string, name: string, text: string): Promise<void> {
  const fresh = join(folder, `${name}.new`);
  const handle = await open(fresh, 'w');
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(fresh, join(folder, name));
}
