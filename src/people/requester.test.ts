import { expect, test } from 'vitest';
import { isRequester, requesterOf } from './requester.ts';

const people = [
  { id: 'mara', name: 'Mara Holm', roles: ['manager'], email: 'mara@acme.example' },
  { id: 'finn', name: 'Finn Berg', roles: ['support'] },
  { id: 'finn2', name: 'Finn Berg', roles: ['owner'] },
];
const workflow = { requester: '{{event.by}}' };
const askedBy = (by: unknown) => requesterOf({ people }, workflow, { by });

test('who asked is known by id, name or mail address', () => {
  expect(askedBy('mara')?.id).toBe('mara');
  expect(askedBy(' Finn berg ')?.id).toBe('finn');
  expect(askedBy('Mara@Acme.example')?.id).toBe('mara');
});

test('of two people with one name, both may have asked', () => {
  expect(people.filter((person) => isRequester(askedBy('Finn Berg'), person)).map(({ id }) => id)).toEqual([
    'finn',
    'finn2',
  ]);
});

test('a stranger is named by their own words, and nobody where nothing is said', () => {
  expect(askedBy('ida@example.org')?.id).toBe('ida@example.org');
  expect(askedBy(undefined)).toBeUndefined();
  expect(askedBy('')).toBeUndefined();
  expect(requesterOf({ people }, {}, { by: 'mara' })).toBeUndefined();
});
