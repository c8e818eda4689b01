import { printable } from './letters.ts';

const MARGIN = 40;
/** Points of A4. */
const WIDTH = 595.28 - 2 * MARGIN;
const FOOT = 26;
const GAP = 6;

export const INK = '#1b1f24';
export const SOFT = '#5b6470';
const LINE = '#d5dae0';

/** One line of a cell: small lines stand below the value. */
export interface CellLine {
  text: string;
  style?: 'strong' | 'soft';
  colour?: string;
}
export type Cell = readonly CellLine[];

export interface Column {
  /** Share of the width. */
  width: number;
  head: string;
}

interface Styled {
  font?: 'Helvetica' | 'Helvetica-Bold';
  size?: number;
  colour?: string;
  link?: string | null;
}

/** A4 sheets that are filled from top to bottom; what does not fit goes on the next. */
export class Paper {
  private readonly doc: PDFKit.PDFDocument;
  private readonly done: Promise<Buffer>;
  private wasLossy = false;

  /** What writes PDFs is three megabytes of code, which only who writes one loads. */
  static async open(title: string, author: string, madeAt: Date): Promise<Paper> {
    const { default: PDFDocument } = await import('pdfkit');
    const info = { Title: printable(title).text, Author: printable(author).text, CreationDate: madeAt };
    const doc = new PDFDocument({
      size: 'A4',
      margin: MARGIN,
      bufferPages: true,
      info,
      lang: 'en',
      tagged: true,
    });
    return new Paper(doc);
  }

  private constructor(doc: PDFKit.PDFDocument) {
    this.doc = doc;
    const chunks: Buffer[] = [];
    this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.done = new Promise((resolve, reject) => {
      this.doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.doc.on('error', reject);
    });
  }

  /** Some letters could not be written as they are. */
  get isLossy(): boolean {
    return this.wasLossy;
  }

  title(text: string): void {
    this.write(text, { font: 'Helvetica-Bold', size: 18 });
  }

  heading(text: string): void {
    this.doc.moveDown(0.8);
    this.room(60);
    this.write(text, { font: 'Helvetica-Bold', size: 12.5 });
    this.doc.moveDown(0.15);
  }

  paragraph(text: string, styled: Styled = {}): void {
    this.write(text, { size: 10, ...styled });
    this.doc.moveDown(0.3);
  }

  /** A point of a list; with a link it can be clicked. */
  point(text: string, link?: string | null): void {
    const { doc } = this;
    this.room(doc.currentLineHeight() * 2);
    const { x, y } = doc;
    doc.font('Helvetica').fontSize(10).fillColor(SOFT).text('•', x, y, { lineBreak: false });
    doc.x = x + 12;
    doc.y = y;
    this.write(text, { size: 10, link: link ?? null }, WIDTH - 12);
    doc.x = x;
    doc.moveDown(0.2);
  }

  /** Rows are never broken over two sheets, and the head stands on each. */
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
    const widths = columns.map(({ width }) => width * WIDTH);
    const head = columns.map(({ head: text }): Cell => [{ text, style: 'strong', colour: SOFT }]);
    this.row(head, widths);
    for (const row of rows) {
      if (this.isFull(this.heightOf(row, widths))) {
        this.doc.addPage();
        this.row(head, widths);
      }
      this.row(row, widths);
    }
    this.doc.x = MARGIN;
    this.doc.moveDown(0.4);
  }

  /** Numbers the sheets and closes them. */
  async finish(foot: string): Promise<Buffer> {
    const { doc } = this;
    const { start, count } = doc.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      doc.switchToPage(page);
      // The foot stands in the margin, where text would begin a sheet of its own.
      doc.page.margins.bottom = 0;
      const text = this.letters(`${foot}  ·  ${page - start + 1} of ${count}`);
      doc.font('Helvetica').fontSize(8).fillColor(SOFT);
      doc.text(text, MARGIN, doc.page.height - FOOT, {
        width: WIDTH,
        height: 10,
        ellipsis: true,
        lineBreak: false,
      });
    }
    doc.end();
    return this.done;
  }

  private write(
    text: string,
    { font = 'Helvetica', size = 10, colour = INK, link = null }: Styled,
    width = WIDTH,
  ): void {
    const { doc } = this;
    doc
      .font(font)
      .fontSize(size)
      .fillColor(link ? '#1f5fbf' : colour);
    doc.text(this.letters(text), { width, lineGap: 1.5, link, underline: false });
  }

  private row(cells: readonly Cell[], widths: readonly number[]): void {
    const { doc } = this;
    const height = this.heightOf(cells, widths);
    if (this.isFull(height)) doc.addPage();
    const top = doc.y;
    let x = MARGIN;
    cells.forEach((cell, at) => {
      let y = top + GAP / 2;
      for (const line of cell) {
        this.dress(line);
        const width = (widths[at] ?? 0) - GAP;
        const text = this.letters(line.text);
        doc.text(text, x, y, { width });
        y += doc.heightOfString(text, { width });
      }
      x += widths[at] ?? 0;
    });
    doc
      .moveTo(MARGIN, top + height)
      .lineTo(MARGIN + WIDTH, top + height)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
    doc.x = MARGIN;
    doc.y = top + height;
  }

  private heightOf(cells: readonly Cell[], widths: readonly number[]): number {
    const heights = cells.map((cell, at) =>
      cell.reduce((sum, line) => {
        this.dress(line);
        return sum + this.doc.heightOfString(this.letters(line.text), { width: (widths[at] ?? 0) - GAP });
      }, 0),
    );
    return Math.max(0, ...heights) + GAP;
  }

  private dress({ style, colour }: CellLine): void {
    this.doc
      .font(style === 'strong' ? 'Helvetica-Bold' : 'Helvetica')
      .fontSize(style === 'soft' ? 7.5 : 9)
      .fillColor(colour ?? (style === 'soft' ? SOFT : INK));
  }

  private isFull(height: number): boolean {
    return this.doc.y + height > this.doc.page.height - MARGIN;
  }

  private room(height: number): void {
    if (this.isFull(height)) this.doc.addPage();
  }

  private letters(text: string): string {
    const made = printable(text);
    this.wasLossy ||= made.isLossy;
    return made.text;
  }
}
