import { expect, test } from 'vitest';
import { missingText } from './missing.ts';

const facts = [{ name: 'order', label: 'Order' }];

test('what a fact lacks is said with labels, not with the names of fields', () => {
  expect(missingText('it needs order.customer_id, which is not known', facts)).toBe(
    'needs “Order”, which is not known either',
  );
  expect(missingText('it needs event.new_sku, which is not known', facts)).toBe(
    'needs the new sku from the message',
  );
});

test('other reasons stay as they were said', () => {
  expect(missingText('The shop did not answer.', facts)).toBe('The shop did not answer.');
  const plain = 'it needs the customer id of the order, which is not known';
  expect(missingText(plain, facts)).toBe(plain);
});
