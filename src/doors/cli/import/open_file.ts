import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportFile } from '../../../flow/import.ts';
import { AppError } from '../../../runtime/errors.ts';

/** A file on disk, ready to be imported, and how much of it was read last. */
export interface FileOnDisk extends ImportFile {
  path: string;
  bytes: number;
  read(): number;
}

/** Opens a file for import. Throws `AppError` when there is none at the path. */
export async function openFile(path: string): Promise<FileOnDisk> {
  let size: number;
  let stamp: string;
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw new AppError('invalid', `${path} is a folder.`, { path, suggestion: 'Name one file in it.' });
    }
    size = found.size;
    stamp = `${found.size} ${found.mtimeMs}`;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new AppError('not_found', `${path} cannot be read: ${message}.`, { path });
    throw new AppError('not_found', `There is no file at ${path}.`, {
      path,
      suggestion: 'Look at its name, and at the folder that you are in.',
    });
  }
  let read = 0;
  async function* open(): AsyncGenerator<Uint8Array> {
    read = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      read += chunk.length;
      yield chunk;
    }
  }
  return { path, name: basename(path).replace(/\.gz$/i, ''), stamp, bytes: size, read: () => read, open };
}
