import { expect, test } from 'vitest';
import { statement } from '../index.ts';
import { boundaryOf, load, REFUNDS } from '../story.ts';
import { changedLimits, changedParts, compareStatements, limitsRead } from './index.ts';

const before = load(REFUNDS);
const wider = load(REFUNDS.replace('money: 50.00 EUR', 'money: 80.00 EUR'));

test('a raised limit shows in the sentence that tells it, and leaves the others as they are', () => {
  const [refund] = compareStatements(statement(before), statement(wider));
  const changed = refund!.sentences.filter(({ change }) => change !== 'same');
  expect(changed.map(({ change }) => change)).toContain('removed');
  expect(
    changed.filter(({ change }) => change === 'removed').every(({ text }) => text.includes('€50.00')),
  ).toBe(true);
  expect(
    changed.filter(({ change }) => change === 'added').every(({ text }) => text.includes('€80.00')),
  ).toBe(true);
  expect(refund!.sentences.some(({ change }) => change === 'same')).toBe(true);
});

test('what is removed and what is added keep their places among what stays', () => {
  const say = (texts: string[]) => texts.map((text) => ({ write: 'w', text, rules: [] }));
  const [compared] = compareStatements(say(['a', 'b', 'c', 'd']), say(['a', 'c', 'x', 'd', 'e']));
  const lines = compared!.sentences.map(
    ({ change, text }) => `${{ same: ' ', added: '+', removed: '-' }[change]}${text}`,
  );
  expect(lines).toEqual([' a', '-b', ' c', '+x', ' d', '+e']);
});

test('a write that loses its last sentence is still told of', () => {
  const compared = compareStatements([{ write: 'w', text: 'a', rules: [] }], []);
  expect(compared).toEqual([{ write: 'w', sentences: [{ change: 'removed', text: 'a' }] }]);
});

test('the parts that a change touches are named, and a moved rule is none', () => {
  expect(changedParts(before, wider)).toEqual({
    rules: new Set(),
    limits: new Set(['auto_max']),
    otherwise: false,
    approve: false,
  });
  expect(changedLimits(before, wider)).toMatchObject([
    { name: 'auto_max', before: { value: { minor: 5000 } }, after: { value: { minor: 8000 } } },
  ]);
  const [one, two] = ['{id: a, on: shop.refund, effect: allow}', '{id: b, on: shop.cancel, effect: deny}'];
  const moved = changedParts(load(boundaryOf([one, two])), load(boundaryOf([two, one])));
  expect(moved.rules).toEqual(new Set());
  const edited = load(
    REFUNDS.replace('effect: human', 'effect: deny').replace('then: owner', 'then: manager'),
  );
  expect(changedParts(before, edited)).toMatchObject({ rules: new Set(['chargeback']), approve: true });
});

test('a ceiling alone is a changed limit that decides nothing', () => {
  const raised = load(REFUNDS.replace('ceiling: 200.00 EUR', 'ceiling: 300.00 EUR'));
  expect(changedParts(before, raised).limits).toEqual(new Set());
  expect(changedLimits(before, raised)).toHaveLength(1);
});

test('it is known which limits a rule reads', () => {
  expect(limitsRead(before).get('small')).toEqual(new Set(['auto_max', 'window']));
  expect(limitsRead(before).get('chargeback')).toEqual(new Set());
});
