/**
 * What the standard fonts of PDF can write is the character set WinAnsi: Western Europe. A report is small only without
 * fonts of its own, so other letters lose their accents, and what is left of them is a question mark.
 */

/** Letters of WinAnsi beyond Latin-1. */
const MORE = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

const INSTEAD: Record<string, string> = {
  '−': '–',
  '→': '->',
  '≥': '>=',
  '≤': '<=',
  '≈': '~',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u00a0': ' ',
  '\u2011': '-',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
};

/** A text in letters that the standard fonts have, and whether any of it was lost. */
export function printable(text: string): { text: string; isLossy: boolean } {
  let isLossy = false;
  let out = '';
  for (const letter of text) {
    const plain = INSTEAD[letter] ?? letter;
    if (Array.from(plain).every(has)) {
      out += plain;
      continue;
    }
    const base = letter.normalize('NFKD').replaceAll(/\p{M}/gu, '');
    isLossy = true;
    out += base !== '' && Array.from(base).every(has) ? base : '?';
  }
  return { text: out, isLossy };
}

function has(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return code === 10 || (code >= 0x20 && code <= 0x7e) || (code >= 0xa1 && code <= 0xff) || MORE.has(letter);
}
