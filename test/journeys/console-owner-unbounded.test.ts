import { beforeAll, expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';
import { comeAs } from '../support/owner.ts';
import { loadUnbounded } from '../support/sample.ts';

const desk = useDesk();
const PAGES_MS = 60_000;
const PAGE = '/workflows/late-delivery/exposure';
const region = () => desk.page.getByRole('region', { name: 'Without a bound' });

beforeAll(async () => {
  if (!desk.page) return;
  const { shop, workspace } = desk.business;
  Object.assign(workspace.workflows, (await loadUnbounded(shop.url)).workflows);
});

journey('what nothing bounds is said in red, with what to write and where', async () => {
  await comeAs(desk, 'hanne', PAGE);
  await region()
    .getByText(/no bound/)
    .waitFor();
  const told = await region().innerText();
  expect(told).toMatch(/refund/i);
  expect(await region().getByLabel('What to write').first().innerText()).toContain('budget.');
  await region().getByRole('link', { name: 'Write it into the boundary' }).click();
  await desk.page.waitForURL(/late-delivery\/boundary$/);
});

journey('everybody can use the page of a worst case without a bound', { timeout: PAGES_MS }, async () => {
  await onEveryScreen(desk.page, async (screen) => {
    await comeAs(desk, 'hanne', PAGE);
    await region().waitFor();
    expect(await axeFinds(desk.page), screen).toEqual([]);
  });
});
