import { describe, expect } from 'vitest';
import { fromIda } from '../support/business.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { ARMED_MS, journey, useDesk } from '../support/console.ts';
import { call, comeAs } from '../support/owner.ts';

const desk = useDesk();
const WORKFLOW = 'late-delivery';

/** Puts the workflow on a stage, past the console. */
async function putOn(stage: string, share = 100): Promise<void> {
  const { rollout } = await call(desk, 'stage', 'hanne');
  if (rollout.stage === stage && rollout.share === share) return;
  const to = { stage, share, kinds: null };
  await call(desk, 'stage', 'hanne', { to, because: 'For this story.', version: rollout.version });
  // What is narrower holds at once; what is wider only once the workers have heard of it.
  const { wired, workspace } = desk.business;
  const workflow = workspace.workflows[WORKFLOW];
  await expect.poll(() => workflow && wired.world.rollout(workflow)).toMatchObject({ stage, share });
}

const pane = () => desk.page.getByRole('region', { name: 'Case', exact: true });
const revealed = () => desk.page.getByRole('region', { name: 'What the agent had planned' });

/** Chooses an entry of a list as a hand does: with the focus on it, by its first letters. */
async function choose(label: string, letters: string): Promise<void> {
  await desk.sheet.getByLabel(label).focus();
  await desk.page.keyboard.type(letters);
}

describe('in shadow', () => {
  journey('a person decides without the plan, by keys alone, and then sees both side by side', async () => {
    await putOn('shadow');
    const { id, order } = await desk.held();
    const next = await desk.held();
    await desk.read(id);
    await pane().getByText('Shadow: decide as you would').waitFor();
    expect(await pane().getByText('Proposed', { exact: true }).count()).toBe(0);
    const bar = desk.page.getByRole('toolbar', { name: 'Decide' });
    for (const name of ['Approve', 'Edit', 'Reject', 'Choose what to do']) {
      expect(await bar.getByRole('button', { name }).count(), name).toBe(0);
    }
    await desk.press('a', 'e', 'r');
    expect(await desk.sheet.count()).toBe(0);
    await desk.press('d');
    const close = desk.sheet.getByRole('button', { name: 'Close the case' });
    expect(await close.isDisabled()).toBe(true);
    await choose('What you did', 'Give the shipping');
    await choose('What it was about', 'Later');
    await desk.sheet.getByLabel('Amount').fill('5.00');
    await desk.press('ControlOrMeta+Enter');
    await revealed().getByText('Differs', { exact: true }).waitFor();
    const rows = await revealed().getByRole('row').allInnerTexts();
    expect(rows.join('\n').replaceAll(/\s+/g, ' ')).toContain('Amount differs €19.90 €5.00');
    await desk.press('j');
    await desk.openRow.getByText(next.title).waitFor();
    expect(await desk.books(order, 0)).toEqual([]);
  });

  journey('who would have done the same is told so, and the story keeps it', async () => {
    await putOn('shadow');
    const { id } = await desk.held();
    await desk.read(id);
    await desk.press('d');
    await choose('What you did', 'Give the shipping');
    await choose('What it was about', 'Later');
    await desk.press('ControlOrMeta+Enter');
    await revealed().getByText('Agreed').waitFor();
    await desk.go(`/cases/${id}`);
    await revealed().getByText('Agreed').waitFor();
  });

  journey('what is sealed can be put off and handed on', async () => {
    await putOn('shadow');
    const { id } = await desk.held();
    await desk.read(id);
    await desk.press('s');
    await desk.sheet.getByRole('heading', { name: 'Snooze' }).waitFor();
    await desk.press('1');
    await desk.until(id, ({ review }) => review?.status === 'snoozed');
  });
});

journey('a case of the control group says so, and Remit does what a person chooses', async () => {
  await putOn('act', 0);
  const { id, order } = await desk.held();
  await desk.read(id);
  await pane().getByText('Control group: people do this one').waitFor();
  await desk.press('e');
  const form = desk.page.getByRole('form', { name: 'Choose what to do' });
  await form.getByLabel('What to do').selectOption({ label: 'Send the tracking link' });
  await form.locator('button[type=submit]:enabled').waitFor();
  await desk.press('ControlOrMeta+Enter');
  await desk.until(id, ({ status }) => status === 'closed');
  expect((await desk.books(order, 1)).map(({ path }) => path)).toEqual(['POST /replies']);
});

journey('what people only record offers nothing that runs', async () => {
  await putOn('record');
  const { id, order } = await desk.held();
  await desk.read(id);
  await pane().getByText('People do this work, and Remit records it').waitFor();
  const bar = desk.page.getByRole('toolbar', { name: 'Decide' });
  expect(await bar.getByRole('button', { name: 'Choose what to do' }).count()).toBe(0);
  await desk.press('d');
  await choose('What you did', 'Apologise');
  await desk.press('ControlOrMeta+Enter');
  await desk.until(id, ({ status }) => status === 'closed');
  expect(await desk.books(order, 0)).toEqual([]);
});

journey('a drawn case is judged blind, and then compared with what was done', async () => {
  await putOn('act');
  const workflow = desk.business.workspace.workflows[WORKFLOW];
  if (!workflow) throw new Error('no such workflow');
  workflow.auditShare = 100;
  const title = 'An invoice, please';
  const id = await desk.business.message(fromIda('WG-24', { subject_line: title, topic: 'invoice' }));
  const { review } = await desk.until(
    id,
    ({ status, review: asked }) => status === 'closed' || asked !== null,
  );
  expect(review).toBeNull();
  await comeAs(desk, 'pia', '/audits');
  const { page } = desk;
  await page.getByRole('heading', { name: title }).waitFor();
  expect(await page.getByText('Done so far').count()).toBe(0);
  await desk.press('d');
  await page.keyboard.type('Something');
  await desk.press('Tab');
  await page.keyboard.type('Uncl');
  await desk.press('ControlOrMeta+Enter');
  await page.getByRole('status').getByText('Differs', { exact: true }).waitFor();
  await page.getByText('Done so far').waitFor();
  expect(await desk.entries(id, 'audited')).toMatchObject([{ actor: { id: 'pia' } }]);
});

journey('everybody can decide blind', async () => {
  await putOn('shadow');
  const { id } = await desk.held();
  const done = await desk.held();
  await desk.read(done.id);
  await desk.press('d');
  await choose('What you did', 'Apologise');
  await choose('What it was about', 'Later');
  await desk.press('ControlOrMeta+Enter');
  await revealed().waitFor();
  await onEveryScreen(desk.page, async (name) => {
    await desk.go(`/inbox?case=${done.id}`);
    await revealed().waitFor();
    expect(await axeFinds(desk.page), `${name}, revealed`).toEqual([]);
    await desk.go(`/inbox?case=${id}`);
    await pane().getByText('Shadow: decide as you would').waitFor();
    expect(await axeFinds(desk.page), name).toEqual([]);
    await desk.page.waitForTimeout(ARMED_MS);
    await desk.press('d');
    await desk.sheet.getByLabel('What you did').waitFor();
    expect(await axeFinds(desk.page), `${name}, the form`).toEqual([]);
  });
});
