import type { Client, PriorDiscovery, Tool, Transport } from '@modelcontextprotocol/client';
import type { McpFile } from '../../workspace/systems/mcp.ts';
import { boundedFetch } from './bounded.ts';
import { endWithUs, hasEnded } from './children.ts';
import { TOOLS_MAX } from './definition.ts';

/** How much of what a started server writes about itself is kept, in characters: enough for the reason of its end. */
const STDERR_CHARS_MAX = 2_000;
/** A server that speaks only the older protocol may keep silent when it is asked for the newer; it is given this long. */
const PROBE_MS_MAX = 5_000;
/** Lists of tools that come in more pieces than this are not read to the end. */
const PAGES_MAX = 20;
const VERSION = '1';

/** A server that is spoken to. */
export interface Connection {
  client: Client;
  /** `2026-07-28`, as the two agreed. */
  protocol: string;
  server: { name: string; version: string } | undefined;
  /** The last line that a started server wrote about itself. */
  lastWords(): string | undefined;
  isOpen(): boolean;
  /** Lists its tools, all of them. */
  list(options: { timeout: number; signal?: AbortSignal }): Promise<Tool[]>;
  close(): Promise<void>;
  /** What it is that it speaks, so that the next connection need not ask again. */
  prior: PriorDiscovery | undefined;
}

/** What of a file says how its server is reached. */
export type Reached = Pick<McpFile, 'address' | 'launch' | 'protocol' | 'secrets' | 'oauth'> & {
  limits: Pick<McpFile['limits'], 'timeoutMs' | 'answerBytes'>;
};

/** What went wrong before there was a connection, with what the server itself said about it. */
export class NoConnection extends Error {
  readonly isFinal: boolean;
  constructor(says: string, { isFinal = false, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(says, { cause });
    this.name = 'NoConnection';
    this.isFinal = isFinal;
  }
}

/** Starts or reaches the server of a file, and agrees with it on a protocol. Throws what the SDK or the system throws. */
export async function connect(
  file: Reached,
  { prior, onChanged }: { prior?: PriorDiscovery | undefined; onChanged: () => void },
): Promise<Connection> {
  const { Client } = await import('@modelcontextprotocol/client');
  const timeout = file.limits.timeoutMs;
  const client = new Client(
    { name: 'remit', version: VERSION },
    {
      capabilities: {},
      versionNegotiation: {
        mode: modeOf(file.protocol),
        probe: { timeoutMs: Math.min(timeout, PROBE_MS_MAX) },
      },
      // Questions back to us are never answered by a program: what a case needs stands in its plan.
      inputRequired: { autoFulfill: false },
      listChanged: { tools: { autoRefresh: false, onChanged } },
      listMaxPages: PAGES_MAX,
      defaultCacheTtlMs: 0,
    },
  );
  const line = file.launch ? await openChild(file, file.launch) : await openAddress(file);
  let isOpen = true;
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK has this one place for it
  client.onclose = () => {
    isOpen = false;
    line.ended();
  };
  try {
    await client.connect(line.transport, { timeout, ...(prior ? { prior } : {}) });
  } catch (error) {
    await client.close().catch(() => undefined);
    line.ended();
    const words = line.lastWords();
    throw words === undefined ? error : new NoConnection(`did not start: ${words}`, { cause: error });
  }
  line.started();
  return {
    client,
    protocol: client.getNegotiatedProtocolVersion() ?? 'unknown',
    server: client.getServerVersion(),
    lastWords: () => line.lastWords(),
    isOpen: () => isOpen,
    prior: priorOf(client),
    async list(options) {
      const { tools } = await client.listTools(undefined, { ...options, cacheMode: 'refresh' });
      if (tools.length > TOOLS_MAX)
        throw new NoConnection(`offers more than ${TOOLS_MAX} tools`, { isFinal: true });
      return tools;
    },
    close: () => client.close(),
  };
}

function modeOf(protocol: McpFile['protocol']): 'auto' | 'legacy' | { pin: string } {
  if (protocol === 'auto') return 'auto';
  return protocol === '2025-11-25' ? 'legacy' : { pin: protocol };
}

function priorOf(client: Client): PriorDiscovery | undefined {
  if (client.getProtocolEra() === 'legacy') return { kind: 'legacy' };
  const discover = client.getDiscoverResult();
  return discover && { kind: 'modern', discover };
}

interface Opened {
  transport: Transport;
  started(): void;
  ended(): void;
  lastWords(): string | undefined;
}

async function openAddress({ address, secrets, oauth, limits }: Reached): Promise<Opened> {
  const { ClientCredentialsProvider, StreamableHTTPClientTransport } =
    await import('@modelcontextprotocol/client');
  const { headers, clientSecret = '' } = secrets;
  const authProvider =
    oauth &&
    new ClientCredentialsProvider({
      clientId: oauth.clientId,
      clientSecret,
      clientName: 'Remit',
      ...(oauth.scope === undefined ? {} : { scope: oauth.scope }),
      ...(oauth.issuer === undefined ? {} : { expectedIssuer: oauth.issuer }),
    });
  const line = boundedFetch(limits.answerBytes);
  const transport = new StreamableHTTPClientTransport(new URL(address ?? ''), {
    requestInit: { headers },
    fetch: line.fetch,
    ...(authProvider ? { authProvider } : {}),
  });
  return { transport, started: () => undefined, ended: () => line.close(), lastWords: () => undefined };
}

async function openChild(
  { secrets, limits }: Reached,
  { command, args, env, cwd }: NonNullable<McpFile['launch']>,
): Promise<Opened> {
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  const transport = new StdioClientTransport({
    command,
    args: args.map((arg, index) => secrets.args[index] ?? arg),
    // The SDK adds the few names that any program needs (PATH, HOME); nothing else of ours goes along.
    env: { ...env, ...secrets.env },
    stderr: 'pipe',
    maxBufferSize: limits.answerBytes,
    ...(cwd === undefined ? {} : { cwd }),
  });
  let words = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-STDERR_CHARS_MAX);
  });
  let pid: number | null = null;
  return {
    transport,
    started() {
      pid = transport.pid;
      if (pid !== null) endWithUs(pid);
    },
    ended() {
      if (pid !== null) hasEnded(pid);
    },
    lastWords: () => words.trim().split('\n').at(-1)?.trim().slice(0, 200) || undefined,
  };
}
