import { afterEach, expect, test } from 'vitest';
import { decide } from '../../src/flow/index.ts';
import { planBackrun, startBackrun, storedRun, type BackrunForm } from '../../src/proof/backrun/index.ts';
import { settled } from '../support/settled.ts';
import { giveBack, openModelled, type ModelBusiness } from '../support/modelled.ts';

let business: ModelBusiness;
afterEach(() => business.close());

const FORM: BackrunForm = { agent: 'writer', boundary: 'current' };
const MARA = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };

test('a back-run of a model uses answers that were paid for again, and says beforehand what the rest costs', async () => {
  business = await openModelled();
  const { provider, world, workspace, database } = business;
  const look = { calls: [{ name: 'read_shop_order', input: { order_id: '70' } }] };
  provider.script(look, giveBack());
  const id = await business.message('70');
  const state = await business.advance(id);
  const review = state.review?.id ?? '';
  await decide(world, MARA, review, { plan: state.plan?.digest ?? '', decision: 'approve' });
  await business.advance(id);
  await settled(database.pool);
  expect(provider.asked).toHaveLength(2);

  const workflow = workspace.workflows['refunds']!;
  const planned = await planBackrun(world, database.pool, workflow, FORM);
  expect(planned).toMatchObject({ reused: 1, toAsk: 0, costMinor: 0 });

  // Once the playbook is another the agent is another: it has to be asked again, and that costs.
  const changed = { ...workflow, agents: workflow.agents.map((ref) => ({ ...ref, version: 'another' })) };
  const anew = { ...workspace, workflows: { refunds: changed } };
  const other = { ...world, workspace: () => anew };
  const costs = await planBackrun(other, database.pool, changed, FORM);
  expect(costs).toMatchObject({ reused: 0, toAsk: 1 });
  expect(costs.costMinor).toBeGreaterThan(1);
  await expect(
    startBackrun(other, database.pool, changed, FORM, { spendMinor: 0, by: 'mara' }),
  ).rejects.toThrow(/has to be asked 1 time/);

  provider.script(look, giveBack());
  const { ended } = await startBackrun(other, database.pool, changed, FORM, {
    spendMinor: 1_000,
    by: 'mara',
  });
  expect(await ended).toBe('done');
  // It looked the same order up again, and was shown what it said at that time.
  expect(provider.asked).toHaveLength(4);
  expect(provider.asked[3]?.said.at(-1)?.text).toContain('"minor":7000');
  const [run] = (await database.pool.query<{ id: string }>('select id from backruns')).rows;
  expect(await storedRun(database.pool, run?.id ?? '')).toMatchObject({ state: 'done', asked: 1, agreed: 1 });
});
