import { beforeAll, describe, expect } from 'vitest';
import { comeAs } from '../support/owner.ts';
import { eventually, journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const REFUNDS = 3;
const WRONG_CENTS = 1_710;
const BY_HAND_CENTS = 2_100;
const AGENT_CENTS = 1_900;
let orders: string[] = [];

const actions = () => desk.page.getByRole('list', { name: 'Actions' }).getByRole('listitem');
const button = (name: string | RegExp) => desk.page.getByRole('button', { name });

/** Makes a plan through the form and waits for its page. */
async function plan(workflow: string, write: string, because: string): Promise<void> {
  const { page } = desk;
  await comeAs(desk, 'hanne', '/rollbacks/new');
  await page.getByRole('combobox', { name: 'Workflow', exact: true }).selectOption({ label: workflow });
  await page.getByRole('combobox', { name: 'What was done' }).selectOption({ label: write });
  await button('Last hour').click();
  await page.getByLabel('Because').fill(because);
  await button('List what would be taken back').click();
  await page.waitForURL(/rollbacks\/(?!new)/);
}

/** A line of a supplier's list: the agent of price updates sets what it says. */
async function setPriceByAgent(line: string, cents: number): Promise<void> {
  const price = { minor: cents, currency: 'EUR' };
  const fields = { supplier: 'Nordwolle', list: line, sku: 'SOCK-M', price };
  const id = await desk.business.message(fields, line, 'listings');
  await desk.until(id, ({ status }) => status === 'closed');
}

/** What the one product costs that the shop sells. */
async function priceNow(): Promise<number> {
  const answer = await fetch(`${desk.business.shop.url}/products/SOCK-M/prices`);
  return ((await answer.json()) as { price: { minor: number } }).price.minor;
}

/** Somebody in the shop sets its price without Remit. */
async function setPriceByHand(cents: number): Promise<void> {
  const body = JSON.stringify({ price: { minor: cents, currency: 'EUR' }, by: 'Hanne' });
  const { url } = desk.business.shop;
  const answer = await fetch(`${url}/admin/products/SOCK-M/price`, { method: 'PUT', body });
  if (!answer.ok) throw new Error(await answer.text());
}

beforeAll(async () => {
  if (!desk.page) return;
  for (let amount = 0; amount < REFUNDS; amount += 1) {
    const { id, order } = await desk.held();
    await desk.decideElsewhere(id, 'marek', { decision: 'approve' });
    await desk.until(id, ({ status }) => status === 'closed');
    orders = [...orders, order];
  }
  await setPriceByAgent('spring-1', WRONG_CENTS);
  await setPriceByHand(BY_HAND_CENTS);
});

describe('a rollback', () => {
  journey('lists first, runs when it is told to, and is seen in the books of the shop', async () => {
    const { page } = desk;
    await plan('Order questions and late deliveries', 'Refund', 'Shipping was not late at all.');
    await page.getByText('3 actions of 3 can be taken back').waitFor();
    await expect.poll(() => actions().count()).toBe(REFUNDS);
    for (const order of orders) expect((await desk.books(order, 1)).some(isVoid)).toBe(false);

    await button('Take back 3 actions…').click();
    await desk.sheet.getByRole('button', { name: 'Take back 3 actions' }).click();
    await page.getByText('3 actions taken back', { exact: true }).waitFor();
    await expect.poll(() => actions().filter({ hasText: 'Taken back' }).count()).toBe(REFUNDS);
    for (const order of orders) {
      await eventually(
        async () => (await desk.books(order, 1)).some(isVoid) || undefined,
        `a voided refund of ${order}`,
      );
    }
    await page.getByRole('link', { name: 'Rollbacks' }).first().click();
    await page.getByText('3 taken back', { exact: true }).waitFor();
  });

  journey('leaves alone what somebody has changed since, and shows both values', async () => {
    await plan('Price updates', 'Set a price', 'The list had net prices.');
    const row = actions().filter({ hasText: 'Changed since' });
    await row.getByText('€17.10').first().waitFor();
    await row.getByText('€21.00').first().waitFor();
    expect(await button('Nothing to take back').isDisabled()).toBe(true);
    await button(/^Changed since/).click();
    await expect.poll(() => actions().count()).toBe(1);

    await button('Cancel it').click();
    await desk.sheet.getByText('Nothing was taken back yet, and nothing will be.').waitFor();
    await desk.sheet.getByRole('button', { name: 'Cancel the rollback' }).click();
    await desk.page.getByText('Cancelled', { exact: true }).waitFor();
  });

  journey('is taken back itself, where its writes can be', async () => {
    await setPriceByAgent('summer-1', AGENT_CENTS);
    await plan('Price updates', 'Set a price', 'That list was wrong too.');
    await button('Take back 1 action…').click();
    await desk.sheet.getByText('1 action is left alone, because somebody has changed it since.').waitFor();
    await desk.sheet.getByRole('button', { name: 'Take back 1 action' }).click();
    await button('Take this rollback back…').click();
    expect(await priceNow()).toBe(BY_HAND_CENTS);
    await desk.sheet.getByLabel('Because').fill('It was right after all.');
    await desk.sheet.getByRole('button', { name: 'List what would be done' }).click();
    await desk.page.getByText('1 action of 1 can be taken back').waitFor();
    await button('Take back 1 action…').click();
    await desk.sheet.getByRole('button', { name: 'Take back 1 action' }).click();
    await desk.page.getByText('1 action taken back', { exact: true }).waitFor();
    expect(await priceNow()).toBe(AGENT_CENTS);
  });

  journey('is planned from the page of a workflow, and run only by those who may', async () => {
    const { page } = desk;
    await plan('Order questions and late deliveries', 'Everything', 'To see who may.');
    await comeAs(desk, 'pia', new URL(page.url()).pathname);
    await page.getByText('takes the right to roll back').waitFor();
    expect(await button(/Take back/).count()).toBe(0);
    await desk.go('/workflows/returns');
    await page.getByRole('link', { name: 'Roll back…' }).click();
    await page.waitForURL('**/rollbacks/new?workflow=returns');
    expect(await page.getByRole('combobox', { name: 'Workflow', exact: true }).inputValue()).toBe('returns');
  });
});

function isVoid({ path }: { path: string }): boolean {
  return /void/.test(path);
}
