import { expect, test } from 'vitest';
import { titleOf } from './title.ts';

test('a rollback is named in words, not by the names of files', () => {
  const [from, to] = ['2026-11-21T12:00:00Z', '2026-11-21T15:00:00Z'];
  expect(titleOf({ write: 'shop.set_price', workflow: 'listings', from, to })).toBe(
    'Set price in listings, 21 Nov, 12:00 to 21 Nov, 15:00 UTC',
  );
  expect(titleOf({ workflow: 'late-delivery', kind: 'lost_parcel', agent: 'rules' })).toBe(
    'Everything done in late delivery for lost parcel by rules',
  );
});
