import { expect, test } from 'vitest';
import { cohortOf, customerDigest, customerOf } from './cohort.ts';

const REFUNDS = { name: 'refunds', customer: '{{event.email}}' };
const of = (email: string, subject = email) => ({ event: { email }, subject });
const people = Array.from({ length: 10_000 }, (_, at) => `person${at}@example.org`);
const inShare = (share: number) =>
  new Set(people.filter((who) => cohortOf(REFUNDS, { share }, of(who)) === 'agent'));

test('a customer falls into the same cohort every time, however the address is written', () => {
  const before = cohortOf(REFUNDS, { share: 50 }, of('ida@example.org', 'order 1'));
  expect(cohortOf(REFUNDS, { share: 50 }, of(' Ida@Example.ORG ', 'order 2'))).toBe(before);
});

test('who is in at 10 % is still in at 25 %, and everybody is in at 100 %', () => {
  const some = inShare(10);
  const more = inShare(25);
  expect([...some].every((who) => more.has(who))).toBe(true);
  expect(inShare(100).size).toBe(people.length);
  expect(inShare(0).size).toBe(0);
});

test.each([1, 10, 25, 50, 75])('of ten thousand customers %i %% are in', (share) => {
  // Three standard deviations of a fair draw.
  const off = 3 * Math.sqrt((share / 100) * (1 - share / 100) * people.length);
  expect(Math.abs(inShare(share).size - (share / 100) * people.length)).toBeLessThan(off);
});

test('two workflows draw apart, so that nobody is always in the part that agents handle', () => {
  const others = new Set(
    people.filter((who) => cohortOf({ ...REFUNDS, name: 'late' }, { share: 50 }, of(who)) === 'agent'),
  );
  const both = [...inShare(50)].filter((who) => others.has(who)).length;
  expect(both / people.length).toBeGreaterThan(0.22);
  expect(both / people.length).toBeLessThan(0.28);
});

test('where nobody is named the subject stands for the customer', () => {
  expect(customerOf({}, { event: {}, subject: 'Order 7 ' })).toBe('order 7');
  expect(customerOf(REFUNDS, { event: {}, subject: 'Order 7' })).toBe('order 7');
});

test('the digest names one customer in every workflow, and does not say who it is', () => {
  const ida = customerDigest(REFUNDS, of('Ida@example.org'));
  expect(ida).toMatch(/^[0-9a-f]{32}$/);
  expect(
    customerDigest({ customer: '{{event.from}}' }, { event: { from: 'ida@example.org' }, subject: 'x' }),
  ).toBe(ida);
  expect(customerDigest(REFUNDS, of('finn@example.org'))).not.toBe(ida);
});
