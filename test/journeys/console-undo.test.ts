import { expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';
import { booksOf, listed, priceOf, products, setByHand } from '../support/prices.ts';

const desk = useDesk(products(4));

/** An agent sets a price; the case is closed when this returns. */
async function priced(at: number, cents: number): Promise<string> {
  const id = await listed(desk.business, at, cents);
  await desk.until(id, ({ status }) => status === 'closed');
  return id;
}

journey('an undo says first what it will do, and Enter does it', async () => {
  const id = await priced(0, 1_900);
  await desk.go(`/cases/${id}`);
  await desk.page.getByText('Chain verified').waitFor();
  await desk.press('u');
  await desk.sheet.getByText('Nobody has changed it since').waitFor();
  await desk.press('Enter');
  await desk.until(id, ({ actions }) => actions.some(({ status }) => status === 'undone'));
  expect((await booksOf(desk.business, 0)).price).toBe(priceOf(0));
});

journey("somebody's later change is shown beside what was set, and only overwritten on a word", async () => {
  const id = await priced(1, 1_900);
  await setByHand(desk.business, 1, 2_345);
  await desk.go(`/cases/${id}`);
  await desk.page.getByText('Chain verified').waitFor();
  await desk.press('u');
  await desk.sheet.getByText('€23.45', { exact: true }).waitFor();
  await desk.sheet.getByText('€19.00', { exact: true }).waitFor();
  await desk.press('Enter');
  expect((await booksOf(desk.business, 1)).price).toBe(2_345);
  await desk.sheet.getByRole('button', { name: 'Take it back anyway' }).click();
  await desk.until(id, ({ actions }) => actions.some(({ status }) => status === 'undone'));
  expect((await booksOf(desk.business, 1)).price).toBe(priceOf(1));
});

journey('a change that comes between the look and the click is shown, and not overwritten', async () => {
  const id = await priced(2, 1_900);
  await desk.go(`/cases/${id}`);
  await desk.page.getByText('Chain verified').waitFor();
  await desk.press('u');
  await desk.sheet.getByText('Nobody has changed it since').waitFor();
  await setByHand(desk.business, 2, 2_222);
  await desk.press('Enter');
  await desk.sheet.getByText('€22.22', { exact: true }).waitFor();
  await desk.sheet.getByRole('button', { name: 'Take it back anyway' }).waitFor();
  expect((await booksOf(desk.business, 2)).price).toBe(2_222);
});

journey('everybody can read what an undo would overwrite', async () => {
  const id = await priced(3, 1_900);
  await setByHand(desk.business, 3, 2_345);
  await onEveryScreen(desk.page, async (name) => {
    await desk.go(`/cases/${id}`);
    await desk.page.getByText('Chain verified').waitFor();
    await desk.press('u');
    await desk.sheet.getByText('€23.45', { exact: true }).waitFor();
    expect(await axeFinds(desk.page), name).toEqual([]);
  });
});
