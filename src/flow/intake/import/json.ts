import { AppError } from '../../../runtime/errors.ts';
import { jsonRow } from './jsonl.ts';
import { ROW_CHARS_MAX, type Row } from './schema.ts';

/** Where the reader of a JSON list is: only brackets and strings count, JSON.parse reads each row by itself. */
interface Scan {
  line: number;
  depth: number;
  /** Depth at which the list's rows stand; 0 until the list was found. */
  rows: number;
  inString: boolean;
  escaped: boolean;
  /** The pieces of the row under way, and where it began; too long ones are not kept. */
  begun: number;
  chars: number;
  pieces: string[];
  closed: boolean;
}

/** The elements of a JSON list, or of the first list inside an object (`{"tickets": […]}`). */
export async function* jsonRows(texts: AsyncIterable<string>): AsyncGenerator<Row> {
  const scan: Scan = {
    line: 1,
    depth: 0,
    rows: 0,
    inString: false,
    escaped: false,
    begun: 0,
    chars: 0,
    pieces: [],
    closed: false,
  };
  let number = 0;
  for await (const text of texts) {
    for (const { line, row } of scanText(scan, text)) yield jsonRow(++number, line, row);
    if (scan.closed) return;
  }
  if (scan.rows === 0) {
    throw new AppError('invalid', 'The file is JSON, but holds no list of rows.', {
      suggestion: 'Give a list of objects, or one object a line.',
    });
  }
  const at = scan.begun > 0 ? `the row that begins in line ${scan.begun}` : `line ${scan.line}`;
  throw new AppError('invalid', `The file is cut off: it ends inside ${at}.`, {
    suggestion: 'Copy it again. The rows before are kept, and are not taken twice.',
  });
}

function* scanText(scan: Scan, text: string): Generator<{ line: number; row: string | undefined }> {
  let from = 0;
  for (let at = 0; at < text.length && !scan.closed; at++) {
    const char = text[at];
    if (char === '\n') scan.line += 1;
    if (scan.inString) {
      if (scan.escaped) scan.escaped = false;
      else if (char === '\\') scan.escaped = true;
      else if (char === '"') scan.inString = false;
      continue;
    }
    const isEnd = scan.rows > 0 && scan.depth === scan.rows && (char === ',' || char === ']');
    if (isEnd && scan.begun > 0) {
      keep(scan, text.slice(from, at));
      yield { line: scan.begun, row: scan.chars > ROW_CHARS_MAX ? undefined : scan.pieces.join('') };
      Object.assign(scan, { begun: 0, chars: 0, pieces: [] });
    }
    const isStart = scan.rows > 0 && scan.depth === scan.rows && scan.begun === 0;
    if (isStart && !isEnd && char !== undefined && !/\s/.test(char)) {
      scan.begun = scan.line;
      from = at;
    }
    step(scan, char);
  }
  if (scan.begun > 0) keep(scan, text.slice(from));
}

function keep(scan: Scan, piece: string): void {
  scan.chars += piece.length;
  if (scan.chars > ROW_CHARS_MAX) scan.pieces = [];
  else scan.pieces.push(piece);
}

function step(scan: Scan, char: string | undefined): void {
  if (char === '"') scan.inString = true;
  else if (char === '[' || char === '{') {
    scan.depth += 1;
    if (scan.rows === 0 && char === '[') scan.rows = scan.depth;
  } else if (char === ']' || char === '}') {
    if (char === ']' && scan.depth === scan.rows) scan.closed = true;
    scan.depth -= 1;
  }
}
