import { expect, test } from 'vitest';
import { acme, FILES } from '../../test/support/acme.ts';
import { exposureOf } from './exposure.ts';
import type { Rollout } from './schema.ts';

const BOUNDARY = FILES['workflows/refunds/boundary.yaml'] ?? '';
const DAILY =
  '  - {id: daily, on: shop.refund, effect: approve, when: budget.sum_today + args.amount > limits.day}\n';

function shown(rollout: Partial<Rollout> = {}, switches: string[] = [], more: Record<string, string> = {}) {
  const workspace = acme('http://127.0.0.1:1', more);
  const inForce: Rollout = { stage: 'act', share: 100, kinds: null, version: 0, since: null, ...rollout };
  return exposureOf(workspace.workflows['refunds']!, workspace, inForce, switches);
}

test('below the stage act nothing runs alone, and the figures are what it could do in it', () => {
  const draft = shown({ stage: 'draft' });
  expect(draft.acts).toBe(false);
  expect(draft.says).toBe(
    'Refunds is in the stage draft: nothing runs without a person. Below is what it could do in the stage act.',
  );
  expect(draft.writes).toEqual(shown().writes);
  expect(shown({ share: 0 }).acts).toBe(false);
});

test('a brake for everything or for the workflow holds all of it, and one for a system is said', () => {
  expect(shown({}, ['all']).acts).toBe(false);
  expect(shown({}, ['workflow:refunds']).says).toContain('A brake holds Refunds');
  expect(shown({}, ['workflow:returns'])).toMatchObject({ acts: true });
  expect(shown({}, ['system:shop'])).toMatchObject({ acts: true });
  expect(shown({}, ['system:shop']).says).toContain('At this moment a brake holds: Refund.');
});

test('a share lowers no figure, and the page says so', () => {
  const tenth = shown({ share: 10, kinds: ['late'] });
  expect(tenth.writes).toEqual(shown().writes);
  expect(tenth.says).toContain(
    'It acts on 10 % of the cases and some kinds, which lowers none of these figures',
  );
});

test('with a rule for the day nothing is red any more, and the rule is named', () => {
  const daily = BOUNDARY.replace('rules:\n', `rules:\n${DAILY}`).replace(
    'limits:\n',
    'limits:\n  day: {money: 90.00 EUR}\n',
  );
  const { writes, total, unbounded } = shown({}, [], { 'workflows/refunds/boundary.yaml': daily });
  expect(unbounded).toEqual([]);
  expect(total.day.money).toEqual({ minor: 9000, currency: 'EUR' });
  expect(writes[0]?.day).toMatchObject({
    money: { minor: 9000 },
    by: ['daily'],
    says: 'Any number: no rule bounds it; at most €90.00 together (daily).',
  });
});

test('a message that nothing bounds is red, and so is what cannot be taken back in any number', () => {
  const mail = {
    'systems/shop.yaml': `${FILES['systems/shop.yaml']}  mail:
    label: Mail
    post: /mails
    args: {text: text}
    irreversible: true
  pay_out:
    label: Pay out
    post: /payouts
    args: {amount: money}
    money: amount
    irreversible: true
`,
    'workflows/refunds/workflow.yaml': (FILES['workflows/refunds/workflow.yaml'] ?? '').replace(
      'writes: [shop.refund]',
      'writes: [shop.refund, shop.mail, shop.pay_out]',
    ),
    'workflows/refunds/boundary.yaml': BOUNDARY.replace(
      'rules:\n',
      `rules:
  - {id: mails, on: shop.mail, effect: allow}
  - {id: paid, on: shop.pay_out, effect: approve, when: budget.sum_today + args.amount > limits.auto_max}
  - {id: pay, on: shop.pay_out, effect: allow}
`,
    ),
  };
  const { writes, unbounded } = shown({}, [], mail);
  expect(writes.find(({ write }) => write === 'shop.mail')).toMatchObject({
    message: true,
    irreversible: true,
  });
  const withdrawn = {
    ...mail,
    'systems/shop.yaml': mail['systems/shop.yaml'].replace('    irreversible: true\n', ''),
  };
  expect(shown({}, [], withdrawn).writes.find(({ write }) => write === 'shop.mail')).toMatchObject({
    message: true,
  });
  expect(writes.find(({ write }) => write === 'shop.pay_out')).toMatchObject({
    message: false,
    irreversible: true,
  });
  expect(unbounded.map(({ says }) => says)).toEqual([
    'Refund: any amount of money may move in a day.',
    'Mail: any number in an hour and in a day.',
    'Pay out: any number in an hour and in a day.',
  ]);
});
