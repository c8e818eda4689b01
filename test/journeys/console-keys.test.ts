import { expect } from 'vitest';
import { ARMED_MS, journey, useDesk } from '../support/console.ts';

const desk = useDesk();

journey('a held plan is approved by keys alone, done once, and the next case is on the screen', async () => {
  const first = await desk.held();
  const second = await desk.held();
  await desk.read(first.id);
  expect(await desk.openRow.innerText()).toContain(first.title);
  await desk.press('a');
  await desk.told.getByText('Done: Refund').waitFor();
  await desk.until(first.id, ({ status }) => status === 'closed');
  const done = await desk.books(first.order, 2);
  expect(done.map(({ path }) => path)).toEqual(['POST /refunds', 'POST /replies']);
  await desk.openRow.getByText(second.title).waitFor();
  expect(new URL(desk.page.url()).searchParams.get('case')).toBe(second.id);
});

journey(
  'an edit by keys is ruled as one types, says where it is wrong, and the shop has what was typed',
  async () => {
    const { id, order } = await desk.held();
    await desk.read(id);
    await desk.press('e');
    const form = desk.page.getByRole('form', { name: 'Edit the proposal' });
    const amount = form.getByLabel('Amount');
    await expect.poll(() => amount.evaluate((field) => field === document.activeElement)).toBe(true);
    await form.getByText('Needs approval').first().waitFor();
    await desk.press('ControlOrMeta+a');
    await desk.page.keyboard.type('a lot');
    await expect.poll(() => amount.getAttribute('aria-invalid')).toBe('true');
    expect(await form.getByRole('button', { name: 'Approve with changes' }).isDisabled()).toBe(true);
    await desk.press('ControlOrMeta+a');
    await desk.page.keyboard.type('7.25');
    await form.getByText('€7.25').first().waitFor();
    await form.locator('button[type=submit]:enabled').waitFor();
    expect(await amount.getAttribute('aria-invalid')).toBe('false');
    expect(await form.getByText('€19.90').count()).toBeGreaterThan(0);
    await desk.press('ControlOrMeta+Enter');
    await desk.until(id, ({ status }) => status === 'closed');
    const done = await desk.books(order, 2);
    expect(done.map(({ path, amount: paid }) => [path, paid])).toContainEqual(['POST /refunds', 725]);
  },
);

journey('who begins to edit has the case, and who stops lets go of it', async () => {
  const { id } = await desk.held();
  await desk.read(id);
  await desk.press('e');
  await desk.until(id, ({ review }) => review?.claimedUntil !== null);
  await desk.press('Escape');
  await desk.until(id, ({ review }) => !review?.claimedUntil || review.claimedUntil <= desk.business.now());
});

journey(
  'a rejection with a reason leaves the work to a person, who does it by hand and says so',
  async () => {
    const { id, order } = await desk.held();
    await desk.read(id);
    await desk.press('r');
    await desk.sheet.getByRole('heading', { name: 'Reject' }).waitFor();
    await desk.press('5');
    await desk.press('ControlOrMeta+Enter');
    const asked = await desk.until(
      id,
      ({ review }) => review?.status === 'open' && review.effect === 'human',
    );
    expect(asked.actions).toEqual([]);
    expect(await desk.entries(id, 'review.decided')).toMatchObject([
      { actor: { id: 'pia' }, body: { decision: 'reject', because: 'against_policy' } },
    ]);
    await desk.read(id);
    await desk.page.getByRole('status').getByText('The plan was rejected').waitFor();
    await desk.press('d');
    await desk.sheet.getByLabel('Minutes it took').fill('6');
    await desk.press('ControlOrMeta+Enter');
    const closed = await desk.until(id, ({ status }) => status === 'closed');
    expect(closed.outcome).toBe('solved');
    expect(await desk.books(order, 0)).toEqual([]);
  },
);

journey(
  'a case is snoozed out of sight, found again, and handed over to somebody who may decide it',
  async () => {
    const { id, title } = await desk.held();
    await desk.read(id);
    await desk.press('s');
    await desk.sheet.getByRole('heading', { name: 'Snooze' }).waitFor();
    await desk.press('1');
    await desk.until(id, ({ review }) => review?.status === 'snoozed');
    await desk.page.getByRole('button', { name: 'Snoozed' }).click();
    const list = desk.page.getByRole('list', { name: 'Queue' });
    await list.getByText(title).click();
    await desk.page.getByText('Snoozed; it comes back').waitFor();
    await desk.page.waitForTimeout(ARMED_MS);
    await desk.press('h');
    await desk.sheet.getByRole('heading', { name: 'Hand over' }).waitFor();
    await desk.press('1');
    const handed = await desk.until(id, ({ review }) => review?.status === 'open');
    expect(handed.review?.role).not.toBe('support');
  },
);

journey('the last action is taken back with two keys, and the shop no longer has it', async () => {
  const { id, order } = await desk.held();
  await desk.read(id);
  await desk.press('a');
  await desk.told.getByText('Done: Refund, Reply to the customer').waitFor();
  await desk.press('u');
  await desk.sheet.getByRole('button', { name: 'Withdraw a reply' }).waitFor();
  await desk.press('Enter');
  const done = await desk.books(order, 3);
  expect(done.map(({ path }) => path.replace(/[A-Z]+-?\d+/, '…'))).toContain('POST /replies/…/withdraw');
  const state = await desk.until(id, ({ actions }) => actions.some(({ status }) => status === 'undone'));
  expect(state.actions.filter(({ status }) => status === 'undone')).toMatchObject([{ write: 'shop.reply' }]);
});
