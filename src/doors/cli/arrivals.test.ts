import { expect, test } from 'vitest';
import { command } from '../../../test/support/command.ts';
import { orderOf, TRIGGERS, withHooks } from '../../../test/support/hooks.ts';

const hooks = withHooks();
const remit = (...argv: string[]) => command({ world: hooks.world, pool: hooks.database.pool }, argv);

test('remit arrivals lists what could not be read, shows one, and tries it again once it is mended', async () => {
  expect((await remit('arrivals')).err).toContain('Nothing waits');
  const { order_number: _, name: __, id: ___, ...nameless } = orderOf(1);
  await hooks.order({ ...nameless, reference: '1' });
  const listed = await remit('arrivals', '--workflow', 'refunds');
  expect(listed.out).toContain('refunds/shop');
  expect(listed.out).toContain('mapped.order is not in what came.');
  const id = listed.out.split(' ')[0] ?? '';
  expect((await remit('arrivals', id)).out).toContain('"reference": "1"');
  const still = await remit('arrivals', '--again');
  expect([still.code, still.out]).toEqual([1, '0 of 1 went through; 1 still waits.\n']);
  hooks.use(TRIGGERS.replace('fields: {message', 'fields: {order: "{{payload.reference}}", message'));
  const again = await remit('arrivals', id, '--again');
  expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^opened: case /)]);
  expect((await remit('arrivals', '--again')).out).toBe('Nothing waits.\n');
  hooks.use(TRIGGERS);
});

test('to drop one takes a person and a reason', async () => {
  await hooks.order({ note: 'nothing else' });
  const id = (await remit('arrivals')).out.split(' ')[0] ?? '';
  expect((await remit('arrivals', id, '--drop', '--as', 'mara')).err).toContain('--because');
  expect((await remit('arrivals', id, '--drop', '--because', 'A test.')).err).toContain('--as');
  expect((await remit('arrivals', id, '--drop', '--because', 'A test.', '--as', 'mara')).code).toBe(0);
  expect((await remit('arrivals', id)).out).toContain('dropped');
  expect((await remit('arrivals', 'none')).code).toBe(2);
  expect((await remit('arrivals', '--workflow', 'refund')).err).toContain('did you mean "refunds"?');
});
