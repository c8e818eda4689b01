import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from '../../../test/support/command.ts';
import { Earning, ungranted } from '../../../test/support/standing.ts';

const acme = new Earning();
beforeAll(() => acme.open(ungranted('standing: {risk: 20%}\n')));
afterAll(() => acme.close());

const run = (...argv: string[]) =>
  command({ world: acme.first.world, pool: acme.database.pool }, ['standing', 'refunds', ...argv]);

test('the terminal says what an agent has earned, and what is missing', async () => {
  expect((await run()).out).toContain('Nothing was counted yet');
  await acme.past(12);
  await acme.counted(({ backRun }) => backRun === 12);
  await acme.first.standings.keepNow();
  const { out } = await run();
  expect(out).toContain('rules, version 1  is approved by a person');
  expect(out).toContain('0 of 12 decisions were otherwise than it proposed (0 %).');
  const told = JSON.parse((await run('--json')).out);
  expect(told.agents[0]).toMatchObject({
    agent: 'rules',
    open: false,
    observed: { cases: 12, back_run: 12 },
  });
});

test('a change of policy is said with a reason and a name, and stands in the log', async () => {
  const say = (...argv: string[]) =>
    command({ world: acme.first.world, pool: acme.database.pool }, ['policy-changed', 'refunds', ...argv]);
  expect((await say('--as', 'mara')).err).toContain('A change of policy needs a reason');
  expect((await say('--because', 'Vouchers now.')).err).toContain('Say who with --as');
  const wrong = await say('--because', 'Vouchers now.', '--as', 'finn', '--kinds', 'later');
  expect(wrong.err).toContain('"later" is not a kind');
  const { out, code } = await say('--because', 'Vouchers now.', '--as', 'finn', '--kinds', 'late');
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('Later than promised of Refunds is held for a person'),
  ]);
  expect((await run()).out).toContain('that the policy has changed: Vouchers now.');
});
