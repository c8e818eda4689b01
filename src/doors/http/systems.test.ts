import { afterAll, beforeAll, expect, test } from 'vitest';
import { AcmeServer, MARA } from '../../../test/support/acme_server.ts';
import type { AnswerOf } from './contract.ts';

const acme = new AcmeServer();
beforeAll(() => acme.open());
afterAll(() => acme.close());

test('every system is listed with what it offers and who uses it', async () => {
  const { systems, sandbox } = await acme.get<AnswerOf<'systems'>>('/api/systems');
  expect(sandbox).toBe(false);
  expect(systems).toMatchObject([
    {
      name: 'shop',
      kind: 'http',
      light: 'unknown',
      reads: 1,
      writes: 2,
      workflows: [{ name: 'refunds', label: 'Refunds' }],
      held: 0,
    },
  ]);
});

test('a system says of each write how it is done once, what takes it back, and what holds it', async () => {
  const shop = await acme.get<AnswerOf<'system'>>('/api/systems/shop');
  const [refund, voiding] = shop.offers.writes;
  expect(refund).toMatchObject({
    name: 'refund',
    via: 'POST /refunds',
    money: 'amount',
    undo: 'shop.void_refund',
    governed: [{ workflow: 'refunds', rules: 2 }],
    once: expect.stringContaining('takes our key'),
  });
  expect(voiding).toMatchObject({ undo_of: ['refund'], governed: [] });
  expect(shop.ungoverned.join(' ')).toContain('directly');
  expect(shop.limits.map(({ name }) => name)).toContain('hold');
});

test('calls and faults are counted by the hour, and what went wrong last is said', async () => {
  const now = new Date();
  await acme.database.pool.query(
    `insert into system_calls (system, minute, verb, name, calls, faults, took_ms, slowest_ms, last_ok_at)
     values ('shop', $1, 'read', 'order', 4, 1, 100, 70, $1), ('shop', $1, 'probe', '', 9, 0, 9, 1, $1)`,
    [now],
  );
  await acme.database.pool.query(
    `insert into system_faults (system, at, verb, name, says, took_ms)
     values ('shop', $1, 'read', 'order', 'Acme shop failed (500)', 70)`,
    [now],
  );
  const shop = await acme.get<AnswerOf<'system'>>('/api/systems/shop');
  expect(shop).toMatchObject({
    light: 'unsure',
    says: 'Acme shop failed (500)',
    last_hour: { calls: 4, faults: 1, mean_ms: 25, slowest_ms: 70 },
  });
  expect(shop.offers.reads[0]?.last_hour.calls).toBe(4);
  expect(shop.faults).toMatchObject([{ verb: 'read', name: 'order', took_ms: 70 }]);
});

test('a system that is not there is said, with the nearest name', async () => {
  const answer = await fetch(`${acme.url}/api/systems/shopp`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ suggestion: expect.stringContaining('shop') });
  const probed = await acme.post('/api/systems/nobody/probe', {}, MARA);
  expect(probed.status).toBe(404);
});
