import { expect, test } from 'vitest';
import { contract } from '../../../src/doors/http/contract.ts';
import { ROUTES } from './client.ts';

/** What systems send; no page asks for it. */
const FROM_OUTSIDE = ['event', 'late'];

test('the console asks at the same addresses at which the server answers', () => {
  const asked = Object.entries(ROUTES).map(([name, [method, path]]) => [name, `${method} ${path}`]);
  const answered = Object.entries(contract)
    .filter(([name]) => !FROM_OUTSIDE.includes(name))
    .map(([name, { method, path }]) => [name, `${method} ${path}`]);
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(answered));
});
