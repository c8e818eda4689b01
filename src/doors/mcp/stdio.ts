import type { Readable, Writable } from 'node:stream';
import type { World } from '../../flow/index.ts';
import { Session } from '../../flow/proposals/session.ts';
import type { Caller } from '../../people/tokens/index.ts';
import { AppError } from '../../runtime/errors.ts';
import { workflowNamed } from './named.ts';

export interface Stdio {
  world: World;
  version: string;
  workflow: string;
  caller: Caller;
  stdin: Readable;
  stdout: Writable;
  heldMs?: number;
}

/** The MCP server of one workflow over standard input and output; one process is one session. Resolves when it ends. */
export async function serveMcp(options: Stdio): Promise<{ ended: Promise<void>; close(): Promise<void> }> {
  const { world, version, workflow, caller, stdin, stdout, heldMs } = options;
  workflowNamed(world, workflow);
  const { agent } = caller;
  if (!agent) {
    throw new AppError('forbidden', `The token ${caller.name} speaks as no agent.`, {
      suggestion: 'Make one with remit token make --agent.',
    });
  }
  const of = { id: world.id(), workflow, agent, caller: caller.id, door: 'stdio' as const };
  const session = await Session.open(world, of);
  const [{ serveStdio, StdioServerTransport }, { gatewayServer }] = await Promise.all([
    import('@modelcontextprotocol/server/stdio'),
    import('./server.ts'),
  ]);
  const make = () =>
    gatewayServer({ world, version, workflow, session: async () => session, cancels: true, heldMs });
  const handle = serveStdio(make, { transport: new StdioServerTransport(stdin, stdout) });
  const ended = new Promise<void>((done) => {
    stdin.once('end', done);
    stdin.once('close', done);
  });
  return {
    ended,
    async close() {
      await handle.close();
      await session.settled();
    },
  };
}
