import { afterAll, beforeAll, expect, test } from 'vitest';
import { Earning, isOpen, ungranted } from '../../../test/support/standing.ts';
import { changeStage } from '../../authority/stage/change.ts';
import { workflowStream } from '../../authority/schema.ts';
import { showKeys } from '../../doors/http/show/keys.ts';
import { advance, type CaseState } from '../../flow/index.ts';
import { LaneAnnouncer } from './announce.ts';
import { changePolicy } from './policy.ts';

/** Everything that runs is drawn, and people may decide otherwise in one of five. */
const MORE = 'audits: 100%\nstanding: {risk: 20%}\n';

const acme = new Earning();
beforeAll(() => acme.open(ungranted(MORE)));
afterAll(() => acme.close());

function heldBy(state: CaseState): string[] {
  return (showKeys(state) ?? []).filter(({ holds }) => !holds).map(({ key }) => key);
}

test('nothing runs by itself before evidence is there, and the case says how much is missing', async () => {
  await acme.counted(() => true);
  const state = await acme.arrive(5);
  expect(state).toMatchObject({ status: 'held', ruling: { effect: 'approve' } });
  expect(heldBy(state)).toEqual(['standing']);
  expect(state.ruling?.standing).toMatchObject({ open: false, why: 'unsure' });
  expect(acme.shop.refunds.size).toBe(0);
  const done = await acme.approve(state);
  expect(done.status).toBe('closed');
  await acme.counted(({ standing }) => standing.bins.some(({ cases }) => cases > 0));
});

test('people agree often enough, a lane opens, and the next case runs by itself and says why', async () => {
  await acme.past(20);
  await acme.counted(({ backRun }) => backRun === 20);
  const waiting = await acme.arrive(6);
  expect(waiting.ruling?.standing).toMatchObject({ why: 'gathering' });
  expect(waiting.ruling?.standing?.needed).toBeGreaterThan(0);
  expect(waiting.review?.says).toMatch(/^\d+ more agreeing decisions like this one are needed/);
  await acme.past(60);
  await acme.counted(isOpen);
  const alone = await acme.arrive(7);
  expect(alone).toMatchObject({ status: 'closed', ruling: { effect: 'allow', standing: { why: 'earned' } } });
  expect(alone.ruling?.standing?.says).toMatch(/^Earned: 0 of \d+ decisions were otherwise/);
  expect(heldBy(alone)).toEqual([]);
});

test('a lane that opened is told of once, in the log and in a notice, whoever counted it', async () => {
  const other = await acme.process();
  await acme.counted(isOpen, other);
  const tellers = acme.wired.map(({ world, standings }) => ({ one: new LaneAnnouncer(world), standings }));
  await Promise.all(tellers.map(({ one, standings }) => one.tell(standings.all())));
  await Promise.all(tellers.map(({ one, standings }) => one.tell(standings.all())));
  const entries = await acme.first.world.log.read(workflowStream('refunds'));
  const lanes = entries.filter(({ kind }) => kind === 'lane.opened').map(({ body }) => body['lane']);
  expect(lanes.length).toBeGreaterThan(0);
  expect(new Set(lanes).size).toBe(lanes.length);
  const { rows } = await acme.database.pool.query('select says from notices where kind = $1', [
    'lane_opened',
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0].says).toContain('rules (version 1) has earned to act alone on');
});

test('with a lane open the boundary holds back, and the stage holds back, each by itself', async () => {
  const dear = await acme.arrive(30);
  expect(heldBy(dear)).toEqual(['boundary']);
  const to = { stage: 'draft', share: 100, kinds: null } as const;
  const { world } = acme.first;
  const { pool } = acme.database;
  const narrow = { to, because: 'We look at everything for a day.', version: 0 };
  await changeStage(world, pool, acme.mara, acme.refunds, narrow);
  await expect.poll(() => world.rollout(acme.refunds).stage).toBe('draft');
  const drafted = await acme.arrive(8);
  expect(heldBy(drafted)).toEqual(['stage']);
  const { version } = world.rollout(acme.refunds);
  const back = { to: { ...to, stage: 'act' as const }, because: 'It went well.', version };
  await changeStage(world, pool, acme.mara, acme.refunds, back);
  await expect.poll(() => world.rollout(acme.refunds).stage).toBe('act');
});

test('people begin to disagree, the lane closes, and what was to be done is put to a person', async () => {
  const audited: CaseState[] = [];
  for (let at = 0; at < 6; at++) audited.push(await acme.arrive(3));
  expect(audited.every(({ status }) => status === 'closed')).toBe(true);
  await acme.database.pool.query(`insert into switches values ('all', now())`);
  const waiting = await acme.arrive(4);
  expect(waiting).toMatchObject({ status: 'open', ruling: { effect: 'allow' } });
  const paid = acme.shop.refunds.size;
  for (const one of audited) await acme.audit(one, 1);
  await acme.counted((tally) => !isOpen(tally));
  await acme.database.pool.query('delete from switches');
  const after = await advance(acme.first.world, waiting.id);
  expect(after).toMatchObject({ status: 'held', ruling: { effect: 'approve' } });
  expect(heldBy(after)).toEqual(['standing']);
  expect(after.ruling?.standing?.says).toMatch(/^Lost on /);
  expect(acme.shop.refunds.size).toBe(paid);
});

test('a person says in another process that the policy has changed, and what was ruled before it is refused', async () => {
  await acme.past(200);
  await acme.counted(isOpen);
  const other = await acme.process();
  const paid = acme.shop.refunds.size;
  await acme.database.pool.query(`insert into switches values ('all', now())`);
  const waiting = await acme.arrive(4);
  expect(waiting).toMatchObject({ status: 'open', ruling: { effect: 'allow' } });
  await acme.database.pool.query('delete from switches');
  await changePolicy(other.world, acme.mara, acme.refunds, {
    kinds: ['late'],
    because: 'Vouchers from today on.',
  });
  // The first process has counted nothing since, and may not even have heard of it.
  const after = await advance(acme.first.world, waiting.id);
  expect(after.ruling?.standing).toMatchObject({ open: false, why: 'policy' });
  expect(heldBy(after)).toEqual(['standing']);
  expect(acme.shop.refunds.size).toBe(paid);
  const tally = await acme.counted(({ policy }) => policy > 0);
  expect(tally.standing.groups.find(({ name }) => name === 'late')?.gate.lanes.some(({ open }) => open)).toBe(
    false,
  );
  const next = await acme.arrive(4);
  expect(next.ruling?.standing?.says).toMatch(/^The policy changed on /);
});

test('processes come to the same, bit for bit, and so does counting anew', async () => {
  const other = acme.wired[1] ?? acme.first;
  const saved = async () => {
    const { rows } = await acme.database.pool.query('select saved, basis from standings order by agent');
    return rows;
  };
  await acme.first.standings.catchUp();
  await acme.first.standings.keepNow();
  const before = await saved();
  expect(before).toHaveLength(1);
  await other.standings.countAnew();
  expect(await saved()).toEqual(before);
  const late = await acme.process();
  await late.standings.catchUp();
  await late.standings.countAnew();
  expect(await saved()).toEqual(before);
});
