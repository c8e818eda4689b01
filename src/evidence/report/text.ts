import type { Style } from '../returns/show.ts';
import { countOf, intervalOf, valueOf } from './figures.ts';
import type { Compared, Report, ReportRow, ReportSection } from './schema.ts';

const LINE_CHARS = 76;

/** How a report is written as text, and where its links lead: the console's address, or null for none. */
export interface TextOptions {
  style: Style;
  console: string | null;
}

/** A report as plain text, for mails and terminals. */
export function reportText(report: Report, options: TextOptions): string {
  const lines = [report.title, '='.repeat(report.title.length), ''];
  if (!report.is_over) lines.push('Still running: these are the numbers so far.', '');
  for (const section of report.sections) lines.push(...sectionText(section, report, options), '');
  if (options.console !== null) lines.push(`The page: ${options.console}${pagePath(report)}`, '');
  return lines.join('\n');
}

/** Where the console shows it. */
export function pagePath({ period, date }: Pick<Report, 'period' | 'date'>): string {
  return `/reports/${period}/${date}`;
}

function sectionText(
  section: ReportSection,
  { period }: Report,
  { style, console: base }: TextOptions,
): string[] {
  const { label, summary, rows, exceptions, updates, returns } = section;
  const lines = [label, '-'.repeat(label.length), ...wrapped(summary.headline), ''];
  for (const says of summary.moved) lines.push(...wrapped(says, '* ', '  '));
  if (summary.noise !== null) lines.push(...wrapped(summary.noise));
  for (const says of summary.unknown) lines.push(...wrapped(says));
  const told = rows.filter(({ now }) => now.of > 0);
  if (told.length > 0) lines.push('', ...told.flatMap((row) => rowText(row, period, style)));
  for (const [title, links] of [
    ['Exceptions', exceptions],
    ['Rule updates', updates],
    ['Return on cost', returns ? [returns] : []],
  ] as const) {
    if (links.length === 0) continue;
    lines.push('', `${title}:`);
    for (const { says, href } of links) {
      lines.push(...wrapped(says, '* ', '  '));
      if (base !== null && href !== null) lines.push(`  ${base}${href}`);
    }
  }
  return lines;
}

function rowText(row: ReportRow, period: string, style: Style): string[] {
  const span = intervalOf(row.now, row.unit, style);
  const own = `${row.label}: ${valueOf(row.now, row.unit, style)} (${[countOf(row.now, row.unit, style), span].filter(Boolean).join(', ')})`;
  const others = (
    [
      ['before', `the ${period} before`],
      ['baseline', 'the logging period'],
      ['control', 'the control group'],
    ] as const
  ).flatMap(([against, name]) => {
    const estimate = row[against];
    if (!estimate || estimate.of === 0) return [];
    return [
      `    against ${name}: ${valueOf(estimate, row.unit, style)} (${countOf(estimate, row.unit, style)})${changeText(row.changes[against])}`,
    ];
  });
  return [own, ...others];
}

function changeText(compared: Compared | null): string {
  if (!compared) return '';
  const { verdict, says, difference } = compared;
  if (!difference) return `, ${says}`;
  return `, ${verdict === 'noise' ? 'no more than chance' : verdict}: ${says}`;
}

/** Lines of at most so many characters, broken between words. */
function wrapped(text: string, first = '', rest = ''): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const isBegun = line !== first && line !== rest;
    if (isBegun && line.length + 1 + word.length > LINE_CHARS) {
      lines.push(line);
      line = rest;
    }
    line += line === first || line === rest ? word : ` ${word}`;
  }
  return [...lines, line];
}
