import { inflateSync } from 'node:zlib';

/** A piece of text as it stands on a sheet: `x` from the left and `y` from the bottom, in points. */
export interface Written {
  page: number;
  x: number;
  y: number;
  text: string;
}

/** Letters of WinAnsi between 0x80 and 0x9f, where it differs from Latin-1. */
const MORE = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of a PDF in standard fonts, piece by piece, sheet by sheet: enough to check what pdfkit wrote. */
export function writtenIn(pdf: Buffer): Written[] {
  const raw = pdf.toString('latin1');
  const contents = [...raw.matchAll(/\/Contents (\d+) 0 R/g)].map((match) => Number(match[1]));
  return contents.flatMap((object, page) => pieces(streamOf(pdf, raw, object), page));
}

/** All text of a PDF, lines joined by spaces. */
export function textOf(pdf: Buffer): string {
  return writtenIn(pdf)
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/ +/g, ' ');
}

export function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Contents \d+ 0 R/g)].length;
}

function streamOf(pdf: Buffer, raw: string, object: number): string {
  const start = raw.search(new RegExp(`(^|\\n)${object} 0 obj`));
  const from = raw.indexOf('stream\n', start) + 'stream\n'.length;
  const to = raw.indexOf('\nendstream', from);
  return inflateSync(pdf.subarray(from, to)).toString('latin1');
}

function pieces(content: string, page: number): Written[] {
  const found: Written[] = [];
  let [x, y] = [0, 0];
  for (const line of content.split('\n')) {
    const moved = /^1 0 0 1 (\S+) (\S+) Tm$/.exec(line);
    if (moved) [x, y] = [Number(moved[1]), Number(moved[2])];
    if (!line.endsWith('TJ')) continue;
    const hex = [...line.matchAll(/<([0-9a-f]*)>/g)].map((match) => match[1] ?? '').join('');
    found.push({ page, x, y, text: lettersOf(hex) });
  }
  return found;
}

function lettersOf(hex: string): string {
  return [...Buffer.from(hex, 'hex')]
    .map((code) => (code >= 0x80 && code < 0xa0 ? MORE.charAt(code - 0x80) : String.fromCharCode(code)))
    .join('');
}
