import { expect, test } from 'vitest';
import { addRules, addSentence, setDefault } from './others.ts';
import { insertRow, nextVersion, rowsOf, tablePlace } from './rows.ts';

const RULES = `# Only what is beyond doubt.
version: 4
rows:
  - id: first
    when: order.late
    kind: late
    play: apologise
    because: Late.

  # This one gives money.
  - id: second   # kept
    when: order.lost
    kind: lost
    play: refund
    because: Lost.
`;
const ROW = {
  id: 'learned',
  when: 'has(order.x) && a == "b"',
  kind: 'lost',
  play: 'trace',
  confidence: 0.9,
  because: 'In 14 of 15: so.',
};

test('a row comes before the one that decides now, and every comment stays where it was', () => {
  const place = tablePlace({ 'workflow.yaml': 'agents:\n  - rules: rules.yaml\n', 'rules.yaml': RULES })!;
  const [row] = rowsOf({ 'rules.yaml': RULES }, place, 'refund');
  expect(row).toMatchObject({ index: 1, when: 'order.lost' });
  expect(insertRow(RULES, place, 1, ROW)).toEqual({
    ok: true,
    text: RULES.replace('version: 4', 'version: 5').replace(
      '  # This one gives',
      `  - id: learned
    when: has(order.x) && a == "b"
    kind: lost
    play: trace
    confidence: 0.9
    because: "In 14 of 15: so."

  # This one gives`,
    ),
  });
});

test('a table within workflow.yaml is added to in its place', () => {
  const text = `agents:
  - rules:
      - {id: late, kind: late, play: refund, because: Late.}
  - memory
`;
  const place = tablePlace({ 'workflow.yaml': text })!;
  const edited = insertRow(text, place, 0, { ...ROW, id: 'late' });
  expect(edited.ok && edited.text).toContain('      - id: late-2\n        when: has(order.x)');
  expect(edited.ok && edited.text).toContain('      - {id: late, kind: late');
});

test('a version goes on counting, whatever it looks like', () => {
  expect([4, '2.1', 'spring', 'v9'].map(nextVersion)).toEqual([5, '2.2', 'spring.2', 'v10']);
});

test('a rule comes last in its boundary, above what follows', () => {
  const text = `boundary: x
rules:
  - {id: a, on: shop.refund, effect: allow} # small
otherwise: approve
`;
  const rule = { id: 'a', on: 'shop.refund', effect: 'approve', when: 'order.x > 1', because: 'so' } as const;
  expect(addRules(text, [rule])).toEqual({
    ok: true,
    text: `boundary: x
rules:
  - {id: a, on: shop.refund, effect: allow} # small
  - id: a-2
    on: shop.refund
    effect: approve
    when: order.x > 1
    because: so
otherwise: approve
`,
  });
});

test('a default is written over and nothing else', () => {
  const text = `plays:
  refund:
    inputs: # of money
      amount: {type: money, default: "{{order.total}}"} # all
`;
  expect(setDefault(text, 'refund', 'amount', '{{options.tenth}}')).toEqual({
    ok: true,
    text: text.replace('"{{order.total}}"', '"{{options.tenth}}"'),
  });
  expect(setDefault(text, 'refund', 'reason', 'x').ok).toBe(false);
});

test('a sentence of the playbook stands below a heading of its own, once', () => {
  const once = addSentence('# Late\n\nLook first.\n', 'Where it is late: apologise.');
  expect(once).toEqual({
    ok: true,
    text: '# Late\n\nLook first.\n\n## Learned from decisions\n\n- Where it is late: apologise.\n',
  });
  const twice = addSentence(once.ok ? once.text : '', 'Where it is lost: trace it.');
  expect(twice.ok && twice.text).toContain('apologise.\n- Where it is lost: trace it.\n');
  expect(addSentence(once.ok ? once.text : '', 'Where it is late: apologise.').ok).toBe(false);
});
