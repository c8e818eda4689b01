import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { decisionRow, putDecisions } from '../../../test/support/decisions.ts';
import { acme, FILES } from '../../../test/support/acme.ts';
import { openLog } from '../../log/index.ts';
import type { DecisionRow } from '../../log/schema.ts';
import type { Person, Workflow } from '../../workspace/schema.ts';
import type { RolloutForm } from '../schema.ts';
import type { StageWorld } from './append.ts';
import { changeStage } from './change.ts';
import { evidenceOf, rolloutInForce } from './evidence.ts';
import { stageRows } from './rows.ts';
import { lookAt } from './watcher.ts';

const HOUR_MS = 3_600_000;
const START = new Date('2026-03-02T08:00:00Z');
const LADDER = `ladder:
  - {stage: draft}
  - {stage: act, share: 10%, after: {decisions: 50, days: 2, disagreement: 10%}}
  - {stage: act, share: 50%, after: {decisions: 100, rework: 5%}}
`;

const workspace = acme('http://127.0.0.1:1', {
  'workflows/refunds/workflow.yaml': `${FILES['workflows/refunds/workflow.yaml']}${LADDER}`,
});
const refunds = workspace.workflows['refunds'] as Workflow;
const [mara, finn] = workspace.people as [Person, Person];

let database: FreshDatabase;
let world: StageWorld;
let now = START;
beforeAll(async () => {
  database = await freshDatabase();
  world = {
    log: openLog({ pool: database.pool, now: () => now }),
    workspace: () => workspace,
    now: () => now,
  };
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = START;
  await database.pool.query('truncate entries, heads, keys, rollouts, decisions, notices');
});

const form = (stage: RolloutForm['stage'], share = 100, kinds: string[] | null = null): RolloutForm => ({
  stage,
  share,
  kinds,
});

async function change(person: Person, to: RolloutForm, version?: number) {
  const rollout = await rolloutInForce(database.pool, refunds);
  return changeStage(world, database.pool, person, refunds, {
    to,
    because: 'Because.',
    version: version ?? rollout.version,
  });
}

async function decide(count: number, change: (index: number) => Partial<DecisionRow> = () => ({})) {
  const { rows } = await database.pool.query<{ count: number }>('select count(*)::int from decisions');
  const before = rows[0]?.count ?? 0;
  const made = Array.from({ length: count }, (_, index) => {
    now = new Date(now.getTime() + 6 * 60_000);
    return decisionRow(before + index, now, change(index));
  });
  await putDecisions(database.pool, made);
}

async function notices() {
  const { rows } = await database.pool.query<{ kind: string; says: string; cases: string; roles: string }>(
    'select kind, says, cases, roles from notices order by at, id',
  );
  return rows;
}

test('without a change the file says how far a workflow is rolled out', async () => {
  expect(await rolloutInForce(database.pool, refunds)).toEqual({
    stage: 'act',
    share: 100,
    kinds: null,
    version: 0,
    since: null,
  });
});

test('a change of stage is an entry with who, why and the evidence at that moment, and people are told', async () => {
  await decide(20, (index) => ({ agreed: index > 0 }));
  const changed = await change(finn, form('draft'));
  expect(changed).toEqual({
    says: 'Refunds was narrowed to draft: people approve every plan. It holds from the next action on.',
    version: 1,
  });
  const [entry] = await world.log.read('workflow/refunds');
  expect(entry).toMatchObject({
    kind: 'stage.changed',
    actor: { type: 'person', id: 'finn' },
    body: {
      from: form('act'),
      to: form('draft'),
      direction: 'narrowed',
      how: 'person',
      because: 'Because.',
      evidence: { decisions: 20, agreement: { count: 19, of: 20 } },
    },
  });
  expect(await rolloutInForce(database.pool, refunds)).toEqual({ ...form('draft'), version: 1, since: now });
  expect(await notices()).toMatchObject([
    { kind: 'stage_changed', says: 'Finn Berg took Refunds from act to draft. Because.', roles: '[]' },
  ]);
});

test('the evidence begins anew with every change of stage', async () => {
  await decide(20);
  await change(finn, form('draft'));
  await decide(3);
  expect((await evidenceOf(database.pool, refunds)).decided).toHaveLength(3);
});

