import { beforeAll, expect } from 'vitest';
import { record } from '../../src/flow/index.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { fromIda } from '../support/business.ts';
import { comeAs } from '../support/owner.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const BASE = '/workflows/late-delivery';
const CASES = 120;
const PAGES_MS = 120_000;
const TABLE = `
- {id: invoice, when: event.message.contains("invoice"), kind: invoice, play: send_invoice, because: they ask for it}
- {id: rest, kind: unclear, play: answer, because: somebody writes back}
`;

/** What people decided before Remit: invoices are sent but for every tenth, complaints are answered. */
beforeAll(async () => {
  if (!desk.business) return;
  for (let at = 0; at < CASES; at++) {
    const isInvoice = at % 2 === 0;
    const message = isInvoice ? `The invoice ${at} please` : `Parcel ${at} is wet`;
    const day = new Date(Date.UTC(2026, 0, 1 + at, 9));
    const fields = fromIda(`WG-${at}`, { topic: 'other', message, subject_line: message });
    await record(desk.business.wired.world, 'late-delivery', {
      event: { source: 'file', source_id: `${at}`, received_at: day, fields },
      steps: [
        {
          by: { id: 'pia' },
          at: day,
          kind: isInvoice ? 'invoice' : 'unclear',
          play: isInvoice && at % 10 !== 4 ? 'send_invoice' : 'answer',
          minutes: 3,
        },
      ],
      outcome: 'solved',
    });
  }
});

journey(
  'an owner runs a table of their own over the log, sees how it compares, and goes to a case that differs',
  async () => {
    const { page } = desk;
    await comeAs(desk, 'hanne', `${BASE}/backrun`);
    await page.getByText(`${CASES} decisions of people can be run again`).waitFor();
    await page.getByText('Nothing was run yet').waitFor();
    await page.getByLabel('Agent').selectOption('A decision table from a file…');
    const file = { name: 'mine.yaml', mimeType: 'text/yaml', buffer: Buffer.from(TABLE) };
    await page.getByLabel('Decision table (rules.yaml)').setInputFiles(file);
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByText(`All of ${CASES} cases looked at.`).waitFor();
    await page.getByText('People decided as mine would have in 108 of 120 (90 %').waitFor();
    const row = page.getByRole('listitem').filter({ hasText: 'It would have done: Send the invoice' });
    await row.first().getByRole('link').click();
    await page.waitForURL('**/cases/**');
    await page.goBack();
    await page.getByRole('link', { name: 'All runs' }).click();
    await page.getByRole('link', { name: /mine .* under the boundary in force/ }).waitFor();
  },
);

journey('a table with a mistake is refused with its line, and nothing is run', async () => {
  const { page } = desk;
  await comeAs(desk, 'hanne', `${BASE}/backrun`);
  await page.getByLabel('Agent').selectOption('A decision table from a file…');
  const text = '- {kind: invoice, play: send_invoce, because: they ask for it}';
  const file = { name: 'wrong.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) };
  await page.getByLabel('Decision table (rules.yaml)').setInputFiles(file);
  await page.getByRole('button', { name: 'Run it' }).click();
  await page.getByRole('alert').getByText('wrong.yaml:1: play "send_invoce" is not a play').waitFor();
});

journey('the card of an agent is read, and taken along as Markdown', async () => {
  const { page } = desk;
  await comeAs(desk, 'hanne', `${BASE}/agents`);
  await page.getByRole('heading', { name: 'What it may do' }).waitFor();
  await page.getByText('Remit may refund by itself up to').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'As Markdown' }).click();
  expect((await download).suggestedFilename()).toBe('late-delivery-rules.md');
  await page.getByLabel('Agent').selectOption('memory');
  await page.getByText('The memory: it does what people decided').waitFor();
});

journey(
  'back-runs, cards and readiness hold on every screen: light and dark, wide and narrow, with nothing that axe finds',
  async () => {
    const { page } = desk;
    const runs = await fetch(`${desk.url}/api/workflows/late-delivery/backruns`);
    const [run] = ((await runs.json()) as { runs: { id: string }[] }).runs;
    await comeAs(desk, 'hanne', `${BASE}/readiness`);
    await page.getByRole('heading', { name: 'Wants an invoice or a copy of it' }).waitFor();
    const pages = {
      readiness: ['readiness', 'Repeatability'],
      backrun: ['backrun', 'Runs so far'],
      run: [`backrun?run=${run?.id}`, 'Decided the same'],
      agents: ['agents', 'What changed, when and why'],
    };
    for (const [name, [path, shows]] of Object.entries(pages)) {
      await desk.go(`${BASE}/${path}`);
      await page
        .getByText(shows ?? '')
        .first()
        .waitFor();
      await onEveryScreen(page, async (screen) => {
        if (process.env['SHOTS'])
          await page.screenshot({
            path: `${process.env['SHOTS']}/${name}-${screen.replaceAll(/[ ,]+/g, '-')}.png`,
          });
        expect([name, screen, await axeFinds(page)]).toEqual([name, screen, []]);
      });
    }
    expect(desk.faults).toEqual([]);
  },
  PAGES_MS,
);
