import { describe, expect } from 'vitest';
import { call, comeAs, headline } from '../support/owner.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const ROLLOUT = '/workflows/late-delivery/rollout';

const history = () => desk.page.getByRole('region', { name: 'History' }).getByRole('listitem');

describe('the roll-out of a workflow', () => {
  journey('goes back to draft with one click, and further again with a reason', async () => {
    const { page } = desk;
    await comeAs(desk, 'hanne', ROLLOUT);
    await expect.poll(() => headline(desk)).toBe('Acts alone on all cases, as far as its boundary lets it.');
    await page.getByRole('button', { name: 'Back to draft now' }).click();
    await expect.poll(() => headline(desk)).toBe('Proposes on all cases, and people decide every plan.');
    await expect.poll(() => history().count()).toBe(1);

    await page.getByRole('button', { name: 'Change the roll-out' }).click();
    await desk.sheet.getByText('Act', { exact: true }).click();
    await desk.sheet.getByRole('button', { name: '25 %' }).click();
    await desk.sheet.getByText('Only these').click();
    for (const kind of ['Lost, or no sign of it for days', 'Unclear, or something else']) {
      await desk.sheet.getByLabel(kind).uncheck();
    }
    await desk.sheet.getByText('This widens it in one way and narrows it in another.').waitFor();
    const send = desk.sheet.getByRole('button', { name: 'Change it' });
    expect(await send.isDisabled()).toBe(true);
    await desk.sheet.getByLabel('Because').fill('Two quiet weeks.');
    await send.click();
    await expect.poll(() => headline(desk)).toContain('Acts alone on 25 % of cases of 6 kinds');
    await page.getByText('Two quiet weeks.').waitFor();
    await expect.poll(() => history().count()).toBe(2);
    expect((await call(desk, 'stage', 'hanne')).rollout).toMatchObject({ stage: 'act', share: 25 });
  });

  journey('is narrowed by everybody and widened only by those who may', async () => {
    await comeAs(desk, 'pia', ROLLOUT);
    const { page } = desk;
    await page.getByRole('button', { name: 'Change the roll-out' }).click();
    await desk.sheet.getByLabel('Because').fill('It goes so well.');
    await desk.sheet.getByRole('button', { name: '50 %' }).click();
    await desk.sheet.getByText('This widens it.').waitFor();
    expect(await desk.sheet.getByRole('button', { name: 'Widen it' }).isDisabled()).toBe(true);
    await desk.sheet.getByRole('button', { name: '10 %', exact: true }).click();
    await desk.sheet.getByText('This narrows it, and anybody may.').waitFor();
    await desk.sheet.getByRole('button', { name: 'Narrow it' }).click();
    await expect.poll(() => headline(desk)).toContain('on 10 % of cases');
  });

  journey('keeps what one chose when somebody else was quicker', async () => {
    await comeAs(desk, 'hanne', ROLLOUT);
    const { page } = desk;
    await page.getByRole('button', { name: 'Change the roll-out' }).click();
    await desk.sheet.getByRole('button', { name: '75 %' }).click();
    await desk.sheet.getByLabel('Because').fill('The ladder says so.');
    const { rollout } = await call(desk, 'stage', 'marek');
    const to = { ...rollout, stage: 'draft' };
    await call(desk, 'stage', 'marek', { to, because: 'Too many complaints.', version: rollout.version });
    await desk.sheet.getByRole('button', { name: /it$/ }).click();
    await desk.sheet.getByRole('alert').waitFor();
    expect(await desk.sheet.getByLabel('Because').inputValue()).toBe('The ladder says so.');
    expect((await call(desk, 'stage', 'hanne')).rollout.stage).toBe('draft');
    await desk.press('Escape');
    await page.getByText('Too many complaints.').waitFor();
  });
});

describe('what a workflow can do at worst', () => {
  journey('is a number, with a way to the rule that bounds it', async () => {
    await comeAs(desk, 'hanne', '/workflows/late-delivery/exposure');
    const { page } = desk;
    const day = page.getByRole('region', { name: 'In one day' });
    await day.getByText('€600', { exact: true }).waitFor();
    // The sample bounds each of its writes, and no page says otherwise.
    expect(await page.getByRole('region', { name: 'Without a bound' }).count()).toBe(0);
    await page.getByRole('link', { name: 'hourly', exact: true }).first().click();
    await page.waitForURL('**/boundary?rule=hourly');
    await expect.poll(() => page.evaluate(() => String(window.getSelection()))).toContain('id: hourly');
  });

  journey('is said to be what it would be, where nothing runs alone', async () => {
    await comeAs(desk, 'hanne', '/workflows/late-delivery/exposure');
    await desk.page.getByText('The worst it could do in act').waitFor();
  });
});
