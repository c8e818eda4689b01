import type { McpHttpHandler, McpRequestContext } from '@modelcontextprotocol/server';
import type { World } from '../../flow/index.ts';
import type { Caller, TokenRight } from '../../people/tokens/index.ts';
import { AppError } from '../../runtime/errors.ts';
import { workflowNamed } from './named.ts';
import { Sessions } from '../../flow/proposals/sessions.ts';

export const MCP_PATH = '/mcp/';

/** Larger requests are refused: arguments are no place for files. */
const REQUEST_BYTES_MAX = 1_048_576;
const MARK_CHARS_MAX = 200;

/** What the door needs of the server that it stands in. */
export interface HttpDoor {
  world: World;
  version: string;
  auth: { needCaller(authorization: string | undefined, resource?: string): Promise<Caller> };
  /** What its callers read before, also by other doors of the same server. */
  sessions?: Sessions;
  /** Throws where a caller lacks a right, or is not for a workflow. */
  need(caller: Caller, right: TokenRight, workflow?: string): void;
}

interface Visit {
  caller: Caller;
  workflow: string;
  mark: string;
}

/** The MCP servers of all workflows, over streamable HTTP: `/mcp/<workflow>`. */
export class McpHttp {
  private readonly door: HttpDoor;
  private readonly heldMs: number | undefined;
  private readonly sessions: Sessions;
  private handler: Promise<McpHttpHandler> | undefined;

  constructor(door: HttpDoor, { heldMs }: { heldMs?: number } = {}) {
    this.door = door;
    this.heldMs = heldMs;
    this.sessions = door.sessions ?? new Sessions(door.world);
  }

  /** Answers one request. Throws an `AppError` for who may not come in. */
  async answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const workflow = decodeURIComponent(pathname.slice(MCP_PATH.length));
    workflowNamed(this.door.world, workflow);
    const caller = await this.callerOf(request, workflow);
    this.handler ??= this.open();
    const handler = await this.handler;
    const mark = request.headers.get('mcp-session-id')?.slice(0, MARK_CHARS_MAX) ?? '';
    // The token itself goes no further than this door: what is called with it sees who called.
    const extra = { caller, workflow, mark };
    return handler.fetch(request, { authInfo: { token: '', clientId: caller.id, scopes: [], extra } });
  }

  /** Ends what is under way, and waits until everything that was read stands in the log. */
  async close(): Promise<void> {
    if (this.handler) await (await this.handler).close();
    await this.sessions.close();
  }

  private async callerOf(request: Request, workflow: string): Promise<Caller> {
    const caller = await this.door.auth.needCaller(
      request.headers.get('authorization') ?? undefined,
      `${MCP_PATH}${workflow}`,
    );
    this.door.need(caller, 'propose', workflow);
    return caller;
  }

  private async open(): Promise<McpHttpHandler> {
    // Loaded at the first call: who has no agents outside starts no slower for it.
    const [{ createMcpHandler }, { gatewayServer }] = await Promise.all([
      import('@modelcontextprotocol/server'),
      import('./server.ts'),
    ]);
    const { world, version } = this.door;
    const make = ({ authInfo }: McpRequestContext) => {
      const { caller, workflow, mark } = (authInfo as unknown as { extra: Visit }).extra;
      const { id, agent } = caller;
      if (!agent) throw new AppError('forbidden', `${caller.name} speaks as no agent.`);
      const session = (named?: string) =>
        this.sessions.of({ caller: id, agent, workflow, mark: named ?? mark });
      return gatewayServer({ world, version, workflow, session, cancels: false, heldMs: this.heldMs });
    };
    return createMcpHandler(make, { maxRequestBodySize: REQUEST_BYTES_MAX });
  }
}
