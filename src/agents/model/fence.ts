import { canonical, sha256 } from '../../log/canonical.ts';

/** Characters of a hash that name one fence: nobody who writes to us can know them. */
const MARK_CHARS = 12;

/** What strangers write is shown up to this length: a flood of words buries nothing that stands behind it. */
export const OUTSIDE_CHARS_MAX = 20_000;

/**
 * Puts what a stranger wrote between marks that they cannot have written, and says that it was cut where it was too
 * long. This is a courtesy to the model and no guard: what a model that is taken over may do is for the boundary.
 */
export function fence(text: string, from: string): string {
  const shown = text.length > OUTSIDE_CHARS_MAX ? `${text.slice(0, OUTSIDE_CHARS_MAX)}… (cut off)` : text;
  const mark = sha256(`${from}\0${text}`).slice(0, MARK_CHARS);
  const calm = shown.replaceAll(/<(?=\/?\s*outside\b)/gi, '‹');
  return `<outside mark="${mark}" from="${from}">\n${calm}\n</outside mark="${mark}">`;
}

/**
 * JSON that holds no tag: `<` is written as its code, so that nothing within can look like the end of a fence. Members
 * are sorted, so that a value that was read from the log makes the same question as one that came from a system.
 */
export function plainJson(value: unknown): string {
  return canonical(JSON.parse(JSON.stringify(value ?? null))).replaceAll('<', '\\u003c');
}
