import { expect, test } from 'vitest';
import { askedText, kindText } from './words.ts';

test('what a hook is told of is said in one line', () => {
  expect(askedText({ events: null, workflows: null, agents: null })).toBe('every event');
  expect(askedText({ events: ['action', 'case.closed'], workflows: ['returns'], agents: ['shop-bot'] })).toBe(
    'action, case.closed of returns, about shop-bot only',
  );
});

test('a kind that is not known here is named as it is', () => {
  expect(kindText({ kind: 'webhook', from: 'Shopify' })).toBe('Webhook of Shopify');
  expect(kindText({ kind: 'pigeon', from: null })).toBe('pigeon');
});
