import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  type Document,
  type Node,
  type YAMLSeq,
} from 'yaml';

/** An edited text, or why the file cannot be edited by itself: then a person edits it. */
export type Edited = { ok: true; text: string } | { ok: false; says: string };

/** A parsed file; null where it is no YAML. */
export function documentOf(text: string): Document.Parsed | null {
  const document = parseDocument(text, { prettyErrors: false });
  return document.errors.length === 0 ? document : null;
}

export function seqAt(document: Document.Parsed, path: readonly (string | number)[]): YAMLSeq<Node> | null {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isSeq<Node>(node) ? node : null;
}

/** The value of a key of one item, as text. */
export function textOf(item: Node | undefined, key: string): string | undefined {
  const value: unknown = isMap(item) ? item.get(key) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Writes a new item before or after another of a list, with the same indent; nothing else of the text is touched, so
 * that comments, order and quotes stay as a person left them. Comments right above an item stay above it.
 */
export function insertItem(
  text: string,
  list: YAMLSeq<Node>,
  at: { before: number } | { after: number },
  item: Record<string, unknown>,
): Edited {
  const isBefore = 'before' in at;
  const node = list.items[isBefore ? at.before : at.after];
  if (!node?.range || list.flow) return { ok: false, says: 'Its list is written on one line.' };
  const lineStart = text.lastIndexOf('\n', node.range[0]) + 1;
  const indent = /^(\s*)- /.exec(text.slice(lineStart, node.range[0]))?.[1];
  if (indent === undefined)
    return { ok: false, says: 'Its list is written in a way that cannot be added to.' };
  const put = lineOf(item, indent);
  if (isBefore) {
    const start = aboveComments(text, lineStart);
    return { ok: true, text: text.slice(0, start) + put + gapOf(text, list) + text.slice(start) };
  }
  const end = endOfLine(text, node.range[1]);
  return { ok: true, text: `${withLineEnd(text.slice(0, end))}${put}${text.slice(end)}` };
}

/** Puts another value in the place of a scalar. */
export function replaceScalar(text: string, node: unknown, value: string): Edited {
  if (!isScalar(node) || !node.range) return { ok: false, says: 'Its value cannot be found in the file.' };
  const [start, end] = node.range;
  return { ok: true, text: text.slice(0, start) + value + text.slice(end) };
}

/** As YAML writes the value: quoted where it must be. */
export function scalarText(value: unknown): string {
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

function lineOf(item: Record<string, unknown>, indent: string): string {
  const lines = stringify(item, { lineWidth: 0 }).trimEnd().split('\n');
  return lines.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}\n`).join('');
}

/** Where items stand apart by an empty line, so does the new one. */
function gapOf(text: string, { items }: YAMLSeq<Node>): string {
  const [first, second] = items;
  if (!first?.range || !second?.range) return '';
  return /\n[ \t]*\n/.test(text.slice(first.range[1] - 1, second.range[0])) ? '\n' : '';
}

function aboveComments(text: string, lineStart: number): number {
  let start = lineStart;
  for (;;) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !/^\s*#/.test(text.slice(before, start))) return start;
    start = before;
  }
}

function endOfLine(text: string, from: number): number {
  // The end of a block is the beginning of the next line already.
  if (from > 0 && text[from - 1] === '\n') return from;
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

function withLineEnd(text: string): string {
  return text.endsWith('\n') || text === '' ? text : `${text}\n`;
}
