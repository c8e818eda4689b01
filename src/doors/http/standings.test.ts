import { afterAll, beforeAll, expect, test } from 'vitest';
import { AcmeServer, MARA } from '../../../test/support/acme_server.ts';
import { Earning, ungranted } from '../../../test/support/standing.ts';
import type { AnswerOf } from './contract.ts';
import { contract } from './contract.ts';
import { tellStanding } from '../../proof/standing/tell.ts';

const acme = new AcmeServer();
const earning = new Earning();
beforeAll(async () => {
  await acme.open();
  await earning.open(ungranted('standing: {risk: 20%}\n'));
});
afterAll(async () => {
  await acme.close();
  await earning.close();
});

test('what an agent was granted is told before anything is counted, and a case names the three that agreed', async () => {
  const told = await acme.get<AnswerOf<'standing'>>('/api/workflows/refunds/standing');
  expect(contract.standing.answer.parse({ ...told, cascade: null }).agents[0]).toMatchObject({
    agent: 'rules',
    state: 'counting',
  });
  const { standings } = await acme.get<AnswerOf<'standings'>>('/api/standings');
  expect(standings.map(({ workflow, agent }) => [workflow, agent])).toEqual([['refunds', 'rules']]);
  const id = await acme.arrive('5');
  const { keys } = await acme.get<AnswerOf<'case'>>(`/api/cases/${id}`);
  expect(keys?.map(({ key, holds }) => [key, holds])).toEqual([
    ['boundary', true],
    ['stage', true],
    ['standing', true],
  ]);
});

test('a change of policy needs a name and a kind that there is', async () => {
  const say = (kinds: string[] | null, headers = {}) =>
    acme.post('/api/workflows/refunds/policy', { kinds, because: 'Vouchers now.' }, headers);
  expect((await say(null)).status).toBe(403);
  expect((await say(['nothing'], MARA)).status).toBe(400);
  expect((await say(['late'], MARA)).status).toBe(200);
  const { policy } = await acme.get<AnswerOf<'standing'>>('/api/workflows/refunds/standing');
  expect(policy).toMatchObject({ by: 'Mara Holm', because: 'Vouchers now.', kinds: ['late'] });
});

test('lanes, evidence and what is missing are told as the contract says', async () => {
  await earning.past(30);
  await earning.counted(({ backRun }) => backRun === 30);
  await earning.first.standings.keepNow();
  const { world } = earning.first;
  const told = await tellStanding(world, earning.database.pool, earning.refunds, earning.mara);
  const [rules] = contract.standing.answer.parse({ ...told, cascade: null }).agents;
  expect(rules?.observed).toMatchObject({ cases: 30, deviations: 0, back_run: 30 });
  expect(rules?.lanes).toHaveLength(5);
  expect(rules?.lanes.some(({ share }) => share > 0)).toBe(true);
  expect(rules?.missing?.says ?? 'open').toMatch(/more agreeing decisions?|open/);
});
