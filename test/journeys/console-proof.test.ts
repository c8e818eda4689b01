import { expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { comeAs } from '../support/owner.ts';
import { eventually, journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const BASE = '/workflows/late-delivery';
const PAGES_MS = 120_000;

/** What the server counts of a metric now. */
async function counted(metric: string): Promise<{ count: number; of: number }> {
  const answer = await fetch(`${desk.url}/api/metrics?workflow=late-delivery`);
  const { metrics } = (await answer.json()) as {
    metrics: { id: string; agent: { count: number; of: number } }[];
  };
  return metrics.find(({ id }) => id === metric)?.agent ?? { count: 0, of: 0 };
}

/** Whether the line of a metric has a point already: days are rolled up some seconds behind the log. */
async function isDrawn(metric: string): Promise<true | undefined> {
  const answer = await fetch(`${desk.url}/api/metrics/${metric}/series?workflow=late-delivery&every=day`);
  return /"count":1,"of":2/.test(await answer.text()) ? true : undefined;
}

journey('before anything is decided the proof claims nothing, and says what will stand there', async () => {
  const { page } = desk;
  await comeAs(desk, 'hanne', '/inbox');
  await page.getByRole('link', { name: 'Overview' }).waitFor();
  await desk.press('g', 'p');
  await page.getByRole('heading', { name: 'Proof', level: 1 }).waitFor();
  await page.getByText('Nothing is decided yet, so nothing is claimed.').waitFor();
  expect(await axeFinds(page)).toEqual([]);
  await page.getByRole('link', { name: 'deciding a plan in the inbox' }).click();
  await page.waitForURL('**/inbox');
});

journey('an owner goes from a number to exactly the cases that it was counted from', async () => {
  const { page } = desk;
  const [first, changed] = [await desk.held(), await desk.held()];
  await desk.decideElsewhere(first.id, 'marek', { decision: 'approve' });
  const { plan } = await desk.business.read(changed.id);
  await desk.decideElsewhere(changed.id, 'marek', {
    decision: 'edit',
    kind: 'late_delivery',
    play: plan?.play,
    inputs: { ...plan?.inputs, amount: { minor: 500, currency: 'EUR' } },
  });
  for (const { id } of [first, changed]) await desk.until(id, ({ status }) => status === 'closed');
  await eventually(async () => ((await counted('edit_rate')).of === 2 ? true : undefined), 'two decisions');
  await comeAs(desk, 'hanne', '/proof');
  const part = page.getByRole('region', { name: 'Order questions and late deliveries' });
  const card = part.getByRole('listitem').filter({ has: page.getByText('Edited before approval') });
  expect(await card.innerText()).toContain('50 %');
  expect(await card.innerText()).toContain('few cases');
  await card.getByRole('link', { name: '1 of 2' }).click();
  await page.getByText(changed.title).waitFor();
  expect(await page.getByText(first.title).count()).toBe(0);
  await page.getByRole('link', { name: 'All that were looked at' }).click();
  await page.getByText(first.title).waitFor();
  await page.getByText(changed.title).click();
  await page.getByText('Chain verified').waitFor();
});

journey(
  'a number is narrowed down in the address, drawn over time, and read as a table by keys',
  async () => {
    const { page } = desk;
    await eventually(() => isDrawn('edit_rate'), 'a point of the line');
    await comeAs(desk, 'hanne', `${BASE}/numbers`);
    await page.getByRole('button', { name: 'Edited before approval' }).click();
    const chart = page.getByRole('figure', { name: 'Edited before approval over time' });
    await chart.locator('svg.recharts-surface').first().waitFor();
    await page.getByLabel('Kind', { exact: true }).selectOption('late_delivery');
    await expect.poll(() => new URL(page.url()).searchParams.get('kind')).toBe('late_delivery');
    await page.reload();
    await chart.locator('svg.recharts-surface').first().waitFor();
    expect(await page.getByLabel('Kind', { exact: true }).inputValue()).toBe('late_delivery');
    await chart.locator('svg.recharts-surface').first().focus();
    await desk.press('ArrowRight');
    await chart.getByText('1 of 2').waitFor();
    await chart.getByRole('button', { name: 'Table' }).focus();
    await desk.press('Enter');
    await chart.getByRole('cell', { name: '50 % (1 of 2' }).waitFor();
  },
);

journey('the inbox loads no charts', async () => {
  const { page } = desk;
  await desk.held();
  await comeAs(desk, 'hanne', '/inbox');
  await desk.openRow.waitFor();
  const drawing = await page.evaluate(async () => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
    const texts = await Promise.all(scripts.map(({ name }) => fetch(name).then((file) => file.text())));
    return texts.map((text) => text.includes('recharts'));
  });
  expect(drawing.length).toBeGreaterThan(0);
  expect(drawing).not.toContain(true);
});

journey('a person says that the policy has changed, for whom and why, and the page keeps it', async () => {
  const { page } = desk;
  await comeAs(desk, 'hanne', `${BASE}/standing`);
  await page.getByRole('button', { name: 'The policy has changed' }).click();
  const close = desk.sheet.getByRole('button', { name: 'Close it, and prove anew' });
  expect(await close.isDisabled()).toBe(true);
  await desk.sheet.getByText('Only these').click();
  await desk.sheet.getByText('Choose at least one kind.').waitFor();
  await desk.sheet.getByLabel('Later than promised').check();
  await desk.sheet.getByText('of 1 kind').waitFor();
  await desk.sheet.getByLabel('Because').fill('Shipping is given back from the first day on.');
  await close.click();
  await page.getByText('Shipping is given back from the first day on.').first().waitFor();
});

journey('on a phone the rare places stand behind More, and the tab that is open is in sight', async () => {
  const { page } = desk;
  await page.setViewportSize({ width: 390, height: 844 });
  await comeAs(desk, 'hanne', `${BASE}/standing`);
  const tab = page.getByRole('navigation', { name: 'Parts of the workflow' }).getByText('Standing');
  await expect.poll(() => tab.evaluate((one) => one.getBoundingClientRect().right <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'More' }).click();
  await desk.sheet.getByRole('link', { name: 'Rollbacks' }).click();
  await page.waitForURL('**/rollbacks');
  await expect.poll(() => desk.sheet.count()).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
});

const PAGES = [
  ['the proof', '/proof', 'At a glance'],
  ['the numbers', `${BASE}/numbers?metric=edit_rate`, 'Edited before approval over time'],
  ['the cases behind a number', '/proof/cases?metric=edit_rate&workflow=late-delivery', 'Those that count'],
  ['the standing', `${BASE}/standing`, 'Lanes: its plans, the surest first'],
] as const;
for (const [name, path, shows] of PAGES) {
  journey(`everybody can use ${name}`, { timeout: PAGES_MS }, async () => {
    await onEveryScreen(desk.page, async (screen) => {
      await comeAs(desk, 'hanne', path);
      const seen = desk.page.getByText(shows).or(desk.page.getByRole('region', { name: shows }));
      await seen.first().waitFor();
      expect(await axeFinds(desk.page), screen).toEqual([]);
    });
  });
}
