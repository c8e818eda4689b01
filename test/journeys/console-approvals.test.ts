import { beforeAll, expect } from 'vitest';
import { publish } from '../../src/runtime/publish.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';
import { call, comeAs } from '../support/owner.ts';
import { loadSample } from '../support/sample.ts';

const desk = useDesk();
const CHAIN = `approve:
  - {role: support, count: 2, not: [requester, planner], within: 4h}
  - {role: manager, not: [earlier], within: 4h, remind: 1h}
`;

/** Two of support say yes, and then a manager who was none of them. */
beforeAll(async () => {
  if (!desk.page) return;
  const { workspace, shop, wired, now } = desk.business;
  Object.assign(workspace.workflows, (await loadSample(shop.url, false, CHAIN)).workflows);
  // Nothing is done under a boundary that is not in force.
  await publish(wired.world.log, workspace, now);
});

const chain = () => desk.page.getByRole('region', { name: 'Who decides' });

async function away(who: string, until: string | null, deputy: string | null): Promise<void> {
  const answer = await fetch(`${desk.url}/api/away`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-remit-person': who },
    body: JSON.stringify({ until, deputy }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

journey(
  'a chain shows who said yes, who is asked now, and that who stands in decides for somebody',
  async () => {
    const { id, order, title } = await desk.held();
    await desk.read(id, 'pia');
    await chain().getByText('Step 1 of 2').waitFor();
    await desk.press('a');
    await desk.until(id, ({ review }) => review?.approvals.length === 1);
    await desk.read(id, 'pia');
    await chain().getByText('Pia Vollmer approved').waitFor();
    await desk.page.getByText('hand it over, or change who you are').waitFor();
    await desk.read(id, 'tomas');
    await desk.press('a');
    await desk.until(id, ({ review }) => review?.step === 1);
    expect(await desk.books(order, 0)).toEqual([]);
    const until = new Date(desk.business.now().getTime() + 86_400_000).toISOString();
    await away('marek', until, 'aylin');
    await desk.read(id, 'aylin');
    await chain().getByText('Step 2 of 2').waitFor();
    await chain().getByText('Aylin Koç for Marek Dudek').waitFor();
    await chain().getByText('They are reminded in').waitFor();
    await desk.page.getByText('You decide for Marek Dudek, who is away.').waitFor();
    expect(await desk.openRow.innerText()).toContain('Step 2 of 2');
    expect(await desk.openRow.innerText()).toContain(title);
    await desk.press('a');
    await desk.until(id, ({ status }) => status === 'closed');
    expect(await desk.books(order, 2)).toHaveLength(2);
    await desk.go(`/cases/${id}`);
    await chain().getByText('Aylin Koç approved for Marek Dudek, who is away').waitFor();
    await away('marek', null, null);
  },
);

journey(
  'who goes away says until when and who decides, and comes back, from the menu of the person',
  async () => {
    await comeAs(desk, 'pia', '/log');
    const { page } = desk;
    await page.getByRole('button', { name: 'Who I am: Pia Vollmer' }).click();
    await desk.sheet.getByLabel('Decides for me').selectOption({ label: 'Tomás Ferreira' });
    await desk.sheet.getByRole('button', { name: 'Be away' }).click();
    await desk.told.getByText('Tomás Ferreira').waitFor();
    await expect.poll(() => desk.sheet.count()).toBe(0);
    await page.getByRole('button', { name: 'Who I am: Pia Vollmer' }).getByText('away').waitFor();
    await page.getByRole('button', { name: 'Who I am: Pia Vollmer' }).click();
    expect(await axeFinds(page)).toEqual([]);
    await desk.sheet.getByRole('button', { name: 'I am back' }).click();
    await expect
      .poll(() => page.getByRole('button', { name: 'Who I am: Pia Vollmer' }).innerText())
      .not.toContain('away');
  },
);

journey('what people were told is behind the bell, and counts until it was seen', async () => {
  const { rollout } = await call(desk, 'stage', 'hanne');
  await comeAs(desk, 'hanne', '/log');
  const { page } = desk;
  await page.getByRole('heading', { name: 'Log' }).waitFor();
  await page.evaluate(() => localStorage.removeItem('remit.notices'));
  const to = { stage: 'draft', share: 100, kinds: null };
  await call(desk, 'stage', 'hanne', { to, because: 'A quiet week.', version: rollout.version });
  const bell = page.getByRole('button', { name: /^Notices: \d+ new/ });
  await bell.waitFor();
  await desk.press('g', 'n');
  await desk.sheet.getByText('A quiet week').waitFor();
  expect(await axeFinds(page)).toEqual([]);
  await desk.press('Escape');
  await expect.poll(() => bell.count()).toBe(0);
  await page.reload();
  await page.getByRole('button', { name: 'Notices', exact: true }).waitFor();
});

journey('everybody can follow a chain', async () => {
  const { id } = await desk.held();
  await desk.read(id, 'pia');
  await desk.press('a');
  await desk.until(id, ({ review }) => review?.approvals.length === 1);
  await onEveryScreen(desk.page, async (name) => {
    await desk.go(`/inbox?case=${id}`);
    await chain().getByText('Pia Vollmer approved').waitFor();
    expect(await axeFinds(desk.page), name).toEqual([]);
  });
});
