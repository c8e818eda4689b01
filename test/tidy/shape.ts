import { isTest, withoutComments, type TreeFile } from './tree.ts';

const LINES_MAX = 250;
/** A test file may hold all the stories of one thing. */
const TEST_LINES_MAX = 400;
const FORBIDDEN_NAME = /^(utils?|helpers?|common|services|managers?|types|misc|lib|shared)(\.\w+)*$/;

/** Files that have grown past what one can keep in mind. */
export function tooLong(files: TreeFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    const most = isTest(path) ? TEST_LINES_MAX : LINES_MAX;
    return lines > most ? [`${path} has ${lines} lines; ${most} are allowed. Split it by what it does.`] : [];
  });
}

/** Folders and files whose name says nothing about what they hold. */
export function emptyNames(paths: string[]): string[] {
  return paths.flatMap((path) => {
    const name = path.split('/').findLast((part) => part !== '') ?? '';
    return FORBIDDEN_NAME.test(name) ? [`${path}: name it after what it holds, not "${name}".`] : [];
  });
}

/** Default exports, which let one thing go by many names. */
export function defaultExports(files: TreeFile[]): string[] {
  return files
    .filter(
      ({ path, text }) =>
        !path.endsWith('.config.ts') && /^export (default|\{[^}]*\bas default\b)/m.test(text),
    )
    .map(({ path }) => `${path} has a default export; name what it exports.`);
}

/** Files that only pass on what others export, other than a folder's one face. */
export function barrels(files: TreeFile[]): string[] {
  return files
    .filter(({ path, text }) => !/(^|\/)index\.ts$/.test(path) && isOnlyReexports(text))
    .map(({ path }) => `${path} only re-exports; that is the work of a folder's index.ts alone.`);
}

function isOnlyReexports(text: string): boolean {
  const code = withoutComments(text).trim();
  const rest = code.replaceAll(/^(import|export)\b[^'"]*from\s*['"][^'"]+['"];?/gm, '').trim();
  return code !== '' && rest === '' && /^export\b/m.test(code);
}
