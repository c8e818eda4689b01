import { AppError } from '../../../runtime/errors.ts';
import type { Layout } from './schema.ts';

/** Text that is looked at to tell how a file is written. */
const LOOKED_AT_CHARS = 64_000;
const SEPARATORS = [',', ';', '\t', '|'] as const;

/** Tells from the beginning of a text how the file is written. Throws `AppError` when there is nothing in it. */
export async function layoutOf(texts: AsyncIterable<string>): Promise<Layout> {
  let beginning = '';
  for await (const text of texts) {
    beginning += text;
    if (beginning.length >= LOOKED_AT_CHARS) break;
  }
  const start = beginning.trimStart();
  if (start === '') {
    throw new AppError('invalid', 'The file is empty.', { suggestion: 'Nothing was taken from it.' });
  }
  if (start.includes('\0')) {
    throw new AppError('invalid', 'This is not a text file.', {
      suggestion: 'Export it as CSV, JSON or JSONL.',
    });
  }
  if (start.startsWith('[')) return { format: 'json', separator: ',' };
  if (!start.startsWith('{')) return { format: 'csv', separator: separatorOf(start) };
  const [line = '', next = ''] = start.split(/\r?\n/, 2);
  const isLine = isJson(line) && (next.trim() !== '' || !isWrapped(line));
  return { format: isLine ? 'jsonl' : 'json', separator: ',' };
}

/** The character that splits the first lines into the same number of cells, more than one. */
function separatorOf(text: string): string {
  const lines = text.replaceAll(/"(?:[^"]|"")*"/g, '""').split(/\r?\n/);
  const full = lines.slice(0, 20).filter((line) => line.trim() !== '');
  const header = full[0] ?? '';
  const scores = SEPARATORS.map((separator) => {
    const cells = header.split(separator).length;
    const same = full.filter((line) => line.split(separator).length === cells).length;
    return { separator, score: cells > 1 ? (same / full.length) * Math.min(cells, 50) : 0 };
  });
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score > 0 ? best.separator : ',';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `{"tickets": [{…}, …]}` alone in its file: one object around the list that is meant. */
function isWrapped(line: string): boolean {
  const values = Object.values(JSON.parse(line) as Record<string, unknown>);
  return values.some((value) => Array.isArray(value) && typeof value[0] === 'object');
}
