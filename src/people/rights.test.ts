import { expect, test } from 'vitest';
import { acme } from '../../test/support/acme.ts';
import type { Person } from '../workspace/schema.ts';
import { hasRight, needRight } from './rights.ts';

const workspace = {
  ...acme('http://127.0.0.1:1'),
  may: { widen: ['manager'], release: [], change_boundary: [], roll_back: ['owner'], give_tokens: [] },
};
const max: Person = { id: 'max', name: 'Max Dorn', roles: ['manager'] };
const olga: Person = { id: 'olga', name: 'Olga Ruiz', roles: ['owner'] };

test('a role that the workspace names has the right, and no other', () => {
  expect(hasRight(workspace, max, 'widen')).toBe(true);
  expect(hasRight(workspace, max, 'release')).toBe(false);
});

test('an owner may whatever anybody may', () => {
  expect(hasRight(workspace, olga, 'widen')).toBe(true);
  expect(hasRight(workspace, olga, 'release')).toBe(true);
});

test('who may not is told which roles may', () => {
  expect(() => needRight(workspace, max, 'release')).toThrow(
    'Max Dorn may not release a brake: that takes the role owner.',
  );
  expect(() => needRight(workspace, max, 'widen')).not.toThrow();
});
