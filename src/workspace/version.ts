import { digest } from '../log/canonical.ts';
import type { Files } from './folder.ts';
import { readYaml } from './yaml.ts';

/**
 * SHA-256 over the content of files: YAML by its values (a comment makes no new version), everything else by its
 * text with plain line ends. `${NAME}` stays as written, so that a version neither holds nor depends on a secret.
 */
export function versionOf(files: Files): string {
  const contents: Record<string, unknown> = {};
  for (const [path, text] of files) contents[path] = contentOf(path, text);
  return digest(contents);
}

function contentOf(path: string, text: string): unknown {
  const yaml = /\.ya?ml$/.test(path) ? readYaml(path, text) : undefined;
  return yaml?.ok ? { yaml: yaml.yaml.value } : text.replaceAll('\r\n', '\n').trimEnd();
}

/** The files below a folder, by their paths from it. */
export function filesBelow(files: Files, folder: string): Map<string, string> {
  const below = new Map<string, string>();
  for (const [path, text] of files) {
    if (path.startsWith(`${folder}/`)) below.set(path.slice(folder.length + 1), text);
  }
  return below;
}
