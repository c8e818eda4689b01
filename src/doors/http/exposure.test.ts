import { expect, test } from 'vitest';
import { problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();

test('the page says what bounds each write and what nothing bounds', async () => {
  const shown = await acme.get<AnswerOf<'exposure'>>('/api/workflows/refunds/exposure');
  expect(shown).toMatchObject({ acts: true, moves_money: true, total: { day: { money: null } } });
  expect(shown.writes[0]).toMatchObject({
    write: 'shop.refund',
    alone: true,
    each: { money: { minor: 1000, currency: 'EUR' }, by: ['above-limit', 'small'] },
    day: {
      money: null,
      count: null,
      says: 'Any number: no rule bounds it; any amount together: no rule bounds it.',
    },
    undo: 'Void a refund',
  });
  expect(shown.unbounded).toEqual([
    {
      write: 'shop.refund',
      says: 'Refund: any amount of money may move in a day.',
      suggestion:
        'Bound what comes together in a day: {id: refund-daily, on: shop.refund, effect: approve, when: budget.sum_today + args.amount > limits.…}',
    },
  ]);
});

test('a workflow that is not there is answered with those that are', async () => {
  const answer = await fetch(`${acme.url}/api/workflows/nothing/exposure`);
  expect(answer.status).toBe(404);
  expect(await problemIn(answer)).toMatchObject({ suggestion: 'There is refunds.' });
});
