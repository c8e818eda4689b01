import { afterAll, beforeAll, expect } from 'vitest';
import { refillMetrics } from '../../src/proof/metrics/index.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';
import { decisionRow, putDecisions } from '../support/decisions.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { comeAs } from '../support/owner.ts';
import { pagesOf, textOf } from '../support/pdf_text.ts';

const desk = useDesk();
const PAGES_MS = 90_000;
const DAY_MS = 86_400_000;
let box: Mailbox;
/** The Monday of the last whole week, and a moment in it. */
let monday: string;

beforeAll(async () => {
  if (!desk.page) return;
  const { database, workspace, now } = desk.business;
  box = await openMailbox();
  const server = {
    host: '127.0.0.1',
    port: box.port,
    security: 'none',
    from: 'Remit <remit@wollgras.test>',
  } as const;
  Object.assign(workspace, { mail: { ...server, auth: null, console: null, missing: [] } });
  for (const person of workspace.people) person.email = `${person.id}@wollgras.test`;
  const week = new Date(now().getTime() - 7 * DAY_MS);
  monday = new Date(week.getTime() - ((week.getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10);
  const noon = Date.parse(`${monday}T10:00:00Z`);
  const rows = Array.from({ length: 160 }, (_, at) => {
    const isEarlier = at % 2 === 0;
    const how = at % 20 < (isEarlier ? 12 : 2) ? ('edited' as const) : ('approved' as const);
    return decisionRow(at, new Date(noon + (isEarlier ? -7 : 0) * DAY_MS + at * 600_000), {
      workflow: 'late-delivery',
      how,
      handling_ms: 60_000 + at * 500,
      decided_by: 'pia',
      edited_share: how === 'edited' ? 0.5 : null,
    });
  });
  await putDecisions(database.pool, rows);
  await refillMetrics(database.pool, { timeZone: workspace.timeZone, now: now() });
});

afterAll(() => box?.close());

journey(
  'an owner reads in the report of the last week what moved, and goes from a number to its cases',
  async () => {
    const { page } = desk;
    await comeAs(desk, 'hanne', '/workflows');
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await desk.press('g', 's');
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
    await page.locator(`a[href^="/reports/week/${monday}"]`).click();
    const late = page.getByRole('region', { name: 'Order questions and late deliveries', exact: true });
    await late.getByText('80 cases were decided in this week').waitFor();
    expect(
      await late
        .getByRole('listitem')
        .filter({ hasText: 'lower than in the week before' })
        .first()
        .innerText(),
    ).toMatch(
      /^Edited before approval: 10 % \(8 of 80\), lower than in the week before by 50 points \(36.1 to 61.1 points\)\.$/,
    );
    await late.getByRole('button', { name: 'All numbers' }).click();
    await late
      .getByRole('row', { name: /Edited before approval/ })
      .getByRole('link')
      .click();
    await page.waitForURL(/\/proof\/cases\?metric=edit_rate/);
  },
);

journey('the report is there as PDF too', async () => {
  const answer = await fetch(`${desk.url}/api/reports/week.${monday}/pdf`);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const pdf = Buffer.from(await answer.arrayBuffer());
  expect(pagesOf(pdf)).toBeGreaterThan(0);
  expect(textOf(pdf)).toContain('Edited before approval');
});

journey('somebody mails it from its page, and sees that the mail server took it', async () => {
  const { page } = desk;
  await comeAs(desk, 'hanne', `/reports/week/${monday}?workflow=late-delivery`);
  await page.getByLabel('Mail it to').selectOption({ label: 'Marek Dudek' });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('The mail server took it for Marek Dudek.').waitFor();
  expect(box.taken.map(({ to }) => to)).toEqual([['marek@wollgras.test']]);
  await page.getByText('Marek Dudek: sent').waitFor();
});

journey('before there is any data, two guesses are enough for a calculation', async () => {
  const { page } = desk;
  await comeAs(desk, 'hanne', '/return?calculate=1');
  await page.getByText('The return cannot be said yet.').waitFor();
  await page.getByLabel('Cases', { exact: true }).fill('400');
  await page.getByLabel('Minutes by hand').fill('10');
  await page.getByText(/By these guesses a month brings €1,033.33/).waitFor();
});

journey('an assumption is seen at once, stored with its reason, and stands with who said it', async () => {
  const { page } = desk;
  await comeAs(desk, 'hanne', '/return?workflow=late-delivery');
  const field = page.getByLabel('Hours of upkeep');
  await field.fill('5');
  const statement = page.getByRole('region', { name: 'Statement' });
  await statement.getByText('5 hours × €31.00 an hour').waitFor();
  await page.getByLabel('Why').fill('Looked into the calendar');
  await page.keyboard.press('Enter');
  await page.getByText('Hours of upkeep 5 hours a month.').waitFor();
  await page.getByText(/Hanne Lindqvist said so/).waitFor();
});

journey('everybody can use these pages, in both colours and widths', { timeout: PAGES_MS }, async () => {
  const { page } = desk;
  const pages: [string, RegExp][] = [
    ['/reports', /Sent by themselves/],
    [`/reports/week/${monday}`, /cases were decided/],
    ['/return?workflow=late-delivery', /What a month brings/],
    ['/return?calculate=1', /What you guess/],
  ];
  await onEveryScreen(page, async (screen) => {
    for (const [path, says] of pages) {
      await comeAs(desk, 'hanne', path);
      await page.getByText(says).first().waitFor();
      expect(await axeFinds(page), `${path} ${screen}`).toEqual([]);
    }
  });
});
