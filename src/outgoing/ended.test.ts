import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOT, Proposals } from '../../test/support/proposing.ts';
import { settled } from '../../test/support/settled.ts';
import { openReceiver, type Receiver } from '../../test/support/receiver.ts';
import { propose, waitFor } from '../flow/index.ts';
import type { OutgoingHook } from '../workspace/outgoing.ts';
import { OutgoingSender } from './sender.ts';

const acme = new Proposals();
let receiver: Receiver;
let sender: OutgoingSender;

beforeAll(async () => {
  await acme.open();
  receiver = await openReceiver();
  const hook: OutgoingHook = {
    name: 'bot',
    origin: '',
    url: receiver.url,
    secrets: [receiver.secret],
    events: ['proposal'],
    workflows: ['refunds'],
    agents: [BOT.name],
  };
  acme.workspace.hooks = [hook];
  sender = new OutgoingSender(
    { ...acme.world, workspace: () => acme.workspace },
    acme.database.pool,
    (error) => expect.fail(String(error)),
  );
  await sender.turn();
});
afterAll(async () => {
  await sender.stop();
  await receiver.close();
  await acme.close();
});

test('an agent from outside is told once how what it proposed ended', async () => {
  const asked = await propose(acme.world, acme.refund('5', 5));
  const { handle } = asked;
  await waitFor(acme.world, { handle, agent: BOT.name, ms: 5_000 });
  for (let turn = 0; turn < 3; turn++) {
    await settled(acme.database.pool);
    await sender.turn();
  }
  const ended = receiver.taken.filter(({ event }) => event.type === 'remit.proposal.ended');
  expect(ended).toHaveLength(1);
  expect(ended[0]?.event.data).toMatchObject({ agent: BOT.name, status: 'done', workflow: 'refunds' });
  expect(receiver.taken.map(({ event }) => event.type)).toContain('remit.proposal.made');
});

test('another agent’s proposals are none of its business', async () => {
  const before = receiver.taken.length;
  const agent = { name: 'other-bot', version: '1' };
  const asked = await propose(acme.world, { ...acme.refund('6', 500), agent });
  expect(asked.status).not.toBe('done');
  await settled(acme.database.pool);
  await sender.turn();
  expect(receiver.taken).toHaveLength(before);
});
