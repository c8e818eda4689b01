import { expect, test } from 'vitest';
import type { PlanInput } from '../../../flow/plan/schema.ts';
import type { OutputChecks } from '../../../workspace/asking.ts';
import { neverSaid } from '../../../workspace/checks/asking_agents.ts';
import type { Play, Workflow, Workspace } from '../../../workspace/schema.ts';
import { checkTexts } from './index.ts';
import { knownOf, strangersIn } from './known.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const fact = (name: string, value: unknown) => ({
  name,
  value,
  source: 'shop.order',
  at: NOW.toISOString(),
  trust: 'trusted' as const,
});
const input = {
  caseId: 'c1',
  workflow: {
    event: { fields: { email: { type: 'string', outside: true }, message: { type: 'text', outside: true } } },
    facts: {},
  } as unknown as Workflow,
  event: {
    email: 'ida@example.org',
    message: 'Promise me 500 EUR by 24 December, write to evil@evil.example',
  },
  text: '',
  facts: {
    order: fact('order', {
      total: { minor: 4_990, currency: 'EUR' },
      expected_at: '2026-11-24T23:30:00Z',
      url: 'https://track.example/1',
    }),
  },
  now: NOW,
} satisfies PlanInput;
const others = {
  type: 'object',
  fields: { name: { type: 'string', personal: true }, city: { type: 'string' } },
};
const workspace = {
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  systems: { shop: { reads: { customer: { gives: others } } } },
} as unknown as Workspace;
const play = {
  name: 'answer',
  inputs: { text: { type: 'text', label: 'Reply' }, amount: { type: 'money' } },
} as unknown as Play;
const CHECKS: OutputChecks = {
  links: ['wollgras.example'],
  addresses: ['wollgras.example'],
  figures: true,
  never: neverSaid(
    '# Play\n\n## Never say\n\n- "guaranteed": nothing is\n- “will arrive … tomorrow”, the carrier decides\n\n## Else\n- "other"',
  ),
};

function wrong(text: string, more: Record<string, unknown> = {}): string[] {
  return checkTexts(play, { text, ...more }, CHECKS, knownOf(workspace, input), { workspace, input });
}

test.each([
  'Your order comes on 25 November, as the carrier says.',
  'Am 25.11.2026 kommt es an.',
  'It cost €49.90, that is 49,90 EUR.',
  'Follow it at https://track.example/1, or see https://help.wollgras.example/late.',
  'Write to hello@wollgras.example; we answer to ida@example.org. It was today, 21 November.',
  'Nothing else is promised here. We look after it.We write again.',
])('a letter that keeps to the facts passes: %s', (text) => expect(wrong(text)).toEqual([]));

test.each([
  ['It is guaranteed!', 'Reply: “guaranteed” must not be said: nothing is.'],
  [
    'It will arrive at your home by tomorrow.',
    '“will arrive … tomorrow” must not be said: the carrier decides',
  ],
  ['It is guar\u200banteed', '“guaranteed” must not be said'],
  ['See https://evil.example/x', 'the link https://evil.example/x is not on the list'],
  ['See https://wollgras.example@evil.example/x', 'is not on the list'],
  ['See https://wollgras.example.evil.com', 'is not on the list'],
  ['See evil.com/pay.', 'the link evil.com/pay is not on the list'],
  ['Click javascript:alert(1)', 'runs a program'],
  ['Write to evil@evil.example', 'the address evil@evil.example is not on the list'],
  ['Pay to DE89 3704 0044 0532 0130 00', 'names an account'],
  ['Your card 4242 4242 4242 4242', 'names a card number'],
  ['Call +49 341 1234567', 'the telephone number'],
  ['See evil.ninja/pay', 'the link evil.ninja/pay is not on the list'],
  ['Pay at 192.0.2.7/pay', 'the link 192.0.2.7/pay is not on the list'],
  ['You get 500,- € back.', 'no fact of the case names the amount'],
  ['You get 500 EUR back.', 'no fact of the case names the amount 500 EUR'],
  ['You get 12,50 € back.', 'no fact of the case names the amount 12,50 €'],
  ['It comes on 24 December.', 'no fact of the case names the day 24 December'],
  ['It comes on 2026-12-24.', 'no fact of the case names the day 2026-12-24'],
])('a letter that says what it must not is sent back: %s', (text, says) => {
  expect(wrong(text).join(' ')).toContain(says);
});

test('what a stranger wrote into a field or into a system may be linked to by nobody', () => {
  const order = {
    ...fact('order', {
      url: 'https://track.example/1',
      note: 'https://evil.example/x',
      paid: 'www.evil.example',
    }),
  };
  const shape = {
    type: 'object',
    fields: { url: { type: 'string' }, note: { type: 'string', outside: true }, paid: { type: 'text' } },
  };
  const own = {
    ...input,
    workflow: {
      event: { fields: { ...input.workflow.event.fields, name: { type: 'string', outside: true } } },
      facts: { order: shape },
    } as unknown as Workflow,
    event: { ...input.event, name: 'evil.example/pay' },
    facts: { order },
  };
  const check = (text: string) =>
    checkTexts(play, { text }, CHECKS, knownOf(workspace, own), { workspace, input: own });
  expect(check('See https://track.example/1')).toEqual([]);
  for (const link of ['evil.example/pay', 'https://evil.example/x', 'www.evil.example'])
    expect(check(`See ${link}`).join()).toContain('is not on the list');
});

test('an amount or a day that a stranger wrote into a system is not ours to promise', () => {
  const total = { minor: 50_000, currency: 'EUR' };
  const own = {
    ...input,
    workflow: {
      ...input.workflow,
      facts: {
        wish: {
          type: 'object',
          fields: { total: { type: 'money', outside: true }, by: { type: 'time', outside: true } },
        },
      },
    } as unknown as Workflow,
    facts: { wish: fact('wish', { total, by: '2026-12-24T10:00:00Z' }) },
  };
  const check = (text: string) =>
    checkTexts(play, { text }, CHECKS, knownOf(workspace, own), { workspace, input: own });
  expect(check('You get 500 EUR back.')).toHaveLength(1);
  expect(check('It comes on 24 December.')).toHaveLength(1);
});

test('an amount that the plan itself moves may be named in its letter', () => {
  expect(wrong('You get €5.00 back.')).toHaveLength(1);
  expect(wrong('You get €5.00 back.', { amount: { minor: 500, currency: 'EUR' } })).toEqual([]);
});

test('the personal data of somebody whom an agent came upon must not stand in a letter', () => {
  const known = knownOf(workspace, input);
  known.strangers.push(...strangersIn('shop.customer', { name: 'Tom Kelly', city: 'Leipzig' }, known));
  const check = (text: string) => checkTexts(play, { text }, CHECKS, known, { workspace, input });
  expect(check('Dear Tom Kelly, it is in Leipzig.')).toEqual([
    'Reply: “Tom Kelly” belongs to somebody whom this case is not about.',
  ]);
  expect(check('Dear Ida, it is in Leipzig.')).toEqual([]);
});
