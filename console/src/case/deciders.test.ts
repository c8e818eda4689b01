import { expect, test } from 'vitest';
import type { Absence, Person, Review } from '../live/answers.ts';
import { decidersOf, mayDecide } from './deciders.ts';

const mara: Person = { id: 'mara', name: 'Mara', roles: ['finance'] };
const jon: Person = { id: 'jon', name: 'Jon', roles: ['support'] };
const hanne: Person = { id: 'hanne', name: 'Hanne', roles: ['owner'] };
const people = [mara, jon, hanne];
const asked = (role: string | null, deciders?: string[]) => ({ role, deciders }) as unknown as Review;
const away: Absence[] = [{ person: 'mara', until: '2026-11-30T08:00:00Z', deputy: 'jon' }];

test('those decide whose role is asked, and an owner may too', () => {
  const deciders = decidersOf(asked('finance'), people, []);
  expect(deciders).toEqual([{ id: 'mara', instead: null }]);
  expect(mayDecide(deciders, asked('finance'), hanne)).toBe(true);
  expect(mayDecide(deciders, asked('finance'), jon)).toBe(false);
});

test('who stands in for somebody that is away decides in their place, and it is said for whom', () => {
  const deciders = decidersOf(asked('finance'), people, away);
  expect(deciders).toContainEqual({ id: 'jon', instead: 'mara' });
  expect(decidersOf(asked('support'), people, away)).toEqual([{ id: 'jon', instead: null }]);
});

test('where the server says who may, nobody else may, not even an owner', () => {
  const review = asked('finance', ['jon']);
  const deciders = decidersOf(review, people, away);
  expect(deciders).toEqual([{ id: 'jon', instead: 'mara' }]);
  expect(mayDecide(deciders, review, hanne)).toBe(false);
});

test('a question to nobody in particular may be answered by anybody', () => {
  expect(decidersOf(asked(null), people, []).map(({ id }) => id)).toEqual(['mara', 'jon', 'hanne']);
});
