import { countOf, intervalOf, valueOf } from '../../../evidence/report/figures.ts';
import type {
  Against,
  Compared,
  Report,
  ReportRow,
  ReportSection,
  Verdict,
} from '../../../evidence/report/schema.ts';
import type { Style } from '../../../evidence/returns/show.ts';
import { type Cell, type CellLine, Paper, SOFT } from './paper.ts';

const COLOURS: Partial<Record<Verdict, string>> = { better: '#1a7f37', worse: '#b42318' };
const WORDS: Record<Verdict, string> = {
  better: 'better',
  worse: 'worse',
  changed: 'changed',
  noise: 'no more than chance',
  few: '',
  unknown: '',
};

/** How a report is written, and from where its links lead: the console's address, or null for none. */
export interface PdfOptions {
  style: Style;
  business: string;
  console: string | null;
}

/** A report as PDF on A4. */
export async function reportPdf(
  report: Report,
  { style, business, console: base }: PdfOptions,
): Promise<Buffer> {
  const madeAt = new Date(report.made_at);
  const paper = await Paper.open(`${business}: ${report.title}`, 'Remit', madeAt);
  paper.title(report.title);
  paper.paragraph(`${business}${report.is_over ? '' : ' · still running: these are the numbers so far'}`, {
    colour: SOFT,
  });
  for (const section of report.sections) writeSection(paper, section, report, style, base);
  if (paper.isLossy)
    paper.paragraph('Some letters cannot be written in this PDF; the page of the report shows them.', {
      colour: SOFT,
      size: 8,
    });
  return paper.finish(`${business} · ${report.title} · made by Remit`);
}

function writeSection(
  paper: Paper,
  section: ReportSection,
  { period }: Report,
  style: Style,
  base: string | null,
): void {
  const { summary, rows, exceptions, updates, returns } = section;
  paper.heading(section.label);
  paper.paragraph(summary.headline);
  for (const says of summary.moved) paper.point(says);
  if (summary.noise !== null) paper.paragraph(summary.noise);
  for (const says of summary.unknown) paper.paragraph(says);
  const counted = rows.filter(({ now, before }) => now.of > 0 || (before?.of ?? 0) > 0);
  if (counted.length > 0) {
    const columns = [
      { width: 0.24, head: '' },
      { width: 0.19, head: `This ${period}` },
      { width: 0.19, head: `The ${period} before` },
      { width: 0.19, head: 'Logging period' },
      { width: 0.19, head: 'Control group' },
    ];
    paper.table(
      columns,
      counted.map((row) => cellsOf(row, style)),
    );
  }
  writeLinks(paper, 'Exceptions', exceptions, base);
  writeLinks(paper, 'Rule updates', updates, base);
  if (returns) writeLinks(paper, 'Return on cost', [returns], base);
}

function writeLinks(
  paper: Paper,
  title: string,
  links: ReportSection['exceptions'],
  base: string | null,
): void {
  if (links.length === 0) return;
  paper.paragraph(title, { font: 'Helvetica-Bold' });
  for (const { says, href } of links) paper.point(says, base && href ? `${base}${href}` : null);
}

function cellsOf(row: ReportRow, style: Style): Cell[] {
  const others = (['before', 'baseline', 'control'] as Against[]).map((against): Cell => {
    const estimate = row[against];
    if (!estimate || estimate.of === 0) return [{ text: 'none', style: 'soft' }];
    return [...figure(row, estimate, style), ...change(row.changes[against])];
  });
  return [[{ text: row.label }], figure(row, row.now, style, 'strong'), ...others];
}

function figure(row: ReportRow, estimate: ReportRow['now'], style: Style, strong?: 'strong'): CellLine[] {
  const value: CellLine = { text: valueOf(estimate, row.unit, style), ...(strong ? { style: strong } : {}) };
  const small = [countOf(estimate, row.unit, style), intervalOf(estimate, row.unit, style)].filter(
    (text) => text !== '',
  );
  return [value, ...small.map((text): CellLine => ({ text, style: 'soft' }))];
}

function change(compared: Compared | null): CellLine[] {
  if (!compared) return [];
  const { verdict, says, difference } = compared;
  const words = difference ? [WORDS[verdict], says].filter(Boolean).join(': ') : says;
  const colour = COLOURS[verdict];
  return [{ text: words, style: 'soft', ...(colour ? { colour } : {}) }];
}
