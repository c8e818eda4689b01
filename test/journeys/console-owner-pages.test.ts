import { beforeAll, describe, expect } from 'vitest';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { comeAs } from '../support/owner.ts';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();
const PAGES_MS = 120_000;
const BASE = '/workflows/late-delivery';
let rollback = '';

beforeAll(async () => {
  if (!desk.page) return;
  const { id } = await desk.held();
  await desk.decideElsewhere(id, 'marek', { decision: 'approve' });
  await desk.until(id, ({ status }) => status === 'closed');
  const answer = await fetch(`${desk.url}/api/rollbacks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-remit-person': 'hanne' },
    body: JSON.stringify({ slice: { workflow: 'late-delivery' }, because: 'To look at it.' }),
  });
  rollback = ((await answer.json()) as { id: string }).id;
});

/** Opens a page, and what lies over it or under way on it. */
interface Scene {
  path: string;
  shows: string;
  opens?: () => Promise<void>;
}

const SCENES = [
  'the overview',
  'the roll-out',
  'a change of the roll-out',
  'the boundary',
  'a change of the boundary',
  'the worst case',
  'the rollbacks',
  'a new rollback',
  'a rollback',
] as const;

const scenes = (): Record<(typeof SCENES)[number], Scene> => ({
  'the overview': { path: BASE, shows: 'above-limit' },
  'the roll-out': { path: `${BASE}/rollout`, shows: 'What takes it back to draft by itself' },
  'a change of the roll-out': { path: `${BASE}/rollout`, shows: 'History', opens: change },
  'the boundary': { path: `${BASE}/boundary`, shows: 'From the files' },
  'a change of the boundary': { path: `${BASE}/boundary`, shows: 'History', opens: draft },
  'the worst case': { path: `${BASE}/exposure`, shows: 'What bounds each write' },
  'the rollbacks': { path: '/rollbacks', shows: 'New rollback' },
  'a new rollback': { path: '/rollbacks/new', shows: 'List what would be taken back' },
  'a rollback': { path: `/rollbacks/${rollback}`, shows: 'To look at it.' },
});

async function change(): Promise<void> {
  await desk.page.getByRole('button', { name: 'Change the roll-out' }).click();
  await desk.sheet.getByText('Only these').click();
  await desk.sheet.getByRole('button', { name: '25 %' }).click();
}

async function draft(): Promise<void> {
  await desk.page.getByRole('textbox', { name: 'Auto max' }).fill('20.00');
  await desk.page.getByText('I have seen this, and want it').first().waitFor();
}

describe('everybody can use', () => {
  for (const at of SCENES) {
    journey(at, { timeout: PAGES_MS }, async () => {
      const scene = scenes()[at];
      await onEveryScreen(desk.page, async (screen) => {
        await comeAs(desk, 'hanne', scene.path);
        await desk.page.getByText(scene.shows).first().waitFor();
        await scene.opens?.();
        expect(await axeFinds(desk.page), screen).toEqual([]);
      });
    });
  }
});
