import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inPackage } from '../../src/runtime/places.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';

/** Every refund waits for two people, one after the other. */
export const CHAIN = `approve:
  - {role: support, not: [requester, planner]}
  - {role: manager, not: [earlier], on: shop.refund}
`;

/**
 * Loads the sample workspace against a shop; `wide` raises the budgets of late deliveries far above a test's needs,
 * and with a `chain` every refund of theirs waits for it.
 */
export async function loadSample(
  shopUrl: string,
  wide: boolean,
  chain: string | boolean = false,
): Promise<Workspace> {
  const folder = inPackage('examples', 'shop', 'workspace');
  const path = 'workflows/late-delivery/boundary.yaml';
  const drafts: Record<string, string> = {};
  if (wide || chain !== false) {
    const text = await readFile(join(folder, path), 'utf8');
    drafts[path] = (chain === false ? text : withChain(text, chain === true ? CHAIN : chain))
      .replace(/(refunds_hour|replies_hour): +\{.*\}/g, '$1: {count: 100000, ceiling: 100000}')
      .replace(/refunds_day: +\{.*\}/, 'refunds_day: {money: 100000.00 EUR, ceiling: 100000.00 EUR}');
  }
  if (wide) {
    // Hundreds of messages of one customer within seconds are out of the ordinary, and held for that.
    const workflow = 'workflows/late-delivery/workflow.yaml';
    drafts[workflow] = `${await readFile(join(folder, workflow), 'utf8')}\nanomalies: off\n`;
  }
  return load(folder, shopUrl, drafts);
}

async function load(folder: string, shopUrl: string, drafts: Record<string, string>): Promise<Workspace> {
  const loaded = await loadWorkspace(folder, { env: { SHOP_URL: shopUrl }, drafts });
  // A planted mistake or a second look by chance would make a story end otherwise once in a while.
  if (loaded.ok) return unchecked(loaded.workspace);
  throw new Error(loaded.faults.map(({ file, line, says }) => `${file}:${line} ${says}`).join('\n'));
}

function unchecked(workspace: Workspace): Workspace {
  for (const workflow of Object.values(workspace.workflows)) workflow.attention = { checks: 0, second: 0 };
  return workspace;
}

/** The sample where nothing bounds how often late deliveries give money back alone: its worst case is red. */
export async function loadUnbounded(shopUrl: string): Promise<Workspace> {
  const folder = inPackage('examples', 'shop', 'workspace');
  const path = 'workflows/late-delivery/boundary.yaml';
  const text = await readFile(join(folder, path), 'utf8');
  const bare = text.replace(/^ +(refunds_(hour|day): |- \{id: (hourly|daily), ).*\n/gm, '');
  return load(folder, shopUrl, { [path]: bare });
}

/** The boundary with the chain above or another, and a rule that asks it for every refund. */
export function withChain(text: string, chain = CHAIN): string {
  const rule =
    '  - {id: asked, on: shop.refund, effect: approve, because: two people agree to every refund}\n';
  return text.slice(0, text.indexOf('approve:\n')).replace('rules:\n', `rules:\n${rule}`) + chain;
}
