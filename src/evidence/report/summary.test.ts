import { expect, test } from 'vitest';
import { againstBefore, againstPeople, judged } from './compare.ts';
import { reportHtml } from './html.ts';
import type { ReportRow } from './schema.ts';
import { rowOf, shareEstimate, smallReport, spanEstimate } from './story.ts';
import { summarizeReport } from './summary.ts';
import { reportText } from './text.ts';

const STYLE = { locale: 'en-IE', currency: 'EUR' };

/** A week of 214 decisions: fewer edits, the same rework, hardly any audits. */
function week(): ReportRow[] {
  const rows = [
    rowOf('coverage_prepared', 'Prepared by an agent', shareEstimate(214, 214), { better: 'up' }),
    rowOf('coverage_alone', 'Completed alone', shareEstimate(142, 214), {
      better: 'up',
      before: shareEstimate(139, 209),
    }),
    rowOf('edit_rate', 'Edited before approval', shareEstimate(6, 72), { before: shareEstimate(19, 70) }),
    rowOf('rework_rate', 'Rework', shareEstimate(5, 214), {
      before: shareEstimate(4, 209),
      control: shareEstimate(3, 40),
    }),
    rowOf('audit_deviation', 'Deviations found in audits', shareEstimate(0, 4)),
    rowOf('handling', 'Handling time', spanEstimate(1.2, 1.0, 1.5, 72), {
      unit: 'minutes',
      control: spanEstimate(6.4, 5.2, 7.9, 40),
    }),
    rowOf('first_response', 'Time to first response', spanEstimate(0, 0, 0, 0), { unit: 'minutes' }),
    rowOf('hours_recaptured', 'Hours won', spanEstimate(14.2, 11.9, 16.4, 214), {
      unit: 'hours',
      better: 'up',
    }),
  ];
  for (const row of rows) {
    row.changes.before = againstBefore(row, row.now, row.before, STYLE);
    row.changes.control = row.control && againstPeople(row, row.now, row.control, null, STYLE);
  }
  const handling = rows.find(({ id }) => id === 'handling');
  if (handling) handling.changes.control = judged(handling, { value: -5.2, low: -6.7, high: -3.9 }, STYLE);
  return rows;
}

test('a busy owner reads what moved, what is noise and what is not known', () => {
  const made = summarizeReport({ period: 'week', isOver: true, rows: week(), style: STYLE });
  expect(made).toEqual({
    headline:
      '214 cases were decided in this week, 142 of them (66.4 %) without a person. People won 14.2 h (11.9 h to 16.4 h).',
    moved: [
      'Edited before approval: 8.3 % (6 of 72), lower than in the week before by 18.8 points (6.3 to 31.1 points), which is better.',
      'Handling time: 1.2 min (72), lower than in the control group at the same time by 5.2 min (3.9 min to 6.7 min), which is better.',
    ],
    noise:
      'No more than chance: completed alone and rework. Of 4 comparisons, about 1 would look like a change by chance alone.',
    unknown: [
      'Too few to say much: deviations found in audits (4).',
      'Not known, as nothing was counted: time to first response.',
    ],
  });
});

test('what got worse stands before what got better', () => {
  const rows = week();
  const rework = rowOf('rework_rate', 'Rework', shareEstimate(40, 214), { before: shareEstimate(4, 209) });
  rework.changes.before = againstBefore(rework, rework.now, rework.before, STYLE);
  const { moved } = summarizeReport({
    period: 'week',
    isOver: true,
    rows: [...rows.filter(({ id }) => id !== 'rework_rate'), rework],
    style: STYLE,
  });
  expect(moved[0]).toMatch(/^Rework: .*which is worse\.$/);
});

test('a change that could be chance is never called one, however large it looks', () => {
  const row = rowOf('rework_rate', 'Rework', shareEstimate(3, 12));
  expect(againstBefore(row, row.now, shareEstimate(1, 11), STYLE)?.verdict).toBe('noise');
  expect(againstBefore(row, shareEstimate(75, 300), shareEstimate(25, 275), STYLE)?.verdict).toBe('worse');
});

test('without anything decided it says so, and of few it says that they are few', () => {
  const none = summarizeReport({ period: 'day', isOver: false, rows: [], style: STYLE });
  expect(none).toEqual({
    headline: 'Nothing was decided with an agent on this day so far.',
    moved: [],
    noise: null,
    unknown: [],
  });
  const few = summarizeReport({
    period: 'day',
    isOver: true,
    rows: [rowOf('coverage_prepared', 'Prepared', shareEstimate(1, 1))],
    style: STYLE,
  });
  expect(few.headline).toBe(
    '1 case was decided on this day. That is few: most differences cannot be told from chance yet.',
  );
});

test('numbers are written as the workspace writes them', () => {
  const german = { locale: 'de-DE', currency: 'EUR' };
  const { headline } = summarizeReport({ period: 'week', isOver: true, rows: week(), style: german });
  expect(headline).toContain('(66,4 %)');
  const money = rowOf('exposure', 'Money moved', spanEstimate(1_234_500, 1_234_500, 1_234_500, 12, 'JPY'), {
    unit: 'money',
  });
  const report = smallReport();
  report.sections[0]?.rows.push(money);
  expect(reportText(report, { style: { locale: 'ja-JP', currency: 'JPY' }, console: null })).toContain(
    'Money moved: ￥1,234,500 (12)',
  );
});

test('the plain text of a report holds every number, and lines that mail programs do not break', () => {
  const text = reportText(smallReport(), { style: STYLE, console: 'http://localhost:4700' });
  expect(text).toBe(`Report of the week: 16 to 22 November 2026
==========================================

Refunds
-------
120 cases were decided in this week.


Edit rate: 15 % (18 of 120, 9.7 % to 22.5 %)
    against the week before: 35.6 % (42 of 118), better: −20.6 points (−31.2 to −9.5 points)

Exceptions:
* 18 of 120 plans were changed before they were approved.
  http://localhost:4700/exceptions?cause=edit

Return on cost:
* A month brings €1,860.00 and costs €281.67 to run.
  http://localhost:4700/return?workflow=refunds

The page: http://localhost:4700/reports/week/2026-11-16
`);
});

test('names from outside are never markup in a mail', () => {
  const report = smallReport({ title: '<img src=x onerror=alert(1)> & "co"' });
  const html = reportHtml(report, { style: STYLE, console: null });
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;co&quot;');
  expect(html).not.toMatch(/<script|https?:\/\/(?!localhost)/);
});
