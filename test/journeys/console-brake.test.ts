import { afterEach, expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { ARMED_MS, journey, useDesk } from '../support/console.ts';

const desk = useDesk();

/** Sits down at the desk as somebody, on a page. */
async function sit(who: string, path: string): Promise<void> {
  await desk.page.addInitScript(`localStorage.setItem('remit.person', ${JSON.stringify(who)})`);
  await desk.go(path);
  await desk.page.getByRole('button', { name: 'Stop: open the brake' }).first().waitFor();
}

async function call(path: string, body: object, who = 'hanne'): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-remit-person': who };
  return fetch(desk.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function thrown(): Promise<{ switch: string; by: string; because: string; drill: boolean }[]> {
  const answer = await fetch(`${desk.url}/api/brake`);
  return ((await answer.json()) as { thrown: Awaited<ReturnType<typeof thrown>> }).thrown;
}

const banner = () => desk.page.getByRole('status').filter({ hasText: 'Stopped:' }).first();

afterEach(async () => {
  if (!desk.url) return;
  for (const one of await thrown()) await call('/api/brake/release', { switch: one.switch });
});

journey('two keys stop everything from any page, and what then comes waits and says why', async () => {
  const { id, order } = await desk.held();
  await sit('pia', '/log');
  await desk.press('!');
  await desk.sheet.getByRole('button', { name: 'Stop everything' }).waitFor();
  await desk.press('Enter');
  await desk.sheet.getByRole('heading', { name: 'Stopped: everything' }).waitFor();
  expect(await thrown()).toMatchObject([{ switch: 'all', drill: false }]);
  // A hand that presses Enter once too often closes the sheet and undoes nothing.
  await desk.press('Enter');
  await expect.poll(() => desk.sheet.count()).toBe(0);
  expect(await thrown()).toHaveLength(1);
  await banner().getByText('Stopped: Everything.').waitFor();
  await desk.read(id);
  await desk.press('a');
  await desk.until(id, ({ stoppedBy }) => stoppedBy === 'all');
  await desk.go(`/cases/${id}`);
  await desk.page.getByText('It goes on by itself once that is released').waitFor();
  expect(await desk.books(order, 0)).toEqual([]);
});

journey('who may not release is told so; who may is asked once, and what waited is done', async () => {
  const { id, order } = await desk.held();
  await call('/api/brake/throw', { switch: 'write:shop.refund', because: 'Paid out twice' });
  await desk.read(id);
  await desk.press('a');
  await desk.until(id, ({ stoppedBy }) => stoppedBy === 'write:shop.refund');
  await sit('pia', '/inbox');
  await banner().getByText('Paid out twice').waitFor();
  await banner().getByRole('button', { name: 'Release' }).click();
  await desk.press('ControlOrMeta+Enter');
  await desk.sheet.getByRole('alert').waitFor();
  expect(await thrown()).toHaveLength(1);
  await sit('hanne', '/inbox');
  await banner().getByRole('button', { name: 'Release' }).click();
  await desk.page.keyboard.type('The bank put it right');
  await desk.press('ControlOrMeta+Enter');
  await desk.told.getByText('released').waitFor();
  await desk.until(id, ({ status }) => status === 'closed');
  expect((await desk.books(order, 2)).map(({ path }) => path)).toEqual(['POST /refunds', 'POST /replies']);
  await expect.poll(() => banner().count()).toBe(0);
});

journey('something narrower is found by its letters, over an open dialog too', async () => {
  await sit('pia', '/log');
  await desk.press('?');
  await desk.sheet.getByRole('heading', { name: 'Keys' }).waitFor();
  await desk.press('!');
  await desk.sheet.getByRole('button', { name: 'Stop everything' }).waitFor();
  const find = desk.page.getByRole('combobox', { name: 'What to stop' });
  await find.focus();
  await desk.page.keyboard.type('refund');
  await desk.page.getByRole('option', { name: 'Wollgras shop: Refund' }).waitFor();
  await find.fill('shop refund writes');
  await desk.press('Enter');
  const button = desk.page.getByRole('button', { name: /^Stop Wollgras shop: Refund/ });
  await expect.poll(() => button.evaluate((node) => node === document.activeElement)).toBe(true);
  await desk.press('Enter');
  await expect.poll(thrown).toMatchObject([{ switch: 'write:shop.refund' }]);
});

journey('a drill stops nothing, says so on every page, and counts what a throw would have held', async () => {
  await sit('hanne', '/log');
  await desk.press('!');
  await desk.sheet.getByRole('button', { name: 'Try it as a drill' }).click();
  await desk.sheet.getByRole('heading', { name: 'A drill is on' }).waitFor();
  await desk.press('Enter');
  await desk.page.getByText('Drill: Everything.').waitFor();
  const { id, order } = await desk.held();
  await desk.read(id, 'hanne');
  await desk.press('a');
  await desk.until(id, ({ status }) => status === 'closed');
  expect(await desk.books(order, 2)).toHaveLength(2);
  await desk.page.reload();
  await desk.page.getByText(/would have held [1-9]/i).waitFor();
  await desk.page.getByRole('button', { name: 'End', exact: true }).click();
  await desk.press('ControlOrMeta+Enter');
  await expect.poll(thrown).toEqual([]);
});

journey('a signed link is made in the sheet, and it leads to a page that can stop', async () => {
  await sit('hanne', '/inbox');
  await desk.press('!');
  await desk.sheet.getByText('A link that stops it').click();
  await desk.sheet.getByRole('button', { name: 'Make and copy the link' }).click();
  const address = await desk.sheet.getByLabel('Link that stops').inputValue();
  expect(address.startsWith(`${desk.url}/brake/`)).toBe(true);
  const page = await fetch(address);
  expect(page.ok).toBe(true);
  expect(await thrown()).toEqual([]);
});

journey('everybody can read the brake, thrown or not', async () => {
  await sit('hanne', '/inbox');
  await call('/api/brake/throw', { switch: 'workflow:late-delivery', because: 'Too many at once' });
  await call('/api/brake/throw', { switch: 'system:shop', drill: true });
  await onEveryScreen(desk.page, async (name) => {
    await desk.go('/log');
    // On a phone it says who and why only when it is asked.
    await banner().getByText('Stopped: Order questions and late deliveries').waitFor();
    expect(await axeFinds(desk.page), name).toEqual([]);
    await desk.press('!');
    await desk.sheet.getByText('Open cases that would wait').waitFor();
    await desk.page.waitForTimeout(ARMED_MS);
    expect(await axeFinds(desk.page), `${name}, the sheet`).toEqual([]);
  });
});