test('anybody may narrow, and widening takes the right to', async () => {
  await change(finn, form('act', 50));
  await expect(change(finn, form('act', 60))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(change(finn, form('draft', 100))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(change(finn, form('act', 40, ['late']))).resolves.toMatchObject({ version: 2 });
  await expect(change(finn, form('act', 40))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(change(mara, form('act', 100))).resolves.toMatchObject({ version: 3 });
});

test('a click on a page that is out of date changes nothing', async () => {
  await change(finn, form('draft'));
  await expect(change(mara, form('act', 10), 0)).rejects.toMatchObject({
    code: 'conflict',
    message: 'The roll-out was changed in the meantime: it is draft now.',
  });
});

test('nothing, an unknown kind and no kind at all are no changes', async () => {
  await expect(change(mara, form('act'))).rejects.toMatchObject({ code: 'invalid', path: 'to' });
  await expect(change(mara, form('draft', 100, ['lost']))).rejects.toMatchObject({ code: 'invalid' });
  await expect(change(mara, form('draft', 100, []))).rejects.toMatchObject({ code: 'invalid' });
});

test('of two people who change a stage at the same time one wins, and the other is told', async () => {
  const both = await Promise.allSettled([
    change(finn, form('draft'), 0),
    change(mara, form('act', 10), 0),
    change(finn, form('shadow'), 0),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of both)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
  expect(await world.log.read('workflow/refunds')).toHaveLength(1);
});

test('a run of failures lets the workflow fall to draft, and the notice names the cases that caused it', async () => {
  await change(mara, form('act', 25));
  await decide(90);
  expect(await lookAt(world, database.pool, refunds)).toBeNull();
  await decide(12, (index) => ({ failed: index % 2 === 0 }));
  expect(await lookAt(world, database.pool, refunds)).toBe('fell');

  expect(await rolloutInForce(database.pool, refunds)).toMatchObject({ ...form('draft', 25), version: 3 });
  const entries = await world.log.read('workflow/refunds');
  expect(entries.map(({ kind }) => kind)).toEqual(['stage.changed', 'standing.lost', 'stage.changed']);
  expect(entries[1]?.body).toMatchObject({
    signal: 'failures',
    bound: 0.05,
    per: 1_000,
    cases: ['c100', 'c98', 'c96', 'c94', 'c92', 'c90'],
  });
  const told = (await notices()).at(-1);
  expect(told).toMatchObject({ kind: 'step_down', roles: '[]' });
  expect(told?.says).toContain(
    'Refunds fell back to draft with 25 % of the cases by itself. 6 of the last 1',
  );
  expect(JSON.parse(told?.cases ?? '')).toEqual(['c100', 'c98', 'c96', 'c94', 'c92', 'c90']);
  // In draft people see every plan: there is nothing to fall to, and the tests begin anew.
  await decide(12, () => ({ failed: true, stage: 'draft' }));
  expect(await lookAt(world, database.pool, refunds)).toBeNull();
});

test('a chargeback that comes late counts when it is seen', async () => {
  await change(mara, form('act', 25));
  await decide(40);
  expect(await lookAt(world, database.pool, refunds)).toBeNull();
  await database.pool.query(
    `update decisions set reworked = true where id in ('c20.1', 'c22.1', 'c24.1', 'c25.1', 'c27.1', 'c29.1', 'c31.1')`,
  );
  expect(await lookAt(world, database.pool, refunds)).toBe('fell');
});

test('the control group and what people recorded do not count against the agent', async () => {
  await change(mara, form('act', 25));
  await decide(60, (index) => ({ cohort: index % 2 ? 'control' : 'recorded', failed: true, agreed: null }));
  expect(await lookAt(world, database.pool, refunds)).toBeNull();
});

test('a step of the ladder is proposed once when its conditions hold, and never taken by itself', async () => {
  await change(finn, form('draft'));
  await decide(60, () => ({ stage: 'draft' }));
  expect(await lookAt(world, database.pool, refunds)).toBeNull();
  now = new Date(now.getTime() + 49 * HOUR_MS);
  expect(await lookAt(world, database.pool, refunds)).toBe('proposed');
  expect(await lookAt(world, database.pool, refunds)).toBeNull();
  expect(await rolloutInForce(database.pool, refunds)).toMatchObject(form('draft'));
  expect((await notices()).at(-1)).toMatchObject({
    kind: 'stage_proposed',
    roles: '["owner"]',
    says: 'Refunds may go on to act with 10 % of the cases. 60 decisions since the last change of stage: people agreed in 60 of 60 (100 %); none came back, failed or were denied.',
  });
});

test('of several processes that look at the same moment one lets the workflow fall', async () => {
  await change(mara, form('act', 25));
  await decide(12, () => ({ failed: true }));
  const looked = await Promise.all(Array.from({ length: 4 }, () => lookAt(world, database.pool, refunds)));
  expect(looked.filter((one) => one === 'fell')).toHaveLength(1);
  expect(await world.log.read('workflow/refunds')).toHaveLength(3);
});

test('a rebuild makes the same rows from the entries', async () => {
  await change(mara, form('act', 25));
  await decide(12, () => ({ failed: true }));
  await lookAt(world, database.pool, refunds);
  const rows = stageRows(workspace, 'refunds', await world.log.read('workflow/refunds'));
  expect(rows.rollouts).toMatchObject([{ workflow: 'refunds', stage: 'draft', share: 25, version: 3 }]);
  expect(rows.notices).toMatchObject(await notices());
});
