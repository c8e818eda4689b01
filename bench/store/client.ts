import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { World } from '../../src/flow/index.ts';
import { makeToken } from '../../src/people/tokens/index.ts';
import { serveGateway } from '../../test/support/gateway_door.ts';
import type { Errand } from './data.ts';
import { OUTSIDE } from './workspace.ts';

/** What a client was told of its calls, by how it begins: `done`, `failed`, `denied`, `unknown`. */
export type Told = Record<string, number>;

/** An agent that Remit does not run, with the reference client of MCP, at the gateway of the workflow `orders`. */
export interface OutsideAgent {
  told: Told;
  /** Does what a request asks for, call by call; what is held it asks about until it is over. */
  perform(request: Errand, run: string): Promise<void>;
  close(): Promise<void>;
}

const WAIT_S = 25;

export async function connectOutside(world: World): Promise<OutsideAgent> {
  const [person] = world.workspace().people;
  if (!person) throw new Error('nobody works here');
  const { text: token } = await makeToken(world, person, {
    name: OUTSIDE.name,
    agent: OUTSIDE,
    person: null,
    workflows: ['orders'],
    rights: ['propose'],
    days: 1,
  });
  const served = await serveGateway(world, 'orders');
  const client = new Client(
    { name: OUTSIDE.name, version: OUTSIDE.version },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(served.address), { requestInit }));
  const told: Told = {};
  return {
    told,
    async perform(request, run) {
      await client.callTool({ name: 'store_user', arguments: { user_id: request.user_id } });
      for (const [at, call] of request.actions.entries()) {
        const status = await write(
          client,
          `store_${call.name}`,
          call.arguments,
          `${run}.${request.task_id}.${at}`,
        );
        told[status] = (told[status] ?? 0) + 1;
      }
    },
    async close() {
      await client.close();
      await served.close();
    },
  };
}

interface Answer {
  status: string;
  handle: string;
}

/** One call to its end. Its key tells it from calls that look alike, and makes a repeated one the same. */
async function write(
  client: Client,
  name: string,
  args: Record<string, unknown>,
  key: string,
): Promise<string> {
  let answer = answerOf(await client.callTool({ name, arguments: args, _meta: { 'remit/key': key } }));
  // What is not known yet a person finds out, and then the agent hears of it as well.
  while (answer.status === 'waiting' || answer.status === 'unknown') {
    const asking = { id: answer.handle, wait_s: WAIT_S };
    answer = answerOf(await client.callTool({ name: 'approval_status', arguments: asking }));
  }
  return answer.status;
}

function answerOf(result: Awaited<ReturnType<Client['callTool']>>): Answer {
  const { structuredContent, content } = result as { structuredContent?: Answer; content: unknown };
  if (!structuredContent?.status) throw new Error(JSON.stringify(content));
  return structuredContent;
}
