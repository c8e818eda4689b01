import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/support/slack.ts';
import { SlackDesk, until } from '../../../test/support/slack_desk.ts';

const desk = new SlackDesk();
const { slack } = desk;
beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => {
  slack.modal = undefined;
  slack.whispers.length = 0;
  desk.useSlack(['{role: manager}']);
});

function workflow() {
  const known = desk.workspace.workflows['refunds'];
  if (!known) throw new Error('there are no refunds');
  return known;
}

test('a known-answer check is asked as any plan, who lets it pass hears so, and the true plan is asked after that', async () => {
  workflow().attention = { checks: 100, second: 0 };
  const id = await desk.ask(30);
  const message = await desk.message(id);
  expect(wordsOf(message)).toContain('Amount: €300.00');
  await slack.click('UMAX', message, 'remit_approve');
  expect((await until(() => slack.whispers.at(-1))).text).toContain(
    'That was a check, and its mistake went by.',
  );
  await until(() => (wordsOf(message).includes('Amount: €30.00') ? true : undefined));
  expect(slack.messages.filter(({ text }) => text.includes('Order 30'))).toHaveLength(1);
  await desk.advance(id);
  expect(desk.paid(id)).toBe(0);
  await slack.click('UMAX', message, 'remit_approve');
  await until(() => (wordsOf(message).includes('Approved by Max Dorn') ? true : undefined));
  await desk.advance(id);
  expect(desk.paid(id)).toBe(1);
});

test('who finds the mistake of a check in a modal hears that it was one', async () => {
  workflow().attention = { checks: 100, second: 0 };
  const id = await desk.ask(29);
  const message = await desk.message(id);
  await slack.click('UMAX', message, 'remit_reject');
  await until(() => slack.modal);
  expect(await slack.submit('UMAX', { remit_because: 'wrong_details' })).toMatchObject({
    response_action: 'update',
    view: { title: { text: 'That was a check' } },
  });
  await until(() => (wordsOf(message).includes('Amount: €29.00') ? true : undefined));
  expect((await desk.read(id)).review?.status).toBe('open');
});

test('a plan that is sealed is not shown, and has no buttons but the link', async () => {
  workflow().stage = 'shadow';
  const id = await desk.ask(28);
  const message = await desk.message(id);
  expect(wordsOf(message)).toContain('Sealed until you decide');
  expect(JSON.stringify(message)).not.toContain('€28.00');
  const buttons = message.blocks.flatMap(({ elements = [] }) =>
    elements.flatMap(({ action_id: name }) => name ?? []),
  );
  expect(buttons).toEqual(['remit_open']);
});
