import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/support/slack.ts';
import { SlackDesk, until } from '../../../test/support/slack_desk.ts';

const desk = new SlackDesk();
const { slack } = desk;
beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => {
  slack.fault = undefined;
  slack.whispers.length = 0;
});

const click = {
  type: 'block_actions',
  user: { id: 'UMAX' },
  trigger_id: '1',
  actions: [{ action_id: 'remit_approve' }],
};

test('only Slack is answered: signed with our secret, over the very bytes, within five minutes', async () => {
  expect((await slack.send(click)).status).toBe(200);
  expect((await slack.send(click, { secret: 'another' })).status).toBe(401);
  expect((await slack.send(click, { at: Date.now() - 6 * 60_000 })).status).toBe(401);
  expect((await slack.send(click, { at: Date.now() + 6 * 60_000 })).status).toBe(401);
  const unsigned = await fetch(slack.url, { method: 'POST', body: 'payload={}' });
  expect(unsigned.status).toBe(401);
  expect((await fetch(slack.url)).status).toBe(405);
  const huge = await fetch(slack.url, { method: 'POST', body: 'x'.repeat(600_000) });
  expect(huge.status).toBe(413);
  expect(desk.logged.join()).toContain(
    "A request in Slack's name was turned away: its signature is not made with our signing secret",
  );
});

test('a request that somebody recorded and sends again does nothing', async () => {
  const id = await desk.ask(61);
  const message = await desk.message(id);
  await slack.click('UFINN', message, 'remit_approve');
  await until(() => slack.whispers.at(-1));
  expect((await fetch(slack.url, slack.last)).status).toBe(200);
  await slack.click('UMAX', message, 'remit_approve');
  await until(() => (wordsOf(message).includes('Approved') ? true : undefined));
  expect(slack.whispers).toHaveLength(1);
});

test('what Slack sends in another shape is answered and left alone', async () => {
  for (const payload of [
    { type: 'shortcut' },
    { type: 'block_actions' },
    { ...click, actions: [{ action_id: 'x', value: '{"review":1}' }] },
  ])
    expect((await slack.send(payload)).status).toBe(200);
});

test('a message that was sent while the line broke is found again and not sent twice', async () => {
  slack.fault = (method) => (method === 'chat.postMessage' ? 'after' : undefined);
  const id = await desk.ask(62);
  const review = (await desk.read(id)).review?.id;
  const about = () => slack.messages.filter(({ metadata }) => metadata?.event_payload['about'] === review);
  await until(() => (about().length > 0 ? true : undefined));
  slack.fault = undefined;
  await until(() => (slack.calls.includes('conversations.history') ? true : undefined));
  const message = await desk.message(id);
  await slack.click('UMAX', message, 'remit_approve');
  await until(() => (wordsOf(message).includes('Approved by Max Dorn') ? true : undefined));
  expect(about()).toHaveLength(1);
});

test('Slack that is gone, refuses or asks for patience keeps nobody from deciding, and is told later', async () => {
  let isAway = true;
  slack.fault = (method) => (method === 'chat.postMessage' && isAway ? 'ratelimited' : undefined);
  const id = await desk.ask(63);
  await until(() => (desk.logged.some((line) => line.includes('Slack asks us to wait')) ? true : undefined));
  await desk.decide(id, 'mia', { decision: 'reject' });
  const other = await desk.ask(64);
  isAway = false;
  const message = await desk.message(other);
  expect(wordsOf(message)).toContain('Waits for manager');
  // What was decided before anybody could be told is not asked any more.
  expect(slack.messages.some(({ text }) => text.includes('Order 63'))).toBe(false);
});

test('a message that somebody deleted is not missed', async () => {
  const id = await desk.ask(65);
  const message = await desk.message(id);
  slack.messages.splice(slack.messages.indexOf(message), 1);
  await desk.decide(id, 'mia');
  const closed = () =>
    desk.database.pool.query("select 1 from slack_messages where about like $1 and state = 'closed'", [
      `${id}%`,
    ]);
  await until(async () => ((await closed()).rowCount === 1 ? true : undefined));
});

test('a modal whose decision takes longer than Slack waits says what came of it afterwards', async () => {
  const id = await desk.ask(66);
  const message = await desk.message(id);
  await slack.click('UMARA', message, 'remit_reject');
  await until(() => slack.modal);
  // The profile is asked for, and Slack takes its time: nothing is decided before we know who it is.
  slack.member('USLOW', 'max@acme.example');
  slack.slowMs = 2_300;
  const answer = await slack.submit('USLOW', { remit_because: 'not_ours' });
  slack.slowMs = 0;
  expect(answer).toMatchObject({ response_action: 'update', view: { title: { text: 'One moment' } } });
  await until(() => (wordsOf(message).includes('Rejected by Max Dorn') ? true : undefined));
  await until(() => (slack.modal?.title.text === 'Done' ? true : undefined));
});

test('notices are said in their own channel, each once, and none from before Slack was connected', async () => {
  const say = (name: string, at: Date, says: string) =>
    desk.database.pool.query(
      `insert into notices (id, at, workflow, kind, says, link, cases, roles) values ($1, $2, null, 'test', $3, '/proof', '[]', '[]')`,
      [name, at, says],
    );
  await say('old', new Date(Date.now() - 3_600_000), 'History');
  await say('new', new Date(), 'Refunds fell back to draft <!channel>');
  await until(() => (slack.shown('C0NOTICES').length > 0 ? true : undefined));
  await desk.closeDoor();
  await desk.openDoor();
  await desk.message(await desk.ask(67));
  expect(slack.shown('C0NOTICES')).toEqual(['Refunds fell back to draft <!channel>\nOpen the case']);
  const [notice] = slack.messages.filter(({ channel }) => channel === 'C0NOTICES');
  expect(notice?.blocks[0]).toMatchObject({ text: { type: 'plain_text' } });
});
