import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../../runtime/errors.ts';
import { ROW_CHARS_MAX, type Row } from './schema.ts';

interface Parsed {
  record: string[];
  /** The last line of the record. */
  lines: number;
}

/** The rows of a CSV file whose first row names the columns. Cells in quotes may run over several lines. */
export async function* csvRows(texts: AsyncIterable<string>, separator: string): AsyncGenerator<Row> {
  let columns: string[] | undefined;
  let number = 0;
  let lineBefore = 0;
  try {
    for await (const { record, lines } of records(texts, separator)) {
      const line = lineBefore + 1;
      lineBefore = lines;
      if (columns) yield rowOf(++number, line, record, columns);
      else columns = namesOf(record);
    }
  } catch (error) {
    throw error instanceof CsvError ? explained(error, lineBefore + 1) : error;
  }
}

/**
 * The records as the parser finds them. They are taken from it by a callback, not from its stream: a stream that
 * meets a fault forgets the records before it.
 */
async function* records(texts: AsyncIterable<string>, separator: string): AsyncGenerator<Parsed> {
  let found: Parsed[] = [];
  let fault: Error | undefined;
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: ROW_CHARS_MAX,
    on_record(record: string[], { lines }) {
      found.push({ record, lines });
      return null;
    },
  });
  parser.on('error', (error) => (fault = error)).resume();
  for await (const text of texts) {
    parser.write(text);
    const ready = found;
    found = [];
    yield* ready;
    if (fault) throw fault;
  }
  parser.end();
  await finished(parser).catch(() => undefined);
  yield* found;
  if (fault) throw fault;
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
