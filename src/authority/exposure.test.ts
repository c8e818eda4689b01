import { expect, test } from 'vitest';
import { inPackage } from '../runtime/places.ts';
import { loadWorkspace } from '../workspace/load.ts';
import { exposureOf } from './exposure.ts';

const SAMPLE = inPackage('examples', 'shop', 'workspace');
const RETURNS = 'workflows/returns/boundary.yaml';

async function sample(drafts: Record<string, string> = {}) {
  const loaded = await loadWorkspace(SAMPLE, { env: { SHOP_URL: 'http://127.0.0.1:1' }, drafts });
  if (!loaded.ok) throw new Error(loaded.faults.map(({ says }) => says).join('\n'));
  return loaded.workspace;
}
const ACT = { stage: 'act', share: 100, kinds: null, version: 1, since: null } as const;

test('whoever starts with the sample starts with workflows in which everything is bounded', async () => {
  const workspace = await sample();
  for (const workflow of Object.values(workspace.workflows)) {
    const { unbounded, total, writes } = exposureOf(workflow, workspace, ACT, []);
    expect(unbounded).toEqual([]);
    expect(total.day.count).not.toBeNull();
    expect(writes.filter(({ alone, day }) => alone && day.count === null)).toEqual([]);
  }
});

test('what nothing bounds is named, with the rule that would', async () => {
  const text = (await sample()).workflows['returns']!.boundary.text;
  const without = text
    .replace(/^.*id: many-(labels|replacements),.*\n/gm, '')
    .replace(/^ {2}(labels_day|replaced_day):.*\n/gm, '');
  const workspace = await sample({ [RETURNS]: without });
  const { unbounded } = exposureOf(workspace.workflows['returns']!, workspace, ACT, []);
  expect(unbounded).toMatchObject([
    { write: 'shop.return_label', says: 'Send a return label: any number in an hour and in a day.' },
    { write: 'shop.send_replacement', says: 'Send a replacement: any amount of money may move in a day.' },
  ]);
  expect(unbounded[1]!.suggestion).toContain('budget.sum_today + args.value > limits.…');
});
