import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
/** Where screenshots go, for those who want to look; nowhere otherwise. */
const SHOTS = process.env['SHOTS'];

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
  await desk.press('ControlOrMeta+Enter');
  const field = page.getByLabel('Token', { exact: true });
  await field.waitFor();
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

journey('the page reads well in both colours and on a phone', async () => {
  const { page } = desk;
  await open();
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByLabel('Speaks as the agent').fill('warehouse-bot');
  await onEveryScreen(page, async (name) => expect([name, await axeFinds(page)]).toEqual([name, []]));
  await desk.press('ControlOrMeta+Enter');
  await page.getByLabel('Token', { exact: true }).waitFor();
  await onEveryScreen(page, async (name) => {
    expect([name, await axeFinds(page)]).toEqual([name, []]);
    if (SHOTS === undefined) return;
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, `programs ${name}.png`) });
  });
});
