import { Role, TaskState } from '@a2a-js/sdk';
import { ClientFactory, type Client } from '@a2a-js/sdk/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerA2a, CARD_PATH, RPC_PATH } from '../../src/doors/a2a/index.ts';
import { openHttp, type HttpServer } from '../../src/doors/http/index.ts';
import { needTokenRight } from '../../src/doors/http/serve/auth.ts';
import { advance } from '../../src/flow/index.ts';
import { serveAcme } from '../support/acme_server.ts';

const acme = serveAcme();
let server: HttpServer;
let client: Client;

beforeAll(async () => {
  server = await openHttp({
    ...acme.options,
    mounts: [CARD_PATH, RPC_PATH].map((path) => ({
      path,
      answer: (request, { world, version, auth }) =>
        answerA2a({ world, version, auth, need: needTokenRight }, request),
    })),
  });
  client = await new ClientFactory().createFromUrl(server.url);
});
afterAll(() => server.close());

const work = (messageId: string, order: string) => ({
  tenant: '',
  configuration: undefined,
  metadata: undefined,
  message: {
    messageId,
    contextId: '',
    taskId: '',
    role: Role.ROLE_USER,
    parts: [
      {
        content: { $case: 'data' as const, value: { order, email: 'ida@example.org' } },
        metadata: undefined,
        filename: '',
        mediaType: 'application/json',
      },
      {
        content: { $case: 'text' as const, value: 'Where is my parcel?' },
        metadata: undefined,
        filename: '',
        mediaType: 'text/plain',
      },
    ],
    metadata: { workflow: 'refunds' },
    extensions: [],
    referenceTaskIds: [],
  },
});

test('another agent finds each workflow as a skill on the card', async () => {
  const card = (await (await fetch(server.url + CARD_PATH)).json()) as { skills: { id: string }[] };
  expect(card.skills.map(({ id }) => id)).toContain('refunds');
});

test('work that another agent hands in twice is one case, and it asks until it is done', async () => {
  const first = await client.sendMessage(work('w-1', '20'));
  const again = await client.sendMessage(work('w-1', '20'));
  if (!('status' in first) || !('status' in again))
    throw new Error('a message was answered instead of a task');
  expect(again.id).toBe(first.id);
  expect(first.status?.state).toBe(TaskState.TASK_STATE_SUBMITTED);
  await advance(acme.world, first.id);
  const later = await client.getTask({ tenant: '', id: first.id, historyLength: 0 });
  expect(later.status?.state).not.toBe(TaskState.TASK_STATE_SUBMITTED);
  expect(JSON.stringify(later)).not.toContain('ida@example.org');
});

test('a field that is wrong, a task that is not there and a stream that is not offered are said', async () => {
  await expect(client.getTask({ tenant: '', id: 'nobody', historyLength: 0 })).rejects.toThrow(/case|task/i);
  const call = async (method: string, params: unknown) => {
    const answer = await fetch(server.url + RPC_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    return (await answer.json()) as { error: { code: number; message: string } };
  };
  expect((await call('SubscribeToTask', { id: 'x' })).error.code).toBe(-32_004);
  expect((await call('Dance', {})).error.code).toBe(-32_601);
  const wrong = {
    message: { messageId: 'w-2', parts: [{ data: { order: {} } }], metadata: { workflow: 'refunds' } },
  };
  expect((await call('SendMessage', wrong)).error.message).toContain('order');
  const nowhere = {
    message: { messageId: 'w-3', parts: [{ text: 'hello' }], metadata: { workflow: 'refnds' } },
  };
  expect((await call('SendMessage', nowhere)).error.message).toContain('refunds');
});
