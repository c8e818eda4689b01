import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds Remit's package.json, whether the code runs from `src/`, from the bundle in
 * `dist/`, or from an installed package. Migrations, the console and the sample business lie under it.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('Remit cannot find its own package.json; is the copy complete?');
    folder = parent;
  }
  return folder;
}

/** A path inside the package, for example `inPackage('migrations')`. */
export function inPackage(...parts: string[]): string {
  return join(packageRoot(), ...parts);
}
