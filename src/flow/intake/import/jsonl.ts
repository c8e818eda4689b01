import { ROW_CHARS_MAX, type Row } from './schema.ts';

/** One JSON object a line. A line that is broken is a bad row, and the next one is read all the same. */
export async function* jsonlRows(texts: AsyncIterable<string>): AsyncGenerator<Row> {
  let number = 0;
  let line = 0;
  for await (const text of linesOf(texts)) {
    line += 1;
    if (text !== undefined && text.trim() === '') continue;
    yield jsonRow(++number, line, text);
  }
}

/** The lines of a text; `undefined` stands for one that is too long to be held. */
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let held = '';
  let isTooLong = false;
  for await (const text of texts) {
    const lines = (held + text).split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) {
      yield isTooLong || line.length > ROW_CHARS_MAX ? undefined : line;
      isTooLong = false;
    }
    if (held.length > ROW_CHARS_MAX) {
      isTooLong = true;
      held = '';
    }
  }
  if (held !== '' || isTooLong) yield isTooLong ? undefined : held;
}

/** A row from the text of one JSON object, or what is wrong with it. */
export function jsonRow(number: number, line: number, text: string | undefined): Row {
  const bad = (says: string): Row => ({ number, line, values: {}, bad: says });
  if (text === undefined) return bad(`is longer than ${ROW_CHARS_MAX.toLocaleString('en')} characters`);
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return bad('is not a JSON object');
    return { number, line, values: value as Record<string, unknown> };
  } catch (error) {
    return bad(`is not JSON, or is cut off: ${(error as Error).message.slice(0, 80)}`);
  }
}
