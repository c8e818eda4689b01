import { describe, expect, test } from 'vitest';
import { chainOf, loadBoundary, rule, statement } from '../index.ts';
import type { Boundary, Vocabulary } from '../schema.ts';
import { boundaryOf, euro, load, refund, vocabulary } from '../story.ts';

const PEOPLE = [
  { id: 'olga', roles: ['owner'] },
  { id: 'max', roles: ['manager', 'clerk'] },
  { id: 'mia', roles: ['manager'] },
  { id: 'cleo', roles: ['clerk'] },
];
const ask = '{id: ask, on: shop.refund, effect: approve}';
const withChain = (...steps: string[]) =>
  boundaryOf([ask]).replace(
    /approve: \[.*\]\n$/,
    `approve:\n${steps.map((step) => `  - ${step}`).join('\n')}\n`,
  );

function told(steps: string[], words: Partial<Vocabulary> = {}): string[] {
  const loaded = loadBoundary(withChain(...steps), 'boundary.yaml', { ...vocabulary, ...words });
  const faults = loaded.ok ? loaded.warnings : loaded.faults;
  return faults
    .filter(({ says }) => !says.startsWith('no rule uses'))
    .map(({ line, says, suggestion }) => `${line} ${says}${suggestion ? ` (${suggestion})` : ''}`);
}

const asked = (boundary: Boundary, amount: number, write = 'shop.refund') => {
  const input = refund(boundary, { args: { amount: euro(amount) } });
  const ruling = rule({ ...input, action: { ...input.action, write } });
  return chainOf(boundary, [ruling]).map(({ role }) => role);
};

describe('a chain by amount', () => {
  const boundary = load(
    withChain(
      '{role: clerk}',
      '{role: manager, on: shop.refund, when: \'args.amount > money("100.00 EUR")\'}',
      '{role: owner, on: shop.refund, when: \'args.amount > money("500.00 EUR")\'}',
    ),
  );

  test('asks one person, two or three, as the amount says', () => {
    expect(asked(boundary, 20)).toEqual(['clerk']);
    expect(asked(boundary, 200)).toEqual(['clerk', 'manager']);
    expect(asked(boundary, 900)).toEqual(['clerk', 'manager', 'owner']);
  });

  test('asks everybody where the amount is not known', () => {
    const input = refund(boundary);
    const { approve } = rule({ ...input, action: { write: 'shop.refund', args: {} } });
    expect(approve.map(({ role }) => role)).toEqual(['clerk', 'manager', 'owner']);
  });

  test('asks only the first of a plan that has not the write', () => {
    expect(asked(boundary, 900, 'shop.cancel')).toEqual(['clerk']);
  });

  test('reads the facts of its conditions, and counts in the version', () => {
    const by = (when: string) => load(withChain('{role: clerk}', `{role: manager, when: '${when}'}`));
    expect(by('customer.orders > 3').version).not.toBe(by('customer.orders > 4').version);
    expect(asked(by('customer.orders > 3'), 20)).toEqual(['clerk']);
    expect(asked(by('customer.orders > 2'), 20)).toEqual(['clerk', 'manager']);
  });

  test('is said in English', () => {
    const said = statement(boundary).filter(({ write }) => write === 'shop.refund');
    expect(said.map(({ text }) => text)).toEqual([
      'A clerk approves; then, if the amount is above €100.00, a manager approves; then, if the amount is above €500.00, an owner approves every time.',
      'In any other case the same people approve.',
    ]);
    const other = statement(boundary).find(({ write }) => write === 'shop.cancel');
    expect(other?.text).toBe('Before Remit may cancel, a clerk approves.');
  });
});

describe('who decides, in English', () => {
  const said = (...steps: string[]) => {
    const sentences = statement(load(withChain(...steps)));
    const chain = sentences.find(({ write }) => write === 'shop.cancel')?.text ?? '';
    const excluded = sentences.find(({ write }) => write === '*')?.text;
    return [chain.replace('Before Remit may cancel, ', ''), ...(excluded ? [excluded] : [])];
  };

  test.each<[step: string, says: string]>([
    ['{any: [manager, clerk]}', 'a manager or a clerk approves.'],
    ['{all: [manager, clerk], within: 1h}', 'a manager and a clerk approve, in any order within 1 hour.'],
    ['{role: manager, count: 2}', 'two different people with the role manager approve.'],
    [
      '{role: manager, within: 4 business hours, then: owner}',
      'a manager approves within 4 business hours, else the owner.',
    ],
    [
      '{role: manager, within: 4h, hours: business, remind: 90m}',
      'a manager approves within 4 business hours, reminded after 90 business minutes.',
    ],
    ["{role: manager, when: 'order.paid'}", 'a manager approves (only if the order is paid).'],
  ])('%s', (step, says) => {
    expect(said(step)).toEqual([says]);
  });

  test('and who may not', () => {
    expect(said('{role: clerk, not: [requester]}', '{role: manager, not: [requester, earlier]}')[1]).toBe(
      'Nobody approves what they asked for themselves. Nobody approves two steps of one chain.',
    );
    expect(said('{role: clerk}', '{role: manager, not: [planner]}', '{role: owner, not: [earlier]}')[1]).toBe(
      'In step 2 nobody decides who planned it. In step 3 nobody decides who approved an earlier one.',
    );
  });
});

