import { beforeAll, expect } from 'vitest';
import { fromIda } from '../support/business.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';
import { comeAs } from '../support/owner.ts';

const desk = useDesk();

function attend(checks: number, second: number): void {
  const workflow = desk.business?.workspace.workflows['late-delivery'];
  if (!workflow) return;
  workflow.attention = { checks, second };
  workflow.auditShare = 100;
}

beforeAll(() => attend(100, 0));

const pane = () => desk.page.getByRole('region', { name: 'Case', exact: true });
const reveal = () => desk.page.getByRole('region', { name: 'This was a check' });

journey(
  'a planted mistake that is turned down is revealed at once, and then the true plan is decided',
  async () => {
    const { id, order } = await desk.held();
    await desk.read(id);
    await desk.page.waitForTimeout(1_500);
    await desk.press('r');
    await desk.sheet.getByRole('heading', { name: 'Reject' }).waitFor();
    await desk.press('ControlOrMeta+Enter');
    await reveal().getByText('That was a check, and you noticed').waitFor();
    expect(await reveal().getByRole('row').count()).toBeGreaterThan(1);
    expect(await desk.page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    await desk.press('v');
    await pane().getByText('Give the shipping back').first().waitFor();
    expect(await desk.books(order, 0)).toEqual([]);
    await desk.press('a');
    const writes = await desk.books(order, 2);
    expect(writes.find(({ path }) => path === 'POST /refunds')?.amount).toBe(1_990);
    const state = await desk.until(id, ({ status }) => status === 'closed');
    expect(state.check?.answered).toMatchObject({ caught: true, decision: 'reject' });
    expect(state.check?.answered?.seen?.ms).toBeGreaterThan(1_000);
    expect(state.check?.answered?.seen?.opened).toContain('messages');
  },
);

journey(
  'a planted mistake that is approved is revealed too, nothing of it is done, and every screen can show it',
  async () => {
    const { id, order } = await desk.held();
    await desk.read(id);
    await desk.press('a');
    await reveal().getByText('That was a check, and its mistake went by').waitFor();
    await onEveryScreen(desk.page, async (name) => {
      expect(await axeFinds(desk.page), name).toEqual([]);
    });
    expect(await desk.books(order, 0)).toEqual([]);
    await desk.go(`/cases/${id}`);
    await reveal().getByText('its mistake went by').waitFor();
    const state = await desk.business.read(id);
    expect(state.actions).toEqual([]);
    expect(state.review?.status).toBe('open');
  },
);

journey('people see their own attention, and an owner that of all, on every screen and by keys', async () => {
  await comeAs(desk, 'pia', '/inbox');
  await desk.page.getByRole('list', { name: 'Queue' }).waitFor();
  await desk.press('g', 'm');
  await desk.page.getByRole('heading', { name: 'My attention', level: 1 }).waitFor();
  await desk.page.getByText('1 of 2 planted mistakes were noticed').waitFor();
  expect(await desk.page.getByRole('button', { name: 'All reviewers' }).count()).toBe(0);
  await onEveryScreen(desk.page, async (name) => {
    expect(await axeFinds(desk.page), name).toEqual([]);
  });
  await comeAs(desk, 'hanne', '/attention');
  await desk.page.getByRole('button', { name: 'All reviewers' }).click();
  await desk.page.getByRole('heading', { name: 'Reviewers', level: 2, exact: true }).waitFor();
  await onEveryScreen(desk.page, async (name) => {
    expect(await axeFinds(desk.page), name).toEqual([]);
  });
});

journey('what ran alone is judged blind, and the week says whether the target is met', async () => {
  attend(0, 100);
  const id = await desk.business.message(
    fromIda('WG-20', { subject_line: 'An invoice, please', topic: 'invoice' }),
  );
  await desk.until(id, ({ status }) => status === 'closed');
  await comeAs(desk, 'pia', `/audits?case=${id}`);
  const form = desk.page.getByRole('form', { name: 'What would you have done?' });
  await form.getByLabel('What you would do').selectOption({ label: 'Send the invoice' });
  await form.getByLabel('What it is about').selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Say so, and compare' }).click();
  await desk.page.getByRole('status').getByText('See the case').waitFor();
  await desk.page.getByRole('link', { name: 'Week by week' }).click();
  await desk.page.getByRole('heading', { name: 'Weekly audits', level: 1 }).waitFor();
  await desk.page
    .getByText(/target of 5 % is (not )?(met|known)/)
    .first()
    .waitFor();
  await onEveryScreen(desk.page, async (name) => {
    expect(await axeFinds(desk.page), name).toEqual([]);
  });
});
