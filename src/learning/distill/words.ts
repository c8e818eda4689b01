const WORD = /[\p{L}\p{N}]{3,}/gu;
/** Only the beginning of a long message is read: it carries the request. */
const CHARS_MAX = 2_000;
// Words that are everywhere explain nothing to a reader, whatever they separate.
const FILLERS = new Set(
  'the and for you your are was were have has had not but with this that from they our out all can will would could please there been what when who how any its his her she him them their hello dear thanks thank regards'.split(
    ' ',
  ),
);

/** The words of a text that a condition may name. */
export function wordsOf(text: string): Set<string> {
  const words = text.slice(0, CHARS_MAX).toLowerCase().match(WORD) ?? [];
  return new Set(words.filter((word) => !FILLERS.has(word)));
}
