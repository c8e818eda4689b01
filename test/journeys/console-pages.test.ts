import { beforeAll, describe, expect } from 'vitest';
import { axeFinds } from '../support/axe.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const FIRST_LOAD_BYTES_MAX = 200 * 1024;
const WIDTHS = [1440, 390];
const HEIGHT = 900;
let closed: { id: string; order: string; title: string };

beforeAll(async () => {
  if (!desk.page) return;
  closed = await desk.held();
  await desk.held();
  await desk.held();
  await desk.decideElsewhere(closed.id, 'marek', { decision: 'approve' });
  await desk.until(closed.id, ({ status }) => status === 'closed');
});

journey('the first page is under 200 KB as it comes over the line', async () => {
  await desk.go('/inbox');
  await desk.openRow.waitFor();
  const loaded = await desk.page.evaluate(() => {
    const files = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ];
    return (files as PerformanceResourceTiming[])
      .filter(({ name }) => !new URL(name).pathname.startsWith('/api/'))
      .map(({ name, transferSize }) => ({ name, bytes: transferSize }));
  });
  expect(loaded.length).toBeGreaterThanOrEqual(3);
  expect(loaded.every(({ bytes }) => bytes > 0)).toBe(true);
  const bytes = loaded.reduce((sum, file) => sum + file.bytes, 0);
  expect(bytes, JSON.stringify(loaded)).toBeLessThan(FIRST_LOAD_BYTES_MAX);
});

journey('a row says how sure the agent is, and what is held is not said to run by itself', async () => {
  await desk.go('/inbox');
  expect(await desk.openRow.innerText()).toContain('95 % sure');
  await desk.page.getByText('Proposed', { exact: true }).waitFor();
  await desk.page.getByText('Allowed by the boundary').first().waitFor();
  expect(await desk.page.getByText('Runs by itself').count()).toBe(0);
});

journey(
  'the log finds a case by its words, keeps its filters in the address, and tells its story',
  async () => {
    const { page } = desk;
    await desk.go('/inbox');
    await desk.openRow.waitFor();
    await desk.press('g', 'l');
    await page.getByRole('heading', { name: 'Log' }).waitFor();
    await desk.press('/');
    await page.keyboard.type(closed.order);
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(closed.order);
    await page.getByLabel('Workflow').selectOption('late-delivery');
    await page.getByLabel('By', { exact: true }).selectOption({ label: 'Marek Dudek' });
    await expect.poll(() => new URL(page.url()).searchParams.get('workflow')).toBe('late-delivery');
    const rows = page.locator('[data-log-row]');
    await expect.poll(() => rows.count()).toBe(1);
    await page.reload();
    await expect.poll(() => rows.count()).toBe(1);
    await rows.first().getByRole('link').first().click();
    await page.getByText('Chain verified').waitFor();
    await page.getByText('Marek Dudek approved').first().waitFor();
    await desk.go('/log?q=unheard-of');
    await page.getByText('Nothing fits').waitFor();
  },
);

journey('a workflow shows what its boundary says beside the rules that say it', async () => {
  const { page } = desk;
  await desk.go('/workflows');
  await page.getByRole('link', { name: 'Order questions and late deliveries' }).first().click();
  const sentence = page.getByRole('button', { name: /€15\.00/ }).first();
  await sentence.waitFor();
  await page.getByText('id: above-limit').waitFor();
  await sentence.hover();
  expect(await sentence.getAttribute('aria-pressed')).toBe('true');
});

journey('keys, commands and help are one key away and go away with Escape', async () => {
  await desk.go('/inbox');
  await desk.openRow.waitFor();
  await desk.press('?');
  await desk.sheet.getByText('Approve').first().waitFor();
  await desk.press('Escape');
  await expect.poll(() => desk.sheet.count()).toBe(0);
  await desk.press('ControlOrMeta+k');
  await desk.page.keyboard.type('workflows');
  await desk.press('Enter');
  await desk.page.waitForURL('**/workflows');
});

describe('everybody can use every page', () => {
  const pages = (): [string, string, string][] => [
    ['the inbox', '/inbox', 'Proposed'],
    ['the log', '/log', closed.title],
    ['a story', `/cases/${closed.id}`, 'Chain verified'],
    ['the workflows', '/workflows', 'Order questions'],
    ['a workflow', '/workflows/late-delivery', 'above-limit'],
  ];
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of WIDTHS) {
      journey(`axe finds nothing on a ${scheme} screen ${width} px wide`, async () => {
        await desk.page.setViewportSize({ width, height: HEIGHT });
        await desk.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        for (const [name, path, shows] of pages()) {
          await desk.go(path);
          if (path === '/inbox' && width === 390) {
            await desk.page.getByRole('list', { name: 'Queue' }).getByRole('link').first().click();
          }
          await desk.page.getByText(shows).first().waitFor();
          expect(await axeFinds(desk.page), name).toEqual([]);
        }
      });
    }
  }
});
