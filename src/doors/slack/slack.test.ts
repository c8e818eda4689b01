import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/support/slack.ts';
import { CHANNEL, SlackDesk, until } from '../../../test/support/slack_desk.ts';

const desk = new SlackDesk();
const { slack } = desk;
beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => {
  slack.whispers.length = 0;
  slack.fault = undefined;
  desk.useSlack(['{role: manager}']);
});

const whisper = () => until(() => slack.whispers.at(-1));

test('a held plan is asked in the channel, with what it would do and a link to the case', async () => {
  const id = await desk.ask(31);
  const message = await desk.message(id);
  expect(message.channel).toBe(CHANNEL);
  expect(wordsOf(message)).toContain(
    '*Refunds: Give it back*\nOrder 31 is late\nRefund\nOrder ID: 31\nAmount: €31.00',
  );
  expect(wordsOf(message)).toMatch(/Waits for manager/);
  const buttons = message.blocks.flatMap(({ elements = [] }) =>
    elements.map(({ action_id: action }) => action),
  );
  expect(buttons.filter((action) => action !== undefined)).toEqual([
    'remit_approve',
    'remit_edit',
    'remit_reject',
    'remit_later',
    'remit_open',
  ]);
  expect(JSON.stringify(message.blocks)).toContain(`https://remit.acme.example/cases/${id}`);
  expect(JSON.stringify(message)).not.toContain('example.org');
});

test('one click approves, the money is paid once, and the message is locked with who decided', async () => {
  const id = await desk.ask(32);
  const message = await desk.message(id);
  const answer = await slack.click('UMAX', message, 'remit_approve');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('');
  const locked = await until(() => (wordsOf(message).includes('Approved by Max Dorn') ? message : undefined));
  expect(JSON.stringify(locked.blocks)).not.toContain('remit_approve');
  await desk.advance(id);
  expect(desk.paid(id)).toBe(1);
  const entries = await desk.wired.world.log.read(`case/${id}`);
  const decided = entries.find(({ kind }) => kind === 'review.decided');
  expect(decided?.actor).toEqual({ type: 'person', id: 'max', name: 'Max Dorn' });
});

test('who may not decide is told so alone, and nothing is decided', async () => {
  const id = await desk.ask(33);
  const message = await desk.message(id);
  await slack.click('UFINN', message, 'remit_approve');
  expect(await whisper()).toMatchObject({
    user: 'UFINN',
    channel: CHANNEL,
    text: expect.stringMatching(/manager/),
  });
  slack.whispers.length = 0;
  await slack.click('UEVE', message, 'remit_approve');
  expect(await whisper()).toMatchObject({
    user: 'UEVE',
    text: expect.stringContaining('does not know who you are'),
  });
  expect((await desk.read(id)).review?.status).toBe('open');
  expect(wordsOf(message)).not.toContain('Approved');
});

test('who asked for it may not approve it in Slack either', async () => {
  desk.useSlack(['{role: manager, not: [requester]}']);
  const id = await desk.ask(34, 'max@acme.example');
  await slack.click('UMAX', await desk.message(id), 'remit_approve');
  expect((await whisper()).text).toMatch(/asked for it|requester/i);
  expect((await desk.read(id)).review?.status).toBe('open');
});

test('a stranger is not known by the address of somebody else, whatever their profile says', async () => {
  slack.member('UGUEST', 'max@acme.example', { is_stranger: true });
  slack.member('UBOT', 'max@acme.example', { is_bot: true });
  const id = await desk.ask(35);
  const message = await desk.message(id);
  for (const user of ['UGUEST', 'UBOT']) {
    slack.whispers.length = 0;
    await slack.click(user, message, 'remit_approve');
    expect((await whisper()).text).toContain('does not know who you are');
  }
});

test('two steps are two messages, and nobody gives both yeses', async () => {
  desk.useSlack(['{role: manager}', '{role: finance, not: [earlier]}']);
  const id = await desk.ask(36);
  const first = await desk.message(id);
  await slack.click('UMAX', first, 'remit_approve');
  await until(() => (wordsOf(first).includes('the next step is asked') ? true : undefined));
  const second = await desk.message(id);
  expect(second).not.toBe(first);
  expect(wordsOf(second)).toContain('step 2 of 2');
  await slack.click('UMAX', second, 'remit_approve');
  expect(await whisper()).toMatchObject({ user: 'UMAX' });
  await slack.click('ULEA', second, 'remit_approve');
  await until(() => (wordsOf(second).includes('Approved by Lea Wolf') ? true : undefined));
  await desk.advance(id);
  expect(desk.paid(id)).toBe(1);
});

test('two people who click at once decide once, and the second hears who was first', async () => {
  const id = await desk.ask(37);
  const message = await desk.message(id);
  await Promise.all([
    slack.click('UMAX', message, 'remit_approve'),
    slack.click('UMIA', message, 'remit_approve'),
  ]);
  expect((await whisper()).text).toMatch(/(Max Dorn|Mia Roth) was first and decided approve/);
  await desk.advance(id);
  expect(desk.paid(id)).toBe(1);
});

test('what was decided in the console locks the message, also when Remit was away meanwhile', async () => {
  const here = await desk.ask(38);
  const message = await desk.message(here);
  await desk.decide(here, 'mia', { decision: 'reject' });
  await until(() => (wordsOf(message).includes('Rejected by Mia Roth') ? true : undefined));
  const id = await desk.ask(39);
  const other = await desk.message(id);
  await desk.closeDoor();
  await desk.decide(id, 'mia');
  expect(wordsOf(other)).not.toContain('Approved');
  await desk.openDoor();
  await until(() => (wordsOf(other).includes('Approved by Mia Roth') ? true : undefined));
  expect(JSON.stringify(other.blocks)).not.toContain('remit_approve');
});

test('"In an hour" snoozes, and the message says so', async () => {
  const id = await desk.ask(40);
  const message = await desk.message(id);
  await slack.click('UMAX', message, 'remit_later');
  await until(() => (wordsOf(message).includes('Snoozed until') ? true : undefined));
  expect((await desk.read(id)).review?.status).toBe('snoozed');
});

test('a message that says something else by now refuses a click on what it said before', async () => {
  const id = await desk.ask(41);
  const message = { ...(await desk.message(id)) };
  const { review } = await desk.read(id);
  const stale = JSON.stringify({ review: review?.id, plan: 'f'.repeat(64) });
  const blocks = JSON.parse(
    JSON.stringify(message.blocks).replace(/"value":"(?:[^"\\]|\\.)*"/g, `"value":${JSON.stringify(stale)}`),
  );
  await slack.click('UMAX', { ...message, blocks }, 'remit_approve');
  expect((await whisper()).text).toContain('The plan changed while you were reading');
  expect((await desk.read(id)).review?.status).toBe('open');
});
