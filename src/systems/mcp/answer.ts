import type { CallToolResult } from '@modelcontextprotocol/client';
import { valueAt } from '../../workspace/paths.ts';
import type { Shape } from '../../workspace/shape.ts';
import { coerce } from '../../workspace/values.ts';

/** How much of what a tool says about an error is kept, in characters. */
const SAYS_CHARS_MAX = 300;

export type Understood = { ok: true; value: unknown } | { ok: false; says: string };

/**
 * What a tool answered, held against the shape that the file gives it: the structured part where there is one, else
 * its text read as JSON, else the text as `{text}` or, where a text is asked for, as it stands.
 */
export function understand(result: CallToolResult, gives: Shape | undefined): Understood {
  if (gives === undefined) return { ok: true, value: null };
  const problems: string[] = [];
  for (const candidate of candidates(result, gives)) {
    const read = coerce(gives, candidate);
    if (read.ok) return read;
    const [first] = read.problems;
    problems.push(`${first?.path ?? ''} ${first?.says ?? ''}`.trim());
  }
  return { ok: false, says: `answered with something unexpected: ${problems[0] ?? 'nothing at all'}` };
}

/** The words of the answer: its text parts, in order. */
export function textOf(result: CallToolResult): string {
  return result.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

/** The tool's own sentence about its error, cut to a length that a log entry can carry. */
export function errorOf(result: CallToolResult): string {
  const text = textOf(result).trim().replaceAll(/\s+/g, ' ');
  return text === '' ? 'gave an error without words' : text.slice(0, SAYS_CHARS_MAX);
}

/** Whether a part of the answer that tells of finding is missing or empty: `entities` of `{entities: []}`. */
export function isEmptyAt(result: CallToolResult, path: string): boolean {
  const value = valueAt(result.structuredContent ?? asJson(textOf(result)), path);
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : false;
}

function candidates(result: CallToolResult, gives: Shape): unknown[] {
  const found: unknown[] = [];
  if (result.structuredContent !== undefined) found.push(result.structuredContent);
  const text = textOf(result);
  const json = asJson(text);
  if (json !== undefined) found.push(json);
  const isText = gives.type === 'string' || gives.type === 'text';
  if (text !== '') found.push(gives.type === 'object' ? { text } : isText ? text : undefined);
  return found.filter((candidate) => candidate !== undefined);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
