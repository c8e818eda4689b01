import { expect, test } from 'vitest';
import { askedText, kindText } from './words.ts';

test('what a hook is told of is said in one line', () => {
  const labelOf = (name: string) => ({ returns: 'Returns and refunds' })[name] ?? name;
  expect(askedText({ events: null, workflows: null, agents: null }, labelOf)).toBe('every event');
  expect(
    askedText(
      { events: ['action', 'case.closed'], workflows: ['returns', 'gone'], agents: ['shop-bot'] },
      labelOf,
    ),
  ).toBe('action and case.closed of Returns and refunds and gone, about shop-bot only');
});

test('a kind that is not known here is named as it is', () => {
  expect(kindText({ kind: 'webhook', from: 'Shopify' })).toBe('Webhook of Shopify');
  expect(kindText({ kind: 'webhook', from: 'Standard Webhooks' })).toBe('Standard webhook');
  expect(kindText({ kind: 'pigeon', from: null })).toBe('pigeon');
});
