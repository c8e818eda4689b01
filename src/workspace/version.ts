import { digest } from '../log/canonical.ts';
import { yamlOf, type Files } from './folder.ts';

/**
 * SHA-256 over the content of the files below a folder (of all files, without one): YAML by its values (a comment
 * makes no new version), everything else by its text with plain line ends. `${NAME}` stays as written, so that a
 * version neither holds nor depends on a secret.
 */
export function versionOf(files: Files, folder = ''): string {
  const contents: Record<string, unknown> = {};
  for (const path of files.keys()) {
    if (folder === '' || path.startsWith(`${folder}/`))
      contents[path.slice(folder.length)] = contentOf(files, path);
  }
  return digest(contents);
}

function contentOf(files: Files, path: string): unknown {
  const read = /\.ya?ml$/.test(path) ? yamlOf(files, path) : undefined;
  return read?.ok ? { yaml: read.yaml.value } : (files.get(path) ?? '').replaceAll('\r\n', '\n').trimEnd();
}
