import { expect, test } from 'vitest';
import { pagesOf, textOf, writtenIn } from '../../../../test/support/pdf_text.ts';
import { rowOf, shareEstimate, smallReport, spanEstimate } from '../../../evidence/report/story.ts';
import { printable } from './letters.ts';
import { reportPdf } from './report.ts';

const OPTIONS = {
  style: { locale: 'en-IE', currency: 'EUR' },
  business: 'Wollgras',
  console: 'http://localhost:4700',
};
/** Points of A4, and of its margin. */
const WIDTH = 595;
const MARGIN = 40;

test('the PDF of a report says what the report says', async () => {
  const text = textOf(await reportPdf(smallReport(), OPTIONS));
  for (const part of [
    'Report of the week: 16 to 22 November 2026',
    '120 cases were decided in this week.',
    '18 of 120',
    '9.7 % to 22.5 %',
    'better: –20.6 points',
    '18 of 120 plans were changed before they were approved.',
    'A month brings €1,860.00 and costs €281.67 to run.',
    '1 of 1',
  ])
    expect(text).toContain(part);
});

test('a long report goes on over several sheets, each with the head of the table and its number', async () => {
  const report = smallReport();
  const many = Array.from({ length: 40 }, (_, at) =>
    rowOf(
      'rework_rate',
      `Rework of a rather long name that needs several lines, number ${at}`,
      shareEstimate(at, 400),
      {
        before: shareEstimate(3, 380),
        control: spanEstimate(123_456_789.5, 100_000_000.25, 150_000_000.75, 1_234_567),
      },
    ),
  );
  report.sections[0]?.rows.push(...many);
  const pdf = await reportPdf(report, OPTIONS);
  const pages = pagesOf(pdf);
  expect(pages).toBeGreaterThan(2);
  const written = writtenIn(pdf);
  for (let page = 0; page < pages - 1; page++) {
    const here = written.filter((piece) => piece.page === page).map(({ text }) => text);
    expect(here).toContain('This week');
    expect(here.some((text) => text.endsWith(`${page + 1} of ${pages}`))).toBe(true);
  }
  for (const { x, y } of written) {
    expect(x).toBeGreaterThanOrEqual(MARGIN);
    expect(x).toBeLessThan(WIDTH - MARGIN);
    expect(y).toBeGreaterThan(0);
  }
});

test('letters that the fonts have not are written plainly, and the sheet says so', async () => {
  expect(printable('Tomás Ferreira, Aylin Koç, €5 – “so”')).toEqual({
    text: 'Tomás Ferreira, Aylin Koç, €5 – “so”',
    isLossy: false,
  });
  expect(printable('Dvořák 山')).toEqual({ text: 'Dvorák ?', isLossy: true });
  const text = textOf(await reportPdf(smallReport({ title: 'Bericht für Dvořák' }), OPTIONS));
  expect(text).toContain('Bericht für Dvorák');
  expect(text).toContain('Some letters cannot be written in this PDF');
});

test('the same report makes the same PDF', async () => {
  const [one, other] = await Promise.all([
    reportPdf(smallReport(), OPTIONS),
    reportPdf(smallReport(), OPTIONS),
  ]);
  expect(one.equals(other)).toBe(true);
});
