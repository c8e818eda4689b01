import { expect, test } from 'vitest';
import { contract } from '../../../src/doors/http/contract.ts';
import { outsideOperations } from '../../../src/doors/http/contract/outside.ts';
import { ROUTES } from './client.ts';

/** What systems and agents from outside send; no page asks for it. */
const FROM_OUTSIDE = ['event', 'late', ...Object.keys(outsideOperations)];

test('the console asks at the same addresses at which the server answers', () => {
  const asked = Object.entries(ROUTES).map(([name, [method, path]]) => [name, `${method} ${path}`]);
  const answered = Object.entries(contract)
    .filter(([name]) => !FROM_OUTSIDE.includes(name))
    .map(([name, { method, path }]) => [name, `${method} ${path}`]);
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(answered));
});
