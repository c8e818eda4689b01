import { expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();

async function open(who = 'hanne'): Promise<void> {
  await desk.page.addInitScript(`localStorage.setItem('remit.person', ${JSON.stringify(who)})`);
  await desk.go('/programs');
  await desk.page.getByText('Agents that Remit does not run').waitFor();
}
const status = async (token: string) => {
  const authorization = `Bearer ${token}`;
  return (await fetch(`${desk.url}/api/workflows/returns/offer`, { headers: { authorization } })).status;
};

journey('an owner makes a token by keys, it is shown once, works, and is withdrawn', async () => {
  const { page } = desk;
  await open();
  await page.getByText('No program may come in').waitFor();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const agent = page.getByLabel('Speaks as the agent');
  await expect.poll(() => agent.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type('shop-bot');
  await page.getByRole('combobox', { name: /^For/ }).selectOption('returns');
  expect(await axeFinds(page)).toEqual([]);
  await desk.press('ControlOrMeta+Enter');
  const field = page.getByLabel('Token', { exact: true });
  await field.waitFor();
  await onEveryScreen(page, async (name) => expect([name, await axeFinds(page)]).toEqual([name, []]));
  const token = await field.inputValue();
  expect(await status(token)).toBe(200);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.reload();
  await page.getByText('May propose in Returns').waitFor();
  expect(await page.content()).not.toContain(token.split('_')[2]);
  await page.getByRole('button', { name: 'Withdraw shop-bot' }).click();
  await page.keyboard.type('The laptop was lost');
  await page.keyboard.press('Enter');
  await page.getByText('The laptop was lost').waitFor();
  await expect.poll(() => status(token)).toBe(401);
});

journey(
  'a token that decides cannot propose, and a name that is taken is refused with the reason',
  async () => {
    const { page } = desk;
    await open();
    await page.getByRole('button', { name: 'Make a token' }).click();
    const review = page.getByLabel('decide reviews in the name of who made it');
    expect(await review.isDisabled()).toBe(true);
    await page.getByLabel('Speaks as the agent').fill('rules');
    await desk.press('ControlOrMeta+Enter');
    await page.getByRole('alert').getByText('runs an agent of its own').waitFor();
    await page.getByLabel('propose plans and actions').uncheck();
    await review.check();
    await page.getByText('It decides in your name, Hanne Lindqvist').waitFor();
  },
);

journey('who may not give tokens is told who may', async () => {
  await open('pia');
  await desk.page.getByText('takes the right to give tokens').waitFor();
  expect(await desk.page.getByRole('button', { name: 'Make a token' }).count()).toBe(0);
});

journey('a shop that goes down says so in the rail, leads to what waits for it, and comes back', async () => {
  const { page } = desk;
  const waiting = await goDown();
  await desk.go('/inbox');
  await desk.openRow.waitFor();
  await desk.press('g', 'y');
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
  await page.getByRole('link', { name: 'Connections 1 waiting' }).waitFor();
  await page.getByRole('link', { name: 'Systems 1 system down' }).waitFor();
  const card = page.getByRole('link', { name: /Wollgras shop/ });
  await card.getByText('Down', { exact: true }).waitFor();
  await card.getByText('1 case waits').waitFor();
  await onEveryScreen(page, async (name) => expect([name, await axeFinds(page)]).toEqual([name, []]));
  await card.click();
  await page.getByRole('heading', { name: 'What is not governed' }).waitFor();
  await page.getByText('shop.void_refund takes it back.').first().waitFor();
  await page.getByRole('button', { name: 'Ask it now' }).click();
  await page
    .getByText(/cannot work \(503\)/)
    .first()
    .waitFor();
  await onEveryScreen(page, async (name) => expect([name, await axeFinds(page)]).toEqual([name, []]));
  await page.getByRole('link', { name: 'Where is my order?' }).click();
  await page.getByText('Waits for Wollgras shop, which is down, since').waitFor();
  await page.getByRole('link', { name: 'Its health' }).click();
  await fetch(`${desk.business.shop.url}/admin/faults`, { method: 'DELETE' });
  await page.getByRole('button', { name: 'Ask it now' }).click();
  await page.getByText(/Wollgras shop answers \(\d+\)/).waitFor();
  await desk.until(waiting, ({ heldBy }) => heldBy === null);
  await page.getByText(/1 case waited/).waitFor();
});

/** From now on the shop answers nothing; a message that came then waits for it. */
async function goDown(): Promise<string> {
  await desk.held();
  const down = { path: '/', status: 503, times: 100_000 };
  await fetch(`${desk.business.shop.url}/admin/faults`, { method: 'POST', body: JSON.stringify(down) });
  const id = await desk.business.message({ ...MESSAGE, order_number: 'WG-9' });
  await desk.until(id, ({ heldBy }) => heldBy !== null);
  return id;
}

const MESSAGE = {
  channel: 'web_form',
  topic: 'where_is_my_order',
  name: 'Ida Lund',
  email: 'ida@example.org',
  language: 'en',
  subject_line: 'Where is my order?',
  message: 'Hello, where is it? Ida',
};
