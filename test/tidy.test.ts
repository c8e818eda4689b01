import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deadPaths } from './tidy/documents.ts';
import { breaches } from './tidy/imports.ts';
import { barrels, defaultExports, emptyNames, tooLong } from './tidy/shape.ts';
import { allPaths, readTree, type TreeFile } from './tidy/tree.ts';

describe('the tree', () => {
  const code = readTree(/^(src|console|examples|test|bench)\/.*\.tsx?$/);
  const sources = code.filter(({ path }) => /^(src|console|examples)\//.test(path));

  test('keeps the import law', () => expect(breaches(sources)).toEqual([]));
  test('has no file that is too long', () => expect(tooLong(sources)).toEqual([]));
  test('has no folder or file that is named after nothing', () => expect(emptyNames(allPaths())).toEqual([]));
  test('has named exports only', () => expect(defaultExports(code)).toEqual([]));
  test('has no file that only passes on exports', () => expect(barrels(sources)).toEqual([]));
  test('has every path that the documents name', () => {
    expect(deadPaths(readTree(/^([A-Z]+\.md|docs\/.*\.md|bench\/.*\.md)$/), allPaths())).toEqual([]);
  });
});

const file = (path: string, text: string): TreeFile => ({ path, text });
const broken = (path: string, text: string, ...others: TreeFile[]) =>
  breaches([file(path, text), ...others]).join();

describe('the import law refuses', () => {
  test('a step that knows a later one, calls an earlier one, or knows the way as a whole', () => {
    const plan = 'src/flow/plan/propose.ts';
    expect(broken(plan, `import type { R } from '../ruling/schema.ts';`)).toContain('later steps');
    expect(broken(plan, `import {\n  gather,\n} from '../context/gather.ts';`)).toContain('only the schema');
    expect(broken(plan, `import { advance } from '../index.ts';`)).toContain('as a whole');
    expect(broken(plan, `import { Facts } from '../context/schema.ts';`)).toBe('');
  });

  test('wiring anywhere but in main.ts, start.ts and wire.ts', () => {
    const wire = `import { httpSystem } from '../systems/http/system.ts';`;
    expect(broken('src/runtime/workers.ts', wire)).toContain('only main.ts, start.ts and wire.ts');
    expect(broken('src/main.ts', wire.replace('..', '.'))).toBe('');
    expect(broken('src/log/read.ts', `import '../main.ts';`)).toContain('nothing imports main.ts');
  });

  test('the clock, chance and the network in pure folders, also by way of others', () => {
    expect(broken('src/boundary/rule.ts', `const now = Date.now();`)).toContain('come as arguments');
    expect(broken('src/boundary/rule.ts', `// no Date.now() here\nconst text = 'a//b';`)).toBe('');
    expect(broken('src/learning/a.ts', `import { hash } from 'node:crypto';`)).toBe('');
    const through = file('src/workspace/read.ts', `import { readFileSync } from 'node:fs';`);
    const reach = `import { read } from '../workspace/read.ts';`;
    expect(broken('src/evidence/a.ts', reach, through)).toContain('src/workspace/read.ts → node:fs');
    expect(broken('src/evidence/a.ts', reach.replace('{', '{ type'), through)).toBe('');
    expect(broken('src/evidence/a.ts', `const m = await import('pg');`)).toContain('pg');
  });

  test('a console, an agent or a door that does more than its part', () => {
    expect(broken('console/a.tsx', `import { rule } from '../src/boundary/rule.ts';`)).toContain(
      'types and schemas',
    );
    expect(broken('console/a.tsx', `import type { R } from '../src/boundary/rule.ts';`)).toBe('');
    expect(broken('src/agents/rules/a.ts', `import { go } from '../../flow/index.ts';`)).toContain(
      'does not call flow/',
    );
    expect(broken('src/doors/http/a.ts', `import { Pool } from 'pg';`)).toContain('does not query');
  });
});

test('an overlong file, an empty name, a default export and a barrel are found', () => {
  expect(tooLong([file('src/a.ts', 'x\n'.repeat(251))])).toHaveLength(1);
  expect(tooLong([file('src/a.ts', 'x\n'.repeat(250)), file('src/a.test.ts', 'x\n'.repeat(400))])).toEqual(
    [],
  );
  expect(emptyNames(['src/utils/', 'src/log/types.ts', 'src/log/append.ts'])).toHaveLength(2);
  expect(defaultExports([file('src/a.ts', 'const a = 1;\nexport default a;')])).toHaveLength(1);
  expect(
    barrels([file('src/all.ts', `export * from './a.ts';\nexport { b } from './b.ts';\n`)]),
  ).toHaveLength(1);
  expect(barrels([file('src/index.ts', `export * from './a.ts';`)])).toEqual([]);
  expect(barrels([file('src/one.ts', `export { b } from './b.ts';\nexport const c = 1;\n`)])).toEqual([]);
});

test('a document that names a missing path, file or heading is found', () => {
  const paths = ['src/', 'src/log/', 'src/log/read.ts', 'docs/', 'docs/a.md', 'README.md'];
  const readme = (text: string) =>
    deadPaths([file('README.md', text), file('docs/a.md', '# The *first* part\n')], paths);
  expect(
    readme('See `src/log/read.ts`, `src/log/`, `POST /events`, `a/b` and [that](docs/a.md#the-first-part).'),
  ).toEqual([]);
  expect(readme('See `src/log/write.ts` and `NOTICE.md`.')).toHaveLength(2);
  expect(readme('See [a](docs/b.md), [b](docs/a.md#second) and [c](#nowhere).')).toHaveLength(3);
});

test('a function that does not fit on a screen is found by the linter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'remit-tidy-'));
  try {
    const long = (lines: number) =>
      `export function grow(n: number) {\n${'  n += 1;\n'.repeat(lines)}  return n;\n}\n`;
    expect(lint(folder, long(70))).toContain('max-lines-per-function');
    expect(lint(folder, long(40))).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function lint(folder: string, text: string): string {
  const root = join(import.meta.dirname, '..');
  writeFileSync(join(folder, 'grow.ts'), text);
  try {
    const args = ['-c', join(root, '.oxlintrc.json'), '--format=unix', '--quiet', join(folder, 'grow.ts')];
    execFileSync(join(root, 'node_modules', '.bin', 'oxlint'), args, { encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
