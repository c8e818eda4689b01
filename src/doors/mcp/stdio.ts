import type { Readable, Writable } from 'node:stream';
import type { World } from '../../flow/index.ts';
import { Session } from '../../flow/proposals/session.ts';
import { Holders, type Caller } from '../../people/tokens/index.ts';
import { AppError } from '../../runtime/errors.ts';
import { workflowNamed } from './named.ts';

/** Who calls, and through which pipe. */
export interface StdioGiven {
  workflow: string;
  token: string;
  stdin: Readable;
  stdout: Writable;
}

interface Stdio extends StdioGiven {
  world: World;
  version: string;
  heldMs?: number;
  /** Is told which token was shown. */
  used?: (token: string) => void;
}

/**
 * The MCP server of one workflow over standard input and output; one process is one session. Throws an `AppError` where
 * the token opens nothing, or not this workflow.
 */
export async function serveStdio(options: Stdio): Promise<{ ended: Promise<void>; close(): Promise<void> }> {
  const { world, version, workflow, stdin, stdout, heldMs } = options;
  workflowNamed(world, workflow);
  const caller = await callerOf(options);
  const { agent } = caller;
  if (!agent) {
    throw new AppError('forbidden', `The token ${caller.name} speaks as no agent.`, {
      suggestion: 'Make one with remit token make --agent.',
    });
  }
  const of = { id: world.id(), workflow, agent, caller: caller.id, door: 'stdio' as const };
  const session = await Session.open(world, of);
  const [{ serveStdio: serve, StdioServerTransport }, { gatewayServer }] = await Promise.all([
    import('@modelcontextprotocol/server/stdio'),
    import('./server.ts'),
  ]);
  const make = () =>
    gatewayServer({ world, version, workflow, session: async () => session, cancels: true, heldMs });
  const handle = serve(make, { transport: new StdioServerTransport(stdin, stdout) });
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

async function callerOf({ world, token, workflow, used }: Stdio): Promise<Caller> {
  const caller = await new Holders(world.log, () => world.now(), used).holderOf(token);
  if (typeof caller === 'string') {
    throw new AppError('unauthorized', `REMIT_TOKEN opens nothing: ${FAULTS[caller]}.`, {
      suggestion: 'Make a new one with remit token make.',
    });
  }
  if (!caller.rights.includes('propose') || (caller.workflows && !caller.workflows.includes(workflow))) {
    throw new AppError('forbidden', `The token ${caller.name} may not propose in ${workflow}.`, {
      suggestion: `Make one with remit token make --agent … --workflow ${workflow}.`,
    });
  }
  return caller;
}

const FAULTS = {
  no_token: 'it is no token of Remit',
  unknown: 'there is no such token',
  withdrawn: 'it was withdrawn',
  expired: 'it has expired',
} as const;