describe('a chain that cannot be right is refused with its line', () => {
  test.each<[step: string, fault: string]>([
    [
      '{role: clerk, any: [manager, owner]}',
      '11 a step is decided by role, any or all, and here are role and any (write two steps, or leave one out)',
    ],
    ['{all: [manager]}', '11 expected two roles or more, at most 9 (for one role write role:)'],
    ['{any: [manager, manager]}', '11 manager stands there twice (for two people write count: 2)'],
    ['{any: [manager, clerc]}', '11 nobody has the role clerc (did you mean "clerk"?)'],
    ['{all: [manager, clerk], count: 2}', '11 count goes with role or any: all asks one person of each role'],
    ['{role: manager, count: two}', '11 expected a number of people from 1 to 9 (such as count: 2)'],
    [
      '{role: manager, within: 2 business days}',
      '11 business time is counted in hours or minutes (such as 16 business hours)',
    ],
    [
      '{role: manager, hours: business}',
      '11 hours says how a time is counted, and no time is given (add within: 4h)',
    ],
    [
      '{role: manager, within: 1h, hours: office}',
      '11 expected business, or nothing (write hours: business)',
    ],
    [
      '{role: manager, within: 1h, remind: 2h}',
      '11 the reminder would come when the time is over (remind sooner than within)',
    ],
    [
      '{role: manager, on: shop.refnd}',
      '11 the write shop.refnd is not on the map, so the step could never apply (did you mean "shop.refund"?)',
    ],
    [
      "{role: manager, on: shop.refund, when: 'args.amont > limits.auto_max'}",
      '11 there is no argument amont that every write of this rule takes (did you mean "amount"?)',
    ],
    [
      "{role: manager, when: 'order.weight'}",
      '11 expected a condition that is true or false (compare it, as in args.amount > limits.auto_max)',
    ],
  ])('%s', (step, fault) => {
    expect(told([step])).toEqual([fault]);
  });
});

describe('a chain that nobody can satisfy', () => {
  const people = (...steps: string[]) => told(steps, { people: PEOPLE, hours: false });

  test('is refused with the step and the reason', () => {
    expect(people('{role: manager, count: 4}')).toEqual([
      '11 nobody can satisfy step 1: it takes 4 different people with the role manager, only olga, max and mia may decide it (give somebody else the role manager, or ask for fewer)',
    ]);
    expect(people('{role: owner}', '{role: clerk}', '{role: owner, not: [earlier]}')).toEqual([
      '13 nobody can satisfy step 3: it takes somebody with the role owner, only olga may decide it, and whoever decides an earlier step may not decide this one (give somebody else the role owner, or ask for fewer)',
    ]);
  });

  test('is told from one that works out, whoever must be kept for later', () => {
    // Olga is needed for the last step, so Max and Mia must be the managers and Cleo the clerk.
    expect(
      people('{all: [manager, clerk]}', '{role: manager, not: [earlier]}', '{role: owner, not: [earlier]}'),
    ).toEqual([]);
    expect(people('{role: manager, count: 2}', '{any: [manager, clerk], count: 2, not: [earlier]}')).toEqual(
      [],
    );
    expect(
      people('{role: manager, count: 2}', '{any: [manager, clerk], count: 3, not: [earlier]}')[0],
    ).toContain('nobody can satisfy step 2');
    // Without `earlier` the same people may decide again.
    expect(people('{role: manager, count: 3}', '{role: manager, count: 3}')).toEqual([]);
  });

  test('is warned of where one person alone makes it so', () => {
    expect(people('{role: owner, not: [requester, planner]}')).toEqual([
      '11 where olga asked for it, nobody is left for step 1 (name somebody else who may)',
      '11 where olga planned it, nobody is left for step 1 (name somebody else who may)',
    ]);
    expect(told(['{role: owner, not: [requester]}'], { people: PEOPLE, requester: false })).toEqual([]);
    expect(people('{role: manager, not: [requester]}')).toEqual([]);
  });

  test('warns of a step that hands on to its own role, of hours that nobody wrote, and of conditions everywhere', () => {
    expect(people('{role: manager, within: 4h, hours: business, then: manager}')).toEqual([
      '11 after the time is over the same role manager is asked (name another role in then)',
      '11 remit.yaml does not say when people work, so every hour counts (add hours: there)',
    ]);
    expect(people("{role: manager, when: 'order.paid'}")).toEqual([
      '11 every step has a condition: where none of them holds, a person does it (leave one without)',
    ]);
  });
});
