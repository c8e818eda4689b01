import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from './shape.ts';
import { readYaml, type ReadYaml } from './yaml.ts';

/** More than this is not a workspace written by people, but a folder given by mistake. */
const WORKSPACE_FILES_MAX = 2_000;
const FILE_BYTES_MAX = 1_000_000;
const FOLDER_DEPTH_MAX = 5;

/** The files of a workspace by their paths from its folder, with `/` on every system. */
export type Files = ReadonlyMap<string, string>;

/** Reads the YAML and Markdown files of a folder. Hidden folders and other kinds of files are left alone. */
export async function readFolder(
  folder: string,
): Promise<{ ok: true; files: Map<string, string> } | { ok: false; faults: Fault[] }> {
  const paths: string[] = [];
  try {
    await listInto(paths, folder, '', 0);
  } catch (error) {
    return { ok: false, faults: [{ file: folder, says: `cannot be read: ${says(error)}` }] };
  }
  if (paths.length > WORKSPACE_FILES_MAX) {
    return { ok: false, faults: [{ file: folder, says: `holds more than ${WORKSPACE_FILES_MAX} files` }] };
  }
  const faults: Fault[] = [];
  const files = new Map<string, string>();
  for (const path of paths.sort()) {
    try {
      const { size } = await stat(join(folder, path));
      if (size > FILE_BYTES_MAX) faults.push({ file: path, says: `is larger than ${FILE_BYTES_MAX} bytes` });
      else files.set(path, await readFile(join(folder, path), 'utf8'));
    } catch (error) {
      faults.push({ file: path, says: `cannot be read: ${says(error)}` });
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, files };
}

/** A text that changes when a file of the folder is added, removed or written. Empty when it cannot be read. */
export async function stampOf(folder: string): Promise<string> {
  try {
    const paths: string[] = [];
    await listInto(paths, folder, '', 0);
    const stamps = await Promise.all(
      paths.sort().map(async (path) => {
        const { mtimeMs, size } = await stat(join(folder, path));
        return `${path} ${mtimeMs} ${size}`;
      }),
    );
    return stamps.join('\n');
  } catch {
    return '';
  }
}

const parsed = new WeakMap<Files, Map<string, ReadYaml>>();

/** One of the files as YAML, parsed once however often it is asked for: parsing is most of the cost of loading. */
export function yamlOf(files: Files, path: string): ReadYaml {
  const known = parsed.get(files) ?? new Map<string, ReadYaml>();
  parsed.set(files, known);
  const read = known.get(path) ?? readYaml(path, files.get(path) ?? '');
  known.set(path, read);
  return read;
}

async function listInto(paths: string[], folder: string, below: string, depth: number): Promise<void> {
  if (depth > FOLDER_DEPTH_MAX || paths.length > WORKSPACE_FILES_MAX) return;
  for (const item of await readdir(join(folder, below), { withFileTypes: true })) {
    if (item.name.startsWith('.') || item.name === 'node_modules') continue;
    const path = below === '' ? item.name : `${below}/${item.name}`;
    if (item.isDirectory()) await listInto(paths, folder, path, depth + 1);
    else if (/\.(ya?ml|md)$/.test(item.name)) paths.push(path);
  }
}

function says(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
