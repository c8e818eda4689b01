/** Lines with which mail programs begin what was written before. */
const BEGINS_HISTORY = [
  /^-{2,}\s*(original message|ursprüngliche nachricht|originalnachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht|forwarded message)\s*-{2,}/i,
  /^_{20,}$/,
  /^(from|von|de|da|van|från):\s.+$/i,
];
/** “On 3 May 2026, Ida wrote:”, which programs break over up to three lines. */
const WROTE =
  /^(on|am|le|el|il|op|den)\b[\s\S]{5,300}?\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)\b[^\n]{0,120}:\s*$/i;
const NEXT_HEADER =
  /^(sent|gesendet|envoyé|enviado|inviato|verzonden|date|datum|to|an|à|para|a|aan|skickat):\s/i;
const WROTE_LINES_MAX = 3;

/**
 * What is new in a mail: its text without the history that mail programs hang below. Where nothing would be left (an
 * answer written between the quoted lines, or a mail that was only forwarded), the whole text is what is new.
 */
export function newTextOf(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((_, index) => beginsHistory(lines, index));
  const above = (at < 0 ? lines : lines.slice(0, at)).join('\n').trimEnd();
  const rest = at < 0 ? [] : lines.slice(at);
  const answersBetween = hasAnswerBetween(rest);
  const fresh = withoutTrailingQuote(answersBetween ? text : above).trim();
  return fresh === '' ? text : fresh;
}

function beginsHistory(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').trim();
  if (line === '') return false;
  const [first, second, mail] = BEGINS_HISTORY;
  if (first?.test(line)) return true;
  const next = (lines[index + 1] ?? '').trim();
  if (second?.test(line)) return mail?.test(next) ?? false;
  if (mail?.test(line)) return NEXT_HEADER.test(next);
  for (let count = 1; count <= WROTE_LINES_MAX; count++) {
    const joined = lines
      .slice(index, index + count)
      .join('\n')
      .trim();
    if (WROTE.test(joined)) return true;
  }
  return false;
}

/** Below “Ida wrote:”, a line that is not quoted and follows a quoted one was written now. */
function hasAnswerBetween(rest: readonly string[]): boolean {
  let last = '';
  for (const line of rest.slice(1)) {
    if (line.trim() === '') continue;
    if (!line.startsWith('>') && last.startsWith('>') && !/^--\s*$/.test(line)) return true;
    last = line;
  }
  return false;
}

function withoutTrailingQuote(text: string): string {
  const lines = text.trimEnd().split('\n');
  while (lines.length > 0 && /^(>|\s*$)/.test(lines.at(-1) ?? '')) lines.pop();
  return lines.join('\n');
}
