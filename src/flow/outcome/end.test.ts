import { expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import type { Facts } from '../../boundary/schema.ts';
import { endFacts, endState } from './end.ts';

const NOW = new Date('2026-03-01T09:00:00Z');
const workspace = acme('http://127.0.0.1:1');
const workflow = workspace.workflows['refunds'];
if (!workflow) throw new Error('acme has no refunds');

const order = { name: 'order', source: 'shop.order', at: NOW.toISOString(), trust: 'trusted' as const };
const read = (late: boolean): Facts => ({
  order: { ...order, value: { id: '7', total: { minor: 700, currency: 'EUR' }, late } },
});
const playOf = (ends: string | undefined) => ({
  inputs: { amount: { type: 'money' as const } },
  ...(ends !== undefined && { ends }),
});
const endOf = (ends: string | undefined, facts: Facts, minor = 700) => {
  const inputs = { amount: { minor, currency: 'EUR' } };
  return endState({ play: playOf(ends), inputs, event: { order: '7' } }, facts, workspace, workflow, NOW);
};

test('an end state holds, or does not, as it was read back', () => {
  expect(endOf('order.late', read(true)).holds).toBe(true);
  expect(endOf('order.late', read(false))).toMatchObject({
    holds: false,
    says: expect.stringContaining('not hold'),
  });
});

test('an end state may name what the play was filled with, and what the event said', () => {
  const ends = 'order.total == args.amount && order.id == event.order';
  expect(endOf(ends, read(true)).holds).toBe(true);
  expect(endOf(ends, read(true), 800).holds).toBe(false);
  expect([...endFacts(playOf(ends), workflow)]).toEqual(['order']);
});

test('what was not read back, cannot be read or was never promised is not known', () => {
  const down: Facts = { order: { ...order, missing: 'the shop was down' } };
  expect(endOf('order.late', down)).toMatchObject({
    holds: 'unknown',
    says: expect.stringContaining('order'),
  });
  expect(endOf('order.nothing', read(true)).holds).toBe('unknown');
  expect(endOf(undefined, read(true)).holds).toBe('unknown');
});

test('only the facts that an end state names are read again for it', () => {
  expect([...endFacts(playOf('order.late'), workflow)]).toEqual(['order']);
  expect([...endFacts(playOf('order.nothing'), workflow)]).toEqual([]);
});
