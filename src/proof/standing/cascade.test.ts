import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '../../doors/http/contract.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../../../test/support/business.ts';
import { tellCascade } from './cascade.ts';

let business: Business;
beforeAll(async () => {
  const now = new Date();
  business = await openBusiness({ seed: { orders: [shippedOrder('WG-1', -2, now)] } });
});
afterAll(() => business.stop());

test('the workflow tells how often the dearer agent need not be asked, and what that saved', async () => {
  const { wired, database, workspace } = business;
  const workflow = workspace.workflows['late-delivery'];
  if (!workflow) throw new Error('the sample has late deliveries');
  const tell = () => tellCascade(wired.world, database.pool, workflow);
  expect((await tell())?.says).toBe('No plan was made in the last four weeks.');
  await business.advance(await business.message(fromIda('WG-1')));
  const told = await tell();
  expect(contract.standing.answer.shape.cascade.parse(told)).toEqual(told);
  expect(told?.says).toBe(
    'In the last four weeks memory was not asked in 1 of 1 case, for an agent before it may act there. Saved: €0.00. Time to wait for it, saved: 0 s.',
  );
  expect(told?.agents).toMatchObject([
    {
      agent: 'rules',
      asked: 1,
      held: 1,
      spared: 0,
      says: 'It had a plan in 1 case, and in 1 that plan was the one.',
    },
    {
      agent: 'memory',
      asked: 0,
      held: 0,
      spared: 1,
      says: 'It had a plan in 0 cases, and in 0 that plan was the one; in 1 case it was not asked.',
    },
  ]);
  const alone = workspace.workflows['listings'];
  if (!alone) throw new Error('the sample has listings');
  expect(await tellCascade(wired.world, database.pool, alone)).toBeNull();
});
