import { expect, test } from 'vitest';
import type { StandingView } from './queries.ts';
import { closesText, fullness, orderText } from './words.ts';

const agent = (given: object) => ({ agent: 'memory', open: true, granted: null, lanes: [], ...given });
const view = (...agents: object[]) => ({ agents }) as unknown as StandingView;

test('a change of policy says what it closes, agent by agent', () => {
  const given = view(
    agent({ lanes: [{ open: true }, { open: true }, { open: false }] }),
    agent({ agent: 'rules', granted: { because: 'ours', stands: true, says: '' } }),
    agent({ agent: 'model', open: false }),
  );
  expect(closesText(given, ['late_delivery'])).toBe(
    'At once no case of 1 kind runs by itself any more: what closes is memory (2 open lanes), rules (granted). The agents go on proposing, people decide, and each decision counts towards opening it anew.',
  );
});

test('where nothing is open, a change of policy says that nothing closes', () => {
  expect(closesText(view(agent({ open: false })), null)).toContain('nothing closes');
  expect(closesText(view(agent({})), [])).toBe('Choose at least one kind.');
});

test('a lane that is not open never looks full', () => {
  expect(fullness(1.4, false)).toBe(0.98);
  expect(fullness(0.2, true)).toBe(1);
  expect(fullness(-1, false)).toBe(0);
});

test('the order of the agents is said in words', () => {
  expect(orderText(1, 1)).toBe('the only one that is asked');
  expect(orderText(2, 3)).toBe('asked second');
  expect(orderText(9, 9)).toBe('asked as number 9');
});
