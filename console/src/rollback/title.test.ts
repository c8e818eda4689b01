import { expect, test } from 'vitest';
import { titleText } from './title.ts';

const labels = {
  workflow: (name: string) => ({ listings: 'Price updates' })[name] ?? name,
  write: (name: string) => ({ 'shop.set_price': 'Set a price' })[name] ?? name,
  time: (at: string) => at,
};

test('a rollback is called by the labels that people know', () => {
  expect(titleText({ workflow: 'listings', write: 'shop.set_price' }, labels)).toBe(
    'Set a price in Price updates',
  );
  expect(titleText({ workflow: 'listings', kind: 'price_drop', from: '14:00' }, labels)).toBe(
    'Everything done in Price updates for “Price drop”, since 14:00',
  );
  expect(titleText({ rollback: '1m7y' }, labels)).toBe('What an earlier rollback took back');
});
