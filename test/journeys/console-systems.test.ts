import { beforeAll, expect } from 'vitest';
import { axeFinds } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const WIDTHS = [1440, 390];
const HEIGHT = 900;
let waiting: string;

beforeAll(async () => {
  if (!desk.page) return;
  await desk.held();
  // From now on the shop answers nothing.
  const down = { path: '/', status: 503, times: 100_000 };
  await fetch(`${desk.business.shop.url}/admin/faults`, { method: 'POST', body: JSON.stringify(down) });
  waiting = await desk.business.message({ ...MESSAGE, order_number: 'WG-9' });
  await desk.until(waiting, ({ heldBy }) => heldBy !== null);
});

const MESSAGE = {
  channel: 'web_form',
  topic: 'where_is_my_order',
  name: 'Ida Lund',
  email: 'ida@example.org',
  language: 'en',
  subject_line: 'Where is my order?',
  message: 'Hello, where is it? Ida',
};

journey('a shop that is down says so, and leads to the case that waits for it', async () => {
  const { page } = desk;
  await desk.go('/inbox');
  await desk.openRow.waitFor();
  await desk.press('g', 'y');
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
  await page.getByRole('link', { name: 'Systems 1 system down' }).waitFor();
  const card = page.getByRole('link', { name: /Wollgras shop/ });
  await card.getByText('Down', { exact: true }).waitFor();
  await card.getByText('1 case waits').waitFor();
  await card.click();
  await page.getByRole('heading', { name: 'What is not governed' }).waitFor();
  await page.getByText('shop.void_refund takes it back.').first().waitFor();
  await page.getByRole('button', { name: 'Ask it now' }).click();
  await page
    .getByText(/cannot work \(503\)/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Where is my order?' }).click();
  await page.getByText('Waits for Wollgras shop, which is down, since').waitFor();
});

journey('the pages of systems read well on wide and narrow screens, in light and dark', async () => {
  const { page } = desk;
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.emulateMedia({ colorScheme: scheme });
      for (const path of ['/systems', '/systems/shop']) {
        await desk.go(path);
        await page.getByText('Down', { exact: true }).first().waitFor();
        expect(await axeFinds(page), `${path} ${scheme} ${width}`).toEqual([]);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(isWide, `${path} is wider than ${width}`).toBe(false);
        const shots = process.env['SYSTEMS_SHOTS'];
        if (shots)
          await page.screenshot({ path: `${shots}/${path.replaceAll('/', '_')}-${scheme}-${width}.png` });
      }
    }
  }
});

journey('when the shop answers again it is seen at a click, and what waited goes on', async () => {
  const { page } = desk;
  await page.setViewportSize({ width: 1440, height: HEIGHT });
  await desk.go('/systems/shop');
  await fetch(`${desk.business.shop.url}/admin/faults`, { method: 'DELETE' });
  await page.getByRole('button', { name: 'Ask it now' }).click();
  await page.getByText(/Wollgras shop answers \(\d+\)/).waitFor();
  await desk.until(waiting, ({ heldBy }) => heldBy === null);
  await page.getByText(/1 case waited/).waitFor();
});
