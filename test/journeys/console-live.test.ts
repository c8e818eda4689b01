import { expect } from 'vitest';
import { fromIda } from '../support/business.ts';
import { ARMED_MS, eventually, journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const SECOND_MS = 1_000;

journey('what arrives or is decided elsewhere moves neither the reader nor what a key decides', async () => {
  const above = await desk.held();
  const mine = await desk.held();
  await desk.read(mine.id);
  const list = desk.page.getByRole('list', { name: 'Queue' });
  const focus = desk.page.getByRole('region', { name: 'Case' });
  await focus.focus();
  const arrived = await desk.held();
  await list.getByText(arrived.title).waitFor();
  await desk.decideElsewhere(above.id, 'marek', { decision: 'reject', because: 'wrong_play' });
  await desk.until(above.id, ({ review }) => review?.effect === 'human');
  expect(await desk.openRow.innerText()).toContain(mine.title);
  expect(await focus.evaluate((region) => region === document.activeElement)).toBe(true);
  await desk.press('a');
  await desk.until(mine.id, ({ status }) => status === 'closed');
  expect(await desk.books(mine.order, 2)).toHaveLength(2);
  expect(await desk.books(arrived.order, 0)).toEqual([]);
  expect(await desk.books(above.order, 0)).toEqual([]);
});

journey(
  'a case that somebody else decides under the reader stays, says who it was, and `a` does nothing',
  async () => {
    const mine = await desk.held();
    const next = await desk.held();
    await desk.read(mine.id);
    await desk.decideElsewhere(mine.id, 'marek', { decision: 'approve' });
    await desk.page.getByText('Approved by Marek Dudek').waitFor();
    await desk.press('a');
    await desk.page.waitForTimeout(ARMED_MS);
    expect(new URL(desk.page.url()).searchParams.get('case')).toBe(mine.id);
    expect((await desk.books(mine.order, 2)).map(({ path }) => path)).toEqual([
      'POST /refunds',
      'POST /replies',
    ]);
    expect(await desk.books(next.order, 0)).toEqual([]);
  },
);

journey('a plan that changes while it is read is not approved before a fresh look', async () => {
  const { id, order, title } = await desk.held();
  await desk.read(id);
  await desk.business.message(
    fromIda(order, { subject_line: title, language: 'de', message: 'Wo bleibt es?' }),
  );
  await desk.page.getByText('The plan changed while you were reading').waitFor();
  await desk.page.getByText('“Reply to the customer” has other details.').waitFor();
  await desk.press('a');
  await desk.page.waitForTimeout(ARMED_MS);
  expect((await desk.business.read(id)).review?.status).toBe('open');
  await desk.press('v', 'a');
  const closed = await desk.until(id, ({ status }) => status === 'closed');
  expect(await desk.books(order, 2)).toHaveLength(2);
  const done = JSON.stringify(closed.actions.map(({ args }) => args));
  expect(done).toContain('Bestellung');
});

journey('of two people who decide one case, the second is told who was first', async () => {
  const { id, order } = await desk.held();
  await desk.page.route('**/api/live', (route) => route.abort());
  await desk.read(id);
  await desk.decideElsewhere(id, 'marek', { decision: 'approve' });
  await desk.press('a');
  await desk.told.getByText('Marek Dudek was first').waitFor();
  await desk.page.unroute('**/api/live');
  await desk.until(id, ({ status }) => status === 'closed');
  expect(await desk.books(order, 2)).toHaveLength(2);
  expect(await desk.entries(id, 'review.decided')).toHaveLength(1);
});

journey(
  'a server that goes away is said to be paused, nothing is called empty, and it catches up',
  async () => {
    const before = await desk.held();
    await desk.read(before.id);
    await desk.leave();
    await desk.page.getByText('Live updates paused').waitFor();
    await desk.page.getByRole('button', { name: 'Mine' }).click();
    await desk.page.getByText('The queue could not be loaded').first().waitFor();
    expect(await desk.page.getByText('Nothing is yours').count()).toBe(0);
    await desk.page.getByRole('button', { name: 'Waiting' }).click();
    await desk.page.getByRole('list', { name: 'Queue' }).getByText(before.title).waitFor();
    expect(await desk.page.getByText('Nothing waits').count()).toBe(0);
    const meanwhile = await desk.held();
    await desk.serve();
    await desk.page.getByRole('list', { name: 'Queue' }).getByText(meanwhile.title).waitFor();
    await expect.poll(() => desk.page.getByText('Live updates paused').count()).toBe(0);
  },
);

journey('an action whose fate is not known is settled from the page by who has looked', async () => {
  const { id, order } = await desk.held();
  await desk.read(id);
  const faults = `${desk.business.shop.url}/admin/faults`;
  for (const fault of [
    { path: '/refunds', drop_after_write: true, times: 100 },
    // It answers, and does not tell: a shop that answers nothing would be waited for.
    { path: '/writes', status: 403, times: 100 },
  ]) {
    const headers = { 'content-type': 'application/json' };
    await fetch(faults, { method: 'POST', headers, body: JSON.stringify(fault) });
  }
  await desk.press('a');
  await desk.until(id, ({ review }) => review?.status === 'decided');
  await eventually(async () => {
    const { status, waitUntil } = await desk.business.read(id);
    // Between two tries the clock jumps to the next one.
    if (waitUntil && waitUntil > desk.business.now()) desk.business.wait(60 * SECOND_MS);
    return status === 'unknown' || undefined;
  }, 'the fate to be given up');
  await desk.go(`/inbox?show=unknown&case=${id}`);
  await desk.page.getByRole('button', { name: 'Say what became of it' }).click();
  await desk.sheet.getByLabel('It was done', { exact: true }).check();
  await desk.sheet.getByLabel('How you know').fill('It is in the shop.');
  await fetch(faults, { method: 'DELETE' });
  await desk.press('ControlOrMeta+Enter');
  await desk.until(id, ({ status }) => status === 'closed');
  const done = await desk.books(order, 2);
  expect(done.map(({ path }) => path)).toEqual(['POST /refunds', 'POST /replies']);
});
