import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { western } from '../../../mail/western.ts';
import type { FileFormat } from '../../../workspace/triggers/files.ts';

/** One row of a table, named once within it; or a row that cannot be read, with why. */
export type TableRow =
  | { id: string; line: number; row: Record<string, unknown> }
  | { id: string; line: number; says: string; raw: string };

/** A table as it was read. `says`: nothing of it can be read, and why. */
export type Table = { ok: true; rows: TableRow[] } | { ok: false; says: string };

export interface Layout {
  format: FileFormat;
  /** Null: the one of comma, semicolon and tab that the first line has most of. */
  separator: string | null;
  /** What names the table: a row is named within it. */
  name: string;
  /** The last line, where nothing ends it, is there whole. */
  isComplete: boolean;
}

const ROWS_MAX = 200_000;
const RAW_CHARS_MAX = 2_000;
const COLUMN_CHARS_MAX = 80;
const ID_CHARS = 24;

/**
 * Reads the rows of a table. A row is named by what it says and by how many of the same came before it, so that it
 * keeps its name when rows are added, moved or written again, and a row that was changed is another one.
 */
export function readTable(bytes: Uint8Array, layout: Layout): Table {
  const text = decoded(bytes);
  if (text.includes('\u0000')) return { ok: false, says: 'is not text: save it as CSV or JSON lines' };
  const whole = layout.isComplete ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  const read = layout.format === 'csv' ? csvRows(whole, layout.separator) : jsonRows(whole);
  if (typeof read === 'string') return { ok: false, says: read };
  if (read.length > ROWS_MAX) return { ok: false, says: `has more than ${ROWS_MAX} rows: split it` };
  const times = new Map<string, number>();
  const rows = read.map((one): TableRow => {
    const content = JSON.stringify('row' in one ? one.row : one.raw);
    const nth = (times.get(content) ?? 0) + 1;
    times.set(content, nth);
    const id = createHash('sha256')
      .update(`${layout.name}\n${content}\n${nth}`)
      .digest('hex')
      .slice(0, ID_CHARS);
    return { ...one, id };
  });
  return { ok: true, rows };
}

type Read = { line: number; row: Record<string, unknown> } | { line: number; says: string; raw: string };

function csvRows(text: string, separator: string | null): Read[] | string {
  const delimiter = separator ?? separatorOf(text);
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      info: true,
      raw: true,
    }) as unknown as { record: string[]; raw: string; info: { lines: number } }[];
    const [head, ...rest] = records;
    if (!head) return [];
    const columns = columnsOf(head.record);
    return rest.map(({ record, raw, info }) => rowOf(record, columns, info.lines, raw));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as { lines?: number }).lines;
    return `cannot be read${line === undefined ? '' : ` at line ${line}`}: ${error.message}`;
  }
}

function rowOf(record: string[], columns: string[], line: number, raw: string): Read {
  const beyond = record.slice(columns.length).filter((cell) => cell.trim() !== '');
  if (record.length < columns.length || beyond.length > 0) {
    const says = `has ${record.length} cells, and there are ${columns.length} columns`;
    return { line, says, raw: raw.trimEnd().slice(0, RAW_CHARS_MAX) };
  }
  return { line, row: Object.fromEntries(columns.map((name, at) => [name, (record[at] ?? '').trim()])) };
}

/** `Order number` is `order_number` to templates; a name that comes twice gets a number. */
export function columnsOf(head: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return head.map((cell, index) => {
    const plain = cell
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '')
      .slice(0, COLUMN_CHARS_MAX);
    const name = plain === '' ? `column_${index + 1}` : plain;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}_${times}`;
  });
}

function jsonRows(text: string): Read[] {
  return text.split('\n').flatMap((raw, index): Read[] => {
    const line = index + 1;
    if (raw.trim() === '') return [];
    try {
      const row: unknown = JSON.parse(raw);
      if (typeof row === 'object' && row !== null && !Array.isArray(row))
        return [{ line, row: row as Record<string, unknown> }];
      return [{ line, says: 'is not a JSON object', raw: raw.slice(0, RAW_CHARS_MAX) }];
    } catch (error) {
      return [{ line, says: `is not JSON (${(error as Error).message})`, raw: raw.slice(0, RAW_CHARS_MAX) }];
    }
  });
}

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (one: string) => first.split(one).length;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/** UTF-8, UTF-16 with its mark, else what Windows writes in the West: spreadsheets save all three. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return western(Buffer.from(bytes).toString('latin1'));
  }
}
