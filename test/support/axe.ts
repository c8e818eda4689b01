import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { inPackage } from '../../src/runtime/places.ts';

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What axe finds wrong with a page as it is, each with the first element that it concerns; and a sideways scroll. */
export async function axeFinds(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(inPackage('node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  const found = await page.evaluate(async () => {
    // What is still coming into sight has not yet the contrast that it will have.
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 'was cut short')));
    const { violations } = await (window as unknown as { axe: Axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  return isWider ? [...found, 'it scrolls sideways'] : found;
}

/** Both colours and both widths, one after the other. */
export async function onEveryScreen(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await look(`${colorScheme}, ${width} px`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}
