import { beforeAll, describe, expect } from 'vitest';
import { call, comeAs } from '../support/owner.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const BOUNDARY = '/workflows/late-delivery/boundary';

const field = (name: string) => desk.page.getByRole('textbox', { name });
const text = () => field('Text of the boundary');
const put = () => desk.page.getByRole('button', { name: 'Put it in force' });
const says = () => desk.page.getByRole('region', { name: 'What it would say' });
const effect = () => desk.page.getByRole('region', { name: 'What it would have done' });

/** Types over a part of the text, as somebody does who marks it first. */
async function replace(from: string, to: string): Promise<void> {
  const before = await text().inputValue();
  expect(before).toContain(from);
  await text().fill(before.replace(from, to));
}

beforeAll(async () => {
  if (!desk.page) return;
  for (let amount = 0; amount < 3; amount += 1) {
    const { id } = await desk.held();
    await desk.decideElsewhere(id, 'marek', { decision: 'approve' });
    await desk.until(id, ({ status }) => status === 'closed');
  }
});

describe('a boundary', () => {
  journey('says what is wrong with its text at the line, and forgets nothing of it', async () => {
    await comeAs(desk, 'hanne', BOUNDARY);
    await replace('args.amount > limits.auto_max', 'args.amount > limits.auto_mx');
    await desk.page.getByText(/Did you mean .*auto_max/).waitFor();
    await desk.page.getByText('The text has 1 fault.', { exact: true }).waitFor();
    expect(await put().isDisabled()).toBe(true);
    await desk.page
      .getByRole('button', { name: /^Line \d+$/ })
      .first()
      .click();
    const marked = await desk.page.evaluate(() => String(window.getSelection()));
    expect(marked).toContain('id: above-limit');
    await desk.page.reload();
    await expect.poll(() => text().inputValue()).toContain('limits.auto_mx');
    expect(await field('Auto max').inputValue()).toBe('15.00');
    await desk.page.getByRole('button', { name: 'Throw away' }).click();
    await desk.page.getByRole('button', { name: 'Really throw it away' }).click();
    await expect.poll(() => text().inputValue()).not.toContain('limits.auto_mx');
  });

  journey('is written with the keyboard alone: Tab indents, and after Escape it leaves', async () => {
    await comeAs(desk, 'hanne', BOUNDARY);
    await text().focus();
    await desk.press('ControlOrMeta+Home', 'Tab');
    await expect.poll(() => text().inputValue()).toMatch(/^ {2}boundary: /);
    await desk.press('Shift+Tab');
    await expect.poll(() => text().inputValue()).toMatch(/^boundary: /);
    await desk.press('Escape', 'Tab');
    expect(await text().evaluate((area) => area === document.activeElement)).toBe(false);
    expect(await put().count()).toBe(0);
  });

  journey('that somebody else changed meanwhile is taken in by hand, and nobody is overwritten', async () => {
    await comeAs(desk, 'hanne', BOUNDARY);
    await field('Resends day').fill('4');
    await says()
      .getByText(/more than 4 today/)
      .waitFor();
    await desk.page.getByLabel('Because').fill('We are short of parcels.');
    const inForce = await call(desk, 'boundary', 'hanne');
    await call(desk, 'boundary', 'hanne', {
      text: inForce.text.replace('{count: 15, ceiling: 40}', '{count: 12, ceiling: 40}'),
      base: inForce.version,
      because: 'Fewer refunds an hour.',
    });
    await desk.page.reload();
    const moved = desk.page.getByRole('alert', { name: 'Changed meanwhile' });
    await moved.getByText('Fewer refunds an hour.').waitFor();
    await moved.getByText('{count: 12, ceiling: 40}').waitFor();
    expect(await put().isDisabled()).toBe(true);
    await replace('{count: 15, ceiling: 40}', '{count: 12, ceiling: 40}');
    await moved.getByRole('button', { name: 'My text has it now' }).click();
    await expect.poll(() => put().isEnabled()).toBe(true);
    await put().click();
    await expect.poll(() => put().count()).toBe(0);
    const { text: now } = await call(desk, 'boundary', 'hanne');
    expect(now).toContain('refunds_hour:  {count: 12');
    expect(now).toContain('resends_day:   {count: 4');
  });

  journey('is read by everybody, and changed only by those who may', async () => {
    await comeAs(desk, 'pia', BOUNDARY);
    await desk.page.getByText(/owner/).first().waitFor();
    expect(await text().getAttribute('readonly')).not.toBeNull();
  });

  journey('is widened by a limit, once its effect on the log was seen and ticked', async () => {
    await comeAs(desk, 'hanne', BOUNDARY);
    await field('Auto max').fill('20.00');
    await says().getByText('Remit may refund by itself up to €20.00.').waitFor();
    await says().getByText('Remit may refund by itself up to €15.00.').waitFor();
    await expect.poll(() => text().inputValue()).toContain('{money: 20.00 EUR, ceiling: 50.00 EUR}');
    await effect().getByText('3 cases', { exact: true }).waitFor();
    await effect().getByText('Which').click();
    const example = effect().getByRole('link', { name: /Where is WG-1\?/ });
    expect(await example.getAttribute('href')).toMatch(/^\/cases\//);

    await desk.page.getByLabel('Because').fill('Shipping costs more now.');
    expect(await put().isDisabled()).toBe(true);
    await desk.page.getByText('1 widening is not ticked yet.').waitFor();
    const seen = effect().getByLabel('I have seen this, and want it');
    await seen.check();
    // What was ticked is what was seen: a change after that is seen anew.
    await field('Auto max').fill('25.00');
    await says().getByText('Remit may refund by itself up to €25.00.').waitFor();
    await expect.poll(() => seen.isChecked()).toBe(false);
    await field('Auto max').fill('20.00');
    await says().getByText('Remit may refund by itself up to €20.00.').waitFor();
    await seen.check();
    await put().click();
    await desk.page.getByText('Shipping costs more now.').waitFor();
    expect((await call(desk, 'boundary', 'hanne')).text).toContain('auto_max:      {money: 20.00 EUR');
    await expect.poll(() => put().count()).toBe(0);
  });

  journey('is changed by two people where the workspace says so', async () => {
    const { page } = desk;
    const { workspace } = desk.business;
    workspace.changesNeedTwo = true;
    workspace.may.change_boundary = ['manager'];
    await comeAs(desk, 'marek', BOUNDARY);
    await field('Replies hour').fill('100');
    await says()
      .getByText(/more than 100 in the last hour/)
      .waitFor();
    for (const box of await effect().getByRole('checkbox').all()) await box.check();
    await page.getByLabel('Because').fill('Nobody writes so much.');
    await page.getByRole('button', { name: 'Propose it' }).click();

    const waiting = page.getByRole('region', { name: 'Waits for a second person' });
    await waiting.getByText('Nobody writes so much.').waitFor();
    expect(await waiting.getByRole('button', { name: 'Accept' }).count()).toBe(0);
    await waiting.getByRole('button', { name: 'Withdraw it' }).waitFor();
    expect((await call(desk, 'boundary', 'hanne')).text).toContain('replies_hour:  {count: 120');

    await comeAs(desk, 'hanne', BOUNDARY);
    await waiting.getByText('{count: 100, ceiling: 400}').waitFor();
    await waiting.getByRole('button', { name: 'What would it do?' }).click();
    await waiting.getByText(/more than 100 in the last hour/).waitFor();
    await waiting.getByRole('button', { name: 'Accept' }).click();
    await expect.poll(() => waiting.count()).toBe(0);
    expect((await call(desk, 'boundary', 'hanne')).text).toContain('replies_hour:  {count: 100');
  });
});
