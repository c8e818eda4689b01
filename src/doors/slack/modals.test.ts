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
});

/** Asks for a refund and opens a modal on its message. */
async function openModal(euros: number, action: string) {
  const id = await desk.ask(euros);
  const message = await desk.message(id);
  await slack.click('UMAX', message, action);
  await until(() => slack.modal);
  return { id, message };
}

test('a plan is edited in a modal, what was changed is done, and nothing else', async () => {
  const { id, message } = await openModal(51, 'remit_edit');
  expect(slack.modal?.blocks[0]).toMatchObject({
    block_id: 'amount',
    label: { text: 'Amount' },
    element: { initial_value: '51.00 EUR' },
  });
  expect(await slack.submit('UMAX', { amount: '20 EUR', remit_reason: 'Half of it was fine.' })).toEqual({
    response_action: 'clear',
  });
  await until(() => (wordsOf(message).includes('Approved with changes by Max Dorn') ? true : undefined));
  await desk.advance(id);
  const { actions, lastDecided } = await desk.read(id);
  expect(actions.map(({ args }) => args['amount'])).toEqual([{ minor: 2000, currency: 'EUR' }]);
  expect(lastDecided).toMatchObject({ decision: 'edit' });
});

test('a value that does not fit is said beside its input, and the modal stays open', async () => {
  const { id } = await openModal(52, 'remit_edit');
  expect(await slack.submit('UMAX', { amount: 'a lot' })).toEqual({
    response_action: 'errors',
    errors: { amount: expect.stringContaining('should be an amount such as 12.50 EUR') },
  });
  expect((await desk.read(id)).review?.status).toBe('open');
});

test('who may not decide learns it in the modal', async () => {
  const { id } = await openModal(53, 'remit_edit');
  expect(await slack.submit('UFINN', { amount: '20 EUR' })).toMatchObject({
    response_action: 'errors',
    errors: { remit_reason: expect.stringMatching(/manager/) },
  });
  expect((await desk.read(id)).review?.status).toBe('open');
});

test('a rejection takes its reason along, for the memory and the reports', async () => {
  const { id, message } = await openModal(54, 'remit_reject');
  await slack.submit('UMAX', { remit_because: 'wrong_facts', remit_reason: 'It came in time.' });
  await until(() => (wordsOf(message).includes('Rejected by Max Dorn') ? true : undefined));
  const decided = (await desk.wired.world.log.read(`case/${id}`)).find(
    ({ kind }) => kind === 'review.decided',
  );
  expect(decided?.body).toMatchObject({ decision: 'reject', because: 'wrong_facts' });
  expect(decided?.private).toMatchObject({ reason: 'It came in time.' });
  await desk.advance(id);
  expect(desk.paid(id)).toBe(0);
});

test('a modal that was open while somebody else decided changes nothing', async () => {
  const { id } = await openModal(55, 'remit_edit');
  await desk.decide(id, 'mia', { decision: 'reject' });
  const answer = await slack.submit('UMAX', { amount: '20 EUR' });
  expect(answer).toMatchObject({ response_action: 'errors' });
  expect(JSON.stringify(answer)).toContain('Mia Roth was first and decided reject');
});

test('an edit that goes beyond what the person may approve alone goes up the chain', async () => {
  desk.useSlack(['{role: manager}', '{role: finance, not: [earlier]}']);
  const { id, message } = await openModal(56, 'remit_edit');
  await slack.submit('UMAX', { amount: '40 EUR' });
  await until(() => (wordsOf(message).includes('Approved with changes by Max Dorn') ? true : undefined));
  expect(wordsOf(message)).toContain('the next step is asked');
  expect(wordsOf(await desk.message(id))).toContain('Amount: €40.00');
  expect(desk.paid(id)).toBe(0);
  desk.useSlack(['{role: manager}']);
});
