import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Holds the parts of a page that are made from the code against the code. A part stands between `<!-- name -->` and
 * `<!-- /name -->`. With `UPDATE_DOCS` in the environment the page is written anew instead.
 */
export function expectPage(path: string, parts: Record<string, string>): void {
  const file = join(ROOT, path);
  const page = readFileSync(file, 'utf8');
  const made = Object.entries(parts).reduce((text, [name, part]) => put(text, name, part, path), page);
  if (process.env['UPDATE_DOCS']) writeFileSync(file, made);
  else expect(page).toBe(made);
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function code(text: string, language = ''): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function put(page: string, name: string, part: string, path: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no place for ${name}`);
  return `${page.slice(0, from + start.length)}\n\n${part}\n\n${page.slice(to)}`;
}
