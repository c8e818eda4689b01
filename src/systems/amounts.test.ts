import { expect, test } from 'vitest';
import { withAmounts } from './amounts.ts';

const euro = (minor: number) => ({ minor, currency: 'EUR' });

test('a number and a currency that stand apart become one amount, exactly', () => {
  const units = { total: { from: 'total', counts: 'units' as const, currency: 'currency' } };
  const total = (given: unknown, currency = 'eur') => withAmounts({ total: given, currency }, units);
  expect(total('12.50')).toMatchObject({ total: euro(1250) });
  expect(total(0.1)).toMatchObject({ total: euro(10) });
  expect(total(19)).toMatchObject({ total: euro(1900) });
  expect(total('12.5000')).toMatchObject({ total: euro(1250) });
  expect(total('-3.10')).toMatchObject({ total: euro(-310) });
  expect(total('500', 'JPY')).toMatchObject({ total: { minor: 500, currency: 'JPY' } });
});

test('what is no amount stays what it is, so that its shape says what is wrong', () => {
  const minor = { total: { from: 'total', counts: 'minor_units' as const, currency: 'EUR' } };
  expect(withAmounts({ total: '12.50' }, minor)).toEqual({ total: '12.50' });
  expect(withAmounts({ total: 12.5 }, minor)).toEqual({ total: 12.5 });
  expect(withAmounts({ total: null }, minor)).toEqual({ total: null });
  expect(withAmounts('nothing', minor)).toBe('nothing');
  const units = { total: { from: 'total', counts: 'units' as const, currency: 'currency' } };
  expect(withAmounts({ total: '12.345', currency: 'EUR' }, units)).toMatchObject({ total: '12.345' });
  expect(withAmounts({ total: '12.50' }, units)).toEqual({ total: '12.50' });
});

test('amounts are found in lists and deeper down, and take the currency that is nearest', () => {
  const amounts = {
    'order.items.price': { from: 'cents', counts: 'minor_units' as const, currency: 'currency' },
    fee: { from: 'fee.value', counts: 'minor_units' as const, currency: 'fee.unit' },
  };
  const answer = {
    currency: 'USD',
    fee: { value: 30, unit: 'GBP' },
    order: { items: [{ cents: 100 }, { cents: 200, currency: 'CHF' }] },
  };
  expect(withAmounts(answer, amounts)).toMatchObject({
    fee: { minor: 30, currency: 'GBP' },
    order: {
      items: [{ price: { minor: 100, currency: 'USD' } }, { price: { minor: 200, currency: 'CHF' } }],
    },
  });
});
