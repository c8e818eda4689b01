import type { Node } from 'yaml';

/**
 * Where in the file a character of a condition stands. Exact where the condition is written in the file as it is
 * read; in a folded or escaped text, the line of the condition is looked for, else its beginning is taken.
 */
export function placeIn(text: string, node: Node, condition: string, offset: number): number {
  const [start, end] = [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
  const written = text.slice(start, end);
  const whole = written.indexOf(condition);
  if (whole >= 0) return start + whole + offset;
  const lineStart = condition.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = condition.indexOf('\n', offset);
  const line = condition.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const found = line.trim() === '' ? -1 : written.indexOf(line);
  if (found >= 0) return start + found + offset - lineStart;
  const word = /^[\w.]+/.exec(condition.slice(offset))?.[0];
  const near = word === undefined ? -1 : written.indexOf(word);
  return near >= 0 ? start + near : start;
}
