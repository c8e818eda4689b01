import { expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
/** What the form must not take longer than, typing and all. */
const RECORD_MS_MAX = 20_000;
/** A quick hand, with a breath between two keys. */
const TYPING = { delay: 45 };

const trigger = () => desk.page.getByRole('textbox', { name: 'What came in' });

async function openForm(): Promise<void> {
  await desk.page.addInitScript(`localStorage.setItem('remit.person', 'pia')`);
  await desk.go('/log');
  await desk.page.getByRole('heading', { name: 'Log' }).waitFor();
  await desk.press('n');
  await trigger().waitFor();
  await expect.poll(() => trigger().evaluate((field) => field === document.activeElement)).toBe(true);
}

async function recorded(
  text: string,
): Promise<{ case: string; kind: string; play: string; actor: string }[]> {
  const answer = await fetch(`${desk.url}/api/log?q=${encodeURIComponent(text)}`);
  return ((await answer.json()) as { rows: Awaited<ReturnType<typeof recorded>> }).rows;
}

journey(
  'work is recorded by keys alone in under 20 seconds, and the form is empty for the next',
  async () => {
    await openForm();
    const began = Date.now();
    const { keyboard } = desk.page;
    await keyboard.type('Birte Falk asked where WG-1 is', TYPING);
    await desk.press('Tab');
    await keyboard.type('On its', TYPING);
    await desk.press('Tab');
    await keyboard.type('The tracking page', TYPING);
    await desk.press('Tab');
    await keyboard.type('Send the tr', TYPING);
    await desk.press('ControlOrMeta+Enter');
    await desk.told.getByText('Recorded.').waitFor();
    expect(Date.now() - began).toBeLessThan(RECORD_MS_MAX);
    await expect.poll(() => trigger().inputValue()).toBe('');
    expect(await trigger().evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await desk.page.getByLabel('What it was about').inputValue()).toBe('where_is_it');
    await expect
      .poll(() => recorded('Birte'))
      .toMatchObject([{ kind: 'where_is_it', play: 'send_tracking', actor: 'Pia Vollmer' }]);
    await desk.told.getByRole('link', { name: 'See the case' }).click();
    await desk.page.getByText('Chain verified').waitFor();
  },
);

journey('a form whose answer was lost is sent again and recorded once', async () => {
  await openForm();
  await desk.page.keyboard.type('Ottokar Ley asked for an invoice');
  await desk.page.getByLabel('What it was about').selectOption('invoice');
  await desk.page.route('**/record', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await desk.press('ControlOrMeta+Enter');
  await desk.page.getByText('Not recorded.').waitFor();
  await desk.page.unroute('**/record');
  await desk.press('ControlOrMeta+Enter');
  await desk.told.getByText('It was recorded already.').waitFor();
  expect(await recorded('Ottokar')).toHaveLength(1);
});

journey('the workflow that was recorded for last is there again', async () => {
  await openForm();
  await desk.page.getByLabel('Workflow').selectOption('returns');
  await desk.go('/log');
  await desk.page.getByRole('heading', { name: 'Log' }).waitFor();
  await desk.press('n');
  await trigger().waitFor();
  expect(await desk.page.getByLabel('Workflow').inputValue()).toBe('returns');
});

journey('an address that leads nowhere says so, with the desk still around it', async () => {
  await desk.go('/nowhere/at-all');
  await desk.page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
  await desk.page.getByRole('link', { name: 'To the inbox' }).click();
  await desk.page.waitForURL('**/inbox**');
});

journey('everybody can use the form, the empty list of audits and the page that is not there', async () => {
  await onEveryScreen(desk.page, async (name) => {
    for (const [path, shows] of [
      ['/record', 'What should change'],
      ['/audits', 'Nothing to check'],
      ['/nowhere', 'There is nothing at this address'],
    ] as const) {
      await desk.go(path);
      await desk.page.getByText(shows).filter({ visible: true }).first().waitFor();
      expect(await axeFinds(desk.page), `${path}, ${name}`).toEqual([]);
    }
  });
});
