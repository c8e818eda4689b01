import { AppError } from '../../../runtime/errors.ts';
import { textOf, type Bytes } from './bytes.ts';
import { csvRows } from './csv.ts';
import { jsonRows } from './json.ts';
import { jsonlRows } from './jsonl.ts';
import { layoutOf } from './layout.ts';
import type { Layout, Row } from './schema.ts';

/** The rows of a file in their order, read as they are asked for: memory holds a few of them, never the file. */
export async function* rowsOf(bytes: Bytes, layout: Layout): AsyncGenerator<Row> {
  let any = false;
  for await (const row of read(textOf(bytes), layout)) {
    any = true;
    yield row;
  }
  if (!any) {
    throw new AppError('invalid', 'The file has no rows.', { suggestion: 'Nothing was taken from it.' });
  }
}

function read(texts: AsyncIterable<string>, layout: Layout): AsyncGenerator<Row> {
  switch (layout.format) {
    case 'csv':
      return csvRows(texts, layout.separator);
    case 'json':
      return jsonRows(texts);
    case 'jsonl':
      return jsonlRows(texts);
  }
}

/** How a file is written and its first rows, to guess a mapping from. */
export async function lookAt(
  open: () => Bytes,
  most: number,
  given: Partial<Layout> = {},
): Promise<{ layout: Layout; rows: Row[] }> {
  const layout = { ...(await layoutOf(textOf(open()))), ...given };
  const rows: Row[] = [];
  for await (const row of rowsOf(open(), layout)) {
    rows.push(row);
    if (rows.length >= most) break;
  }
  return { layout, rows };
}
