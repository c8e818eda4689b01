import { AppError } from '../../runtime/errors.ts';
import type { Env } from '../../workspace/env.ts';
import { McpForm, checkMcp } from '../../workspace/systems/mcp.ts';
import { suggestName } from '../../workspace/nearest.ts';
import { accept } from './accept.ts';
import { connect, type Connection } from './connect.ts';
import { failureOf } from './failure.ts';
import { propose, snake, type Head, type Proposed } from './propose.ts';

export type { Accepting, Looked } from './accept.ts';
export type { Proposed } from './propose.ts';

/** What `remit connect mcp` was given. Values may name `${NAME}`: the file keeps the name, the call takes the value. */
export interface Ask {
  /** Absent: what the server calls itself. */
  name?: string;
  command?: string[];
  address?: string;
  env: Record<string, string>;
  headers: Record<string, string>;
  protocol?: string;
  /** The tools that are wanted; empty: all. */
  tools: string[];
}

/** What the command line needs of MCP. `main.ts` provides it, since doors know no systems. */
export interface McpConnecting {
  /** Looks at a server and writes the file of a system for it. */
  propose(ask: Ask, env: Env): Promise<Proposed & { name: string; says: string }>;
  /** Looks at the tools of a file once more and accepts them as they are. */
  accept: typeof accept;
}

export const mcpConnecting: McpConnecting = { propose: proposeFor, accept };

async function proposeFor(ask: Ask, env: Env): Promise<Proposed & { name: string; says: string }> {
  const [command, ...args] = ask.command ?? [];
  const head: Head = {
    kind: 'mcp',
    ...(command === undefined ? {} : { command }),
    ...(args.length === 0 ? {} : { args }),
    ...(ask.address === undefined ? {} : { address: ask.address }),
    ...(Object.keys(ask.env).length === 0 ? {} : { env: ask.env }),
    ...(Object.keys(ask.headers).length === 0 ? {} : { headers: ask.headers }),
    ...(ask.protocol === undefined ? {} : { protocol: ask.protocol }),
  };
  const form = McpForm.safeParse(head);
  if (!form.success)
    throw new AppError('invalid', `This is no way to a server: ${form.error.issues[0]?.message ?? ''}`);
  const file = checkMcp(ask.name ?? 'server', form.data, env, (path, says, suggestion) => {
    throw new AppError(
      'invalid',
      `${path.join('.')} ${says}`.trim(),
      suggestion === undefined ? {} : { suggestion },
    );
  });
  const connection = await reach(() => connect(file, { onChanged: () => undefined }), file.limits.timeoutMs);
  try {
    const all = await reach(() => connection.list({ timeout: file.limits.timeoutMs }), file.limits.timeoutMs);
    const names = all.map(({ name }) => name);
    for (const wanted of ask.tools) {
      if (!names.includes(wanted))
        throw new AppError('not_found', `The server has no tool "${wanted}".`, {
          suggestion: suggestName(wanted, names) ?? names.join(', '),
        });
    }
    const tools = ask.tools.length === 0 ? all : all.filter(({ name }) => ask.tools.includes(name));
    const says = introduce(connection);
    return {
      name: ask.name ?? snake(connection.server?.name ?? 'server'),
      says,
      ...propose(head, tools, says),
    };
  } finally {
    await connection.close();
  }
}

function introduce({ server, protocol }: Connection): string {
  const who = server ? `${server.name} ${server.version}` : 'The server';
  return `${who} answers in MCP ${protocol}.`;
}

async function reach<T>(call: () => Promise<T>, timeoutMs: number): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { says } = failureOf(error, new AbortController().signal, timeoutMs);
    throw new AppError('unavailable', `The server ${says}.`, {
      suggestion: 'start its command by hand, or look whether its address and token are right',
    });
  }
}
