import { expect, test } from 'vitest';
import { problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();

test('an event opens a case once, however often it is sent', async () => {
  const event = { order: '5', email: 'a@example.org', message: 'Late.', wanted: '5.00 EUR' };
  const first = await acme.post('/events/refunds?source_id=web-1', event);
  expect(first.status).toBe(202);
  const opened = (await first.json()) as AnswerOf<'event'>;
  expect(opened.status).toBe('opened');
  const again = (await (
    await acme.post('/events/refunds', event, { 'idempotency-key': 'web-1' })
  ).json()) as object;
  expect(again).toEqual({ status: 'duplicate', case: opened.case });
});

test('an event with wrong fields is refused, and every one of them is named', async () => {
  const response = await acme.post('/events/refunds', {
    source_id: 'x',
    order: '5',
    message: 'Late.',
    wanted: 'much',
  });
  expect(response.status).toBe(400);
  const { problems, suggestion } = await problemIn(response);
  expect(problems.map((one) => one.path).sort()).toEqual(['email', 'wanted']);
  expect(suggestion).toContain('order, email, wanted?, message');
});

test('an event without an id of its own is refused, because a second sending could not be told apart', async () => {
  const response = await acme.post('/events/refunds', { order: '5', email: 'a@b.c', message: 'Late.' });
  expect(response.status).toBe(400);
  expect((await problemIn(response)).suggestion).toContain('Idempotency-Key');
});

test('a mistyped workflow gets the nearest name', async () => {
  const response = await acme.post('/events/refund', { source_id: '1' });
  expect(response.status).toBe(404);
  expect((await problemIn(response)).suggestion).toBe('Did you mean "refunds"?');
});
