import type { Style } from '../returns/show.ts';
import { countOf, intervalOf, valueOf } from './figures.ts';
import type { Against, Compared, Report, ReportRow, ReportSection } from './schema.ts';
import { pagePath, type TextOptions } from './text.ts';

// Programs that show mail drop style sheets, so each element carries its own style.
const CELL =
  'style="padding:6px 12px 6px 0;border-bottom:1px solid #d5dae0;text-align:left;vertical-align:top"';
const SOFT = 'style="color:#5b6470;font-size:12px"';

/** A report as the simple HTML of a mail: no pictures, no scripts, nothing that is loaded from elsewhere. */
export function reportHtml(report: Report, options: TextOptions): string {
  const link =
    options.console === null
      ? ''
      : `<p><a href="${safe(options.console + pagePath(report))}">Open the page of this report</a></p>`;
  const running = report.is_over ? '' : `<p ${SOFT}>Still running: these are the numbers so far.</p>`;
  const sections = report.sections.map((section) => sectionHtml(section, report, options)).join('\n');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${safe(report.title)}</title></head>
<body style="margin:0;padding:16px;font:15px/1.5 -apple-system,Segoe UI,Roboto,sans-serif;color:#1b1f24;background:#ffffff">
<div style="max-width:760px;margin:0 auto"><h1 style="font-size:20px">${safe(report.title)}</h1>${running}
${sections}
${link}</div></body></html>`;
}

function sectionHtml(
  section: ReportSection,
  { period }: Report,
  { style, console: base }: TextOptions,
): string {
  const { label, summary, rows, exceptions, updates, returns } = section;
  const told = rows.filter(({ now, before }) => now.of > 0 || (before?.of ?? 0) > 0);
  return [
    `<h2 style="font-size:16px;margin-top:24px">${safe(label)}</h2>`,
    `<p>${safe(summary.headline)}</p>`,
    summary.moved.length === 0
      ? ''
      : `<ul>${summary.moved.map((says) => `<li>${safe(says)}</li>`).join('')}</ul>`,
    summary.noise === null ? '' : `<p>${safe(summary.noise)}</p>`,
    ...summary.unknown.map((says) => `<p>${safe(says)}</p>`),
    told.length === 0 ? '' : tableHtml(told, period, style),
    linksHtml('Exceptions', exceptions, base),
    linksHtml('Rule updates', updates, base),
    linksHtml('Return on cost', returns ? [returns] : [], base),
  ].join('\n');
}

function tableHtml(rows: readonly ReportRow[], period: string, style: Style): string {
  const heads = ['', `This ${period}`, `The ${period} before`, 'Logging period', 'Control group'];
  const head = heads.map((text) => `<th ${CELL}>${safe(text)}</th>`).join('');
  const body = rows.map((row) => {
    const others = (['before', 'baseline', 'control'] as Against[]).map((against) => {
      const estimate = row[against];
      if (!estimate || estimate.of === 0) return `<td ${CELL}><span ${SOFT}>none</span></td>`;
      return `<td ${CELL}>${figureHtml(row, estimate, style)}${changeHtml(row.changes[against])}</td>`;
    });
    return `<tr><th scope="row" ${CELL}>${safe(row.label)}</th><td ${CELL}>${figureHtml(row, row.now, style)}</td>${others.join('')}</tr>`;
  });
  return `<table style="border-collapse:collapse;width:100%;font-size:14px"><tr>${head}</tr>${body.join('')}</table>`;
}

function figureHtml(row: ReportRow, estimate: ReportRow['now'], style: Style): string {
  const small = [countOf(estimate, row.unit, style), intervalOf(estimate, row.unit, style)].filter(
    (text) => text !== '',
  );
  return `<strong>${safe(valueOf(estimate, row.unit, style))}</strong><br><span ${SOFT}>${safe(small.join('; '))}</span>`;
}

const COLOURS: Partial<Record<Compared['verdict'], string>> = { better: '#1a7f37', worse: '#b42318' };

function changeHtml(compared: Compared | null): string {
  if (!compared) return '';
  const { verdict, says, difference } = compared;
  const words = difference ? `${verdict === 'noise' ? 'no more than chance' : verdict}: ${says}` : says;
  return `<br><span style="font-size:12px;color:${COLOURS[verdict] ?? '#5b6470'}">${safe(words)}</span>`;
}

function linksHtml(title: string, links: ReportSection['exceptions'], base: string | null): string {
  if (links.length === 0) return '';
  const points = links.map(({ says, href }) =>
    base === null || href === null
      ? `<li>${safe(says)}</li>`
      : `<li><a href="${safe(base + href)}">${safe(says)}</a></li>`,
  );
  return `<h3 style="font-size:14px">${safe(title)}</h3><ul>${points.join('')}</ul>`;
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names of plays and kinds may come from anywhere: nothing of them is markup. */
function safe(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
