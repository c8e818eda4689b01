import { beforeEach, expect, test } from 'vitest';
import { MARA, serveAcme } from '../../../test/support/acme_server.ts';
import { decisionRow, putDecisions } from '../../../test/support/decisions.ts';
import { lookAt } from '../../authority/stage/watcher.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();
const FINN = { 'x-remit-person': 'finn' };
const URL = '/api/workflows/refunds/stage';
const MINUTE_MS = 60_000;

beforeEach(async () => {
  await acme.database.pool.query(
    `truncate rollouts, decisions, notices; delete from entries where stream = 'workflow/refunds';
     delete from heads where stream = 'workflow/refunds'`,
  );
});

const stage = (headers = {}) => acme.get<AnswerOf<'stage'>>(URL, headers);
const change = (to: object, version: number, headers: Record<string, string> = MARA) =>
  acme.post(URL, { to, version, because: 'A look at it first.' }, headers);
const draft = { stage: 'draft', share: 100, kinds: null };

async function decide(count: number, change: (index: number) => object = () => ({})) {
  const start = Date.now() - 10 * MINUTE_MS;
  const rows = Array.from({ length: count }, (_, index) =>
    decisionRow(index, new Date(start + 1_000 * index), {
      planned_at: new Date().toISOString(),
      ...change(index),
    }),
  );
  await putDecisions(acme.database.pool, rows);
}

test('a page shows the stage of the file, and what a person may do about it', async () => {
  expect(await stage(MARA)).toMatchObject({
    workflow: 'refunds',
    rollout: { stage: 'act', share: 100, kinds: null, since: null, version: 0 },
    may: { widen: true, narrow: true },
    evidence: { decisions: 0, says: 'Nothing was decided since the last change of stage.' },
    history: [],
  });
  expect((await stage(FINN)).may).toEqual({
    widen: false,
    narrow: true,
    says: 'Anybody here may narrow; to widen takes the role owner.',
  });
  expect((await stage()).may).toMatchObject({ widen: false, narrow: false });
});

test('a support person narrows, cannot widen again, and an owner can', async () => {
  const narrowed = await change(draft, 0, FINN);
  expect(narrowed.status).toBe(200);
  const { version } = (await narrowed.json()) as AnswerOf<'change_stage'>;
  expect((await change({ ...draft, stage: 'act' }, version, FINN)).status).toBe(403);
  expect((await change({ ...draft, stage: 'act' }, 0)).status).toBe(409);
  expect((await change({ stage: 'act', share: 10, kinds: ['late'] }, version)).status).toBe(200);
  const { history, rollout } = await stage();
  expect(rollout).toMatchObject({ stage: 'act', share: 10, kinds: ['late'] });
  expect(history.map(({ by, says, direction }) => [by, says, direction])).toEqual([
    ['Mara Holm', 'From draft to act with 10 % of the cases, only Later than promised.', 'moved'],
    ['Finn Berg', 'From act to draft.', 'narrowed'],
  ]);
});

test('a change names somebody, a reason, and a roll-out that there can be', async () => {
  expect((await change(draft, 0, {})).status).toBe(403);
  expect((await acme.post(URL, { to: draft, version: 0, because: '' }, MARA)).status).toBe(400);
  expect((await change({ ...draft, share: 101 }, 0)).status).toBe(400);
  expect((await change({ ...draft, kinds: ['moon'] }, 0)).status).toBe(400);
  expect(
    (await acme.post('/api/workflows/moon/stage', { to: draft, version: 0, because: 'x' }, MARA)).status,
  ).toBe(404);
});

test('agreement is shown per play and per argument, and the cohorts beside each other', async () => {
  await decide(60, (index) =>
    index % 2
      ? {
          cohort: 'control',
          agreed: null,
          how: 'handled',
          opened_at: new Date(Date.now() - 60 * MINUTE_MS).toISOString(),
        }
      : index < 10
        ? { how: 'edited', agreed: false, changed: '["inputs.amount"]' }
        : {},
  );
  const told = await stage();
  expect(told.agreement).toMatchObject([
    {
      play: 'give_back',
      label: 'Give it back',
      agreed: { count: 25, of: 30 },
      arguments: [{ name: 'amount', label: 'Amount', agreed: { count: 25, of: 30 } }],
    },
  ]);
  expect(told.cohorts.agent).toMatchObject({ cases: 30, rework: { count: 0, of: 30 } });
  expect(told.cohorts.control.to_resolution.count).toBe(30);
  expect(told.cohorts.says).toMatch(
    /^Cases with the agent are closed \d+ minutes sooner than those of people/,
  );
  expect(told.watch.map(({ signal, bound }) => [signal, bound])).toEqual([
    ['failures', 0.05],
    ['rework', 0.1],
    ['disagreement', 0.2],
    ['conflicts', 0.05],
  ]);
});

test('a fall is told to everybody with its cases, and stands in the history', async () => {
  await change({ stage: 'act', share: 25, kinds: null }, 0);
  await decide(12, () => ({ failed: true }));
  const workflow = acme.world.workspace().workflows['refunds'] as Workflow;
  expect(await lookAt(acme.world, acme.database.pool, workflow)).toBe('fell');
  const { notices } = await acme.get<AnswerOf<'notices'>>('/api/notices', FINN);
  expect(notices[0]).toMatchObject({
    kind: 'step_down',
    workflow: 'refunds',
    link: '/workflows/refunds/rollout',
    cases: Array.from({ length: 12 }, (_, index) => `c${11 - index}`),
  });
  const { history, rollout } = await stage();
  expect(rollout).toMatchObject({ stage: 'draft', share: 25 });
  expect(history[0]).toMatchObject({ by: 'Remit', direction: 'narrowed', cases: notices[0]?.cases });
});
