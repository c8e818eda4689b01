import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../runtime/errors.ts';
import { sayFor } from '../forms/form.ts';
import type { Fault } from '../shape.ts';
import { readSystem } from '../systems/index.ts';
import { readYaml } from '../yaml.ts';
import { draftSystem, listOperations, type Drafted } from './openapi/index.ts';

/** Larger descriptions than this are not read, in bytes: the largest that are published are some 12 MB. */
const DESCRIPTION_BYTES_MAX = 30_000_000;
const FETCH_MS = 30_000;

export interface Connected extends Drafted {
  /** Where it was written; empty where it was not. */
  file: string;
}

/** Operations of a description as rows of words: method, path, id, tags, summary. */
export async function listDescription(description: string): Promise<string[][]> {
  return listOperations(await textOf(description)).map(({ method, path, id, tags, summary }) => [
    method,
    path,
    id,
    tags.join(', '),
    summary ?? '',
  ]);
}

/**
 * Writes `systems/<name>.yaml` into the workspace from a description, after loading it as the workspace will: what is
 * written loads as soon as the environment gives what it names. Without a workspace nothing is written.
 */
export async function connectOpenapi(asked: {
  description: string;
  only: string[];
  name?: string | undefined;
  workspace: string | undefined;
  force: boolean;
}): Promise<Connected> {
  const { description, only, name, workspace, force } = asked;
  const text = await textOf(description);
  const drafted = draftSystem(text, { source: description, only, ...(name !== undefined && { name }) });
  const relative = join('systems', `${drafted.name}.yaml`);
  refuseFaults(drafted, relative);
  if (workspace === undefined) return { ...drafted, file: '' };
  const file = join(workspace, relative);
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, drafted.text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new AppError('conflict', `${file} is there already, and may hold what somebody wrote.`, {
      suggestion: 'Give another --name, see the new one by --print, or write over it by --force.',
    });
  }
  return { ...drafted, file };
}

/** A description that leads to a file that does not load is a fault of the making, and is told instead of written. */
function refuseFaults(drafted: Drafted, file: string): void {
  const read = readYaml(file, drafted.text);
  const faults: Fault[] = read.ok ? [] : read.faults;
  // What the environment gives is not known here, and no part of whether the file holds together.
  const env = Object.fromEntries(drafted.env.map((name) => [name, 'https://set.example']));
  if (read.ok) readSystem(drafted.name, read.yaml, env, sayFor(read.yaml, faults));
  const [first] = faults;
  if (first)
    throw new AppError('invalid', `No file could be made of this: line ${first.line}: ${first.says}.`, {
      suggestion: 'Choose other operations by --only, or see the text by --print.',
    });
}

async function textOf(description: string): Promise<string> {
  return /^https?:\/\//.test(description) ? fetched(description) : fromDisk(description);
}

async function fromDisk(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError('not_found', `${path} cannot be read (${code}).`);
  }
}

async function fetched(address: string): Promise<string> {
  let response: Response;
  let text = '';
  try {
    response = await fetch(address, {
      headers: { accept: 'application/json, application/yaml;q=0.9, */*;q=0.5' },
      signal: AbortSignal.timeout(FETCH_MS),
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > DESCRIPTION_BYTES_MAX) break;
    }
  } catch (error) {
    const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
    throw new AppError('unavailable', `${address} cannot be fetched: ${cause?.code ?? message}.`);
  }
  if (!response.ok) throw new AppError('unavailable', `${address} answered with status ${response.status}.`);
  if (text.length > DESCRIPTION_BYTES_MAX)
    throw new AppError('too_large', `${address} is too large to be read.`);
  return text;
}
