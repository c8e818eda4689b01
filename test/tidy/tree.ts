import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const LEFT_OUT = new Set(['node_modules', 'dist', '.remit', '.git']);

/** One file of the repository; the path is relative to its root, with forward slashes. */
export interface TreeFile {
  path: string;
  text: string;
}

/** Every path of the repository, folders with a slash at the end. */
export function allPaths(folder = ''): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.has(entry.name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? [`${path}/`, ...allPaths(path)] : [path];
    });
}

/** Reads the files of the repository whose path matches. */
export function readTree(matching: RegExp): TreeFile[] {
  return allPaths()
    .filter((path) => matching.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

export const isTest = (path: string) => /\.test\.tsx?$/.test(path);

/** The text without its comments, so that a comment may speak of what code may not do. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
