import { expect, test } from 'vitest';
import type { Workspace } from '../../workspace/schema.ts';
import { holdOf, type Held } from '../action/holds.ts';
import { undoOffer, type DoneAction } from '../action/undo.ts';
import { judgeChain, type Link } from './chain.ts';

const money = { type: 'money' } as const;
const string = { type: 'string' } as const;
const gives = { type: 'object', fields: { sku: string, price: money } } as const;
const euro = (cents: number) => ({ minor: cents, currency: 'EUR' });
const undo = {
  write: 'shop.set_price',
  with: { sku: '{{args.sku}}', price: '{{result.previous}}' },
  holds: { read: 'product', with: { sku: '{{args.sku}}' }, shows: { price: '{{args.price}}' } },
};
const workspace = {
  locale: 'en-IE',
  timeZone: 'UTC',
  systems: {
    shop: {
      reads: { product: { label: 'Product', args: { sku: string }, gives } },
      writes: { set_price: { label: 'Set a price', args: { sku: string, price: money }, undo } },
    },
  },
} as unknown as Workspace;

/** The price of one product was set from one amount to another. */
function link(from: number, to: number): Link {
  const done = {
    key: `${from}-${to}`,
    write: 'shop.set_price',
    args: { sku: 'SOCK', price: euro(to) },
    result: { previous: euro(from) },
    status: 'done',
    doneAt: new Date(),
    undoes: null,
  } as DoneAction as Link['done'];
  const offer = undoOffer(workspace, done, [], new Date());
  const hold = holdOf(workspace, done);
  if (!offer.ok || hold === null || typeof hold === 'string') throw new Error('it cannot be taken back');
  return { done, offer, hold };
}

const states = (links: Link[], shown: Held) => judgeChain(workspace, links, shown).map(({ state }) => state);

test('three changes on top of each other can all be taken back when the newest still shows', () => {
  expect(states([link(8, 7), link(9, 8), link(10, 9)], { state: 'holds' })).toEqual(['can', 'can', 'can']);
});

test('an older change is left when the newer one is, with its own value beside what is found', () => {
  const shown: Held = { state: 'conflict', expected: '€0.07', found: '€0.08' };
  expect(judgeChain(workspace, [link(8, 7), link(9, 8)], shown)).toMatchObject([
    { state: 'conflict', expected: '€0.07', found: '€0.08' },
    { state: 'conflict', expected: '€0.08', found: '€0.08' },
  ]);
});

test('what came between two changes is foreseen from what the newer one found', () => {
  expect(states([link(12, 7), link(10, 9)], { state: 'holds' })).toEqual(['can', 'conflict']);
});

test('where the system does not answer, nothing of the thing is known', () => {
  const shown: Held = { state: 'unknown', says: 'The shop is down.' };
  expect(states([link(8, 7), link(9, 8)], shown)).toEqual(['unknown', 'unknown']);
});
