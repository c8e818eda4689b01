const INDENT = '  ';

/** What Tab does to a text: which part is put in the place of which, and what is marked afterwards. */
export interface Indented {
  from: number;
  to: number;
  put: string;
  text: string;
  start: number;
  end: number;
}

/** Moves the marked lines in or out by two; without a mark, two spaces are put where the cursor stands. */
export function indented(text: string, start: number, end: number, isOut: boolean): Indented {
  if (start === end && !isOut) return made(text, start, end, INDENT, start + INDENT.length);
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', Math.max(start, end - 1));
  const to = lineEnd < 0 ? text.length : lineEnd;
  const lines = text.slice(from, to).split('\n');
  const moved = lines.map((line) => (isOut ? line.replace(/^ {1,2}/, '') : INDENT + line));
  const put = moved.join('\n');
  const first = (moved[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  const begin = Math.max(from, start + first);
  if (start === end) return { ...made(text, from, to, put, begin), end: begin };
  return { ...made(text, from, to, put, begin), end: end + put.length - (to - from) };
}

function made(text: string, from: number, to: number, put: string, start: number): Indented {
  return { from, to, put, text: text.slice(0, from) + put + text.slice(to), start, end: start };
}

/** Where a line begins in the text; lines count from 1. */
export function lineStart(text: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}
