import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../../runtime/errors.ts';
import { ROW_CHARS_MAX, type Row } from './schema.ts';

interface Parsed {
  record: string[];
  info: { lines: number };
}

/** The rows of a CSV file whose first row names the columns. Cells in quotes may run over several lines. */
export async function* csvRows(texts: AsyncIterable<string>, separator: string): AsyncGenerator<Row> {
  const parser = parse({
    delimiter: separator,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: ROW_CHARS_MAX,
  });
  // The fault also comes out of the parser, which is read below.
  pipeline(Readable.from(texts), parser).catch(() => undefined);
  let columns: string[] | undefined;
  let number = 0;
  let lineBefore = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = lineBefore + 1;
      lineBefore = info.lines;
      if (columns) yield rowOf(++number, line, record, columns);
      else columns = namesOf(record);
    }
  } catch (error) {
    throw error instanceof CsvError ? explained(error, lineBefore + 1) : error;
  }
}

/** Columns without a name are numbered, and a name that comes twice gets its number, so that none hides another. */
function namesOf(header: string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() === '' ? `column ${index + 1}` : cell.trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function rowOf(number: number, line: number, record: string[], columns: string[]): Row {
  const values = Object.fromEntries(columns.map((name, index) => [name, record[index] ?? '']));
  if (record.length === columns.length) return { number, line, values };
  const bad = `has ${record.length} cells where the header has ${columns.length}`;
  return { number, line, values, bad };
}

function explained(error: CsvError, line: number): AppError {
  const says: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: `A quote that opens in the row of line ${line} is never closed.`,
    CSV_MAX_RECORD_SIZE: `The row of line ${line} is longer than ${ROW_CHARS_MAX.toLocaleString('en')} characters: perhaps a quote in it is never closed.`,
  };
  return new AppError('invalid', says[error.code] ?? `Line ${line} is not CSV: ${error.message}.`, {
    suggestion: 'Put it right and import the file again: what is in already is not taken twice.',
  });
}
