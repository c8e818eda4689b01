import type { CallToolResult } from '@modelcontextprotocol/client';
import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { McpFile, McpTool } from '../../workspace/systems/mcp.ts';
import type { ReadOffer, WriteOffer } from '../../workspace/systems/schema.ts';
import { fillFields } from '../../workspace/template.ts';
import type { Probed, System } from '../schema.ts';
import { errorOf, isEmptyAt, understand } from './answer.ts';
import { NoConnection, type Connection } from './connect.ts';
import { failureOf, type Failure } from './failure.ts';
import { probeTools } from './probe.ts';
import { Tools, type LiveTool } from './tools.ts';

type Called = { ok: true; result: CallToolResult } | ({ ok: false } & Failure);

/**
 * An outside system behind an MCP server. Its reads and writes are calls of tools that a person has accepted; a tool
 * that looks different from what was accepted is not called.
 */
export class McpSystem implements System {
  readonly name: string;
  readonly #file: McpFile;
  readonly #tools: Tools;

  constructor(file: McpFile) {
    this.name = file.name;
    this.#file = file;
    this.#tools = new Tools(file);
  }

  async read(
    name: string,
    args: Record<string, unknown>,
    { signal }: { signal: AbortSignal },
  ): Promise<ReadAnswer> {
    const offer: ReadOffer<McpTool> = this.#offer(this.#file.reads, name);
    const called = await this.#call(offer.via, args, signal);
    if (!called.ok) return { ok: false, ...readFailure(called), says: this.#says(called.says) };
    const { result } = called;
    const { noneWhen } = offer.via;
    if (result.isError === true) {
      const says = errorOf(result);
      const isNone = noneWhen?.says !== undefined && says.toLowerCase().includes(noneWhen.says.toLowerCase());
      return {
        ok: false,
        why: isNone ? 'not_found' : 'refused',
        says: this.#says(`says: ${says}`),
        retry: false,
      };
    }
    if (noneWhen?.empty !== undefined && isEmptyAt(result, noneWhen.empty))
      return { ok: false, why: 'not_found', says: this.#says('has none'), retry: false };
    const understood = understand(result, offer.gives);
    if (understood.ok) return { ok: true, value: understood.value, at: new Date() };
    return { ok: false, why: 'bad_answer', says: this.#says(understood.says), retry: false };
  }

  async write(
    name: string,
    args: Record<string, unknown>,
    { key, signal }: { key: string; signal: AbortSignal },
  ): Promise<WriteAnswer> {
    const offer: WriteOffer<McpTool> = this.#offer(this.#file.writes, name);
    const called = await this.#call(offer.via, args, signal, key);
    if (!called.ok) return { ok: false, why: writeFailure(called), says: this.#says(called.says) };
    const { result } = called;
    if (result.isError === true) {
      const why = offer.via.onError === 'not_done' ? 'rejected' : 'unknown';
      return { ok: false, why, says: this.#says(`says: ${errorOf(result)}`) };
    }
    // It says that it was done. An answer that does not fit takes the result away, never the deed.
    const understood = understand(result, offer.gives);
    return { ok: true, result: understood.ok ? understood.value : null, replayed: false };
  }

  /** No tool tells what became of a key; a write that can be asked about declares a `confirm` read. */
  confirm(): Promise<ConfirmAnswer> {
    return Promise.resolve({ known: false, says: this.#says('cannot be asked what became of it') });
  }

  async probe({ signal }: { signal: AbortSignal }): Promise<Probed> {
    try {
      const [connection, tools] = [await this.#tools.connection(), await this.#tools.all()];
      return probeTools(this.#file, connection, tools);
    } catch (error) {
      const { says } = failureOf(error, signal, this.#file.limits.timeoutMs);
      const todo =
        this.#file.address === undefined
          ? 'start its command by hand and read what it says'
          : 'look whether its address and its token are right';
      return { ok: false, says: this.#says(says), todo };
    }
  }

  close(): Promise<void> {
    return this.#tools.close();
  }

  /** One call of one tool; whatever may go wrong is a value. */
  async #call(
    via: McpTool,
    args: Record<string, unknown>,
    signal: AbortSignal,
    key?: string,
  ): Promise<Called> {
    let connection: Connection | undefined;
    try {
      connection = await this.#tools.connection();
      const live = await this.#tools.accepted(via);
      if ('says' in live) return { ok: false, why: 'refused', says: live.says };
      if (signal.aborted) return { ok: false, why: 'not_sent', says: 'was stopped before it was sent' };
      const filled = fillTool(via, live, args, key);
      if (!filled.ok) return { ok: false, why: 'refused', says: filled.says };
      // Without its output schema: what does not fit would be thrown away together with the news that it was done.
      const { outputSchema: _, ...toolDefinition } = live.tool;
      const timeout = this.#file.limits.timeoutMs;
      const call = {
        name: via.tool,
        arguments: filled.value,
        ...(key !== undefined && via.keyMeta !== undefined ? { _meta: { [via.keyMeta]: key } } : {}),
      };
      return {
        ok: true,
        result: await connection.client.callTool(call, { signal, timeout, toolDefinition }),
      };
    } catch (error) {
      const failure = failureOf(error, signal, this.#file.limits.timeoutMs);
      if (connection && failure.isLost === true) this.#tools.drop(connection);
      if (connection || error instanceof NoConnection) return { ok: false, ...failure };
      // There was no connection: nothing can have been done.
      return { ok: false, ...failure, why: failure.why === 'refused' ? 'refused' : 'not_sent' };
    }
  }

  #offer<T>(offers: Record<string, T>, name: string): T {
    const own = name.startsWith(`${this.name}.`) ? name.slice(this.name.length + 1) : name;
    const offer = Object.hasOwn(offers, own) ? offers[own] : undefined;
    if (!offer) throw new AppError('not_found', `${this.name} offers no "${own}"`);
    return offer;
  }

  #says(text: string): string {
    return `${this.#file.label} ${text}`;
  }
}

/** The arguments as the tool takes them: by the file's templates where it has some, and held against its schema. */
function fillTool(
  { with: templates, keyArgument }: McpTool,
  { tool, validate }: LiveTool,
  args: Record<string, unknown>,
  key: string | undefined,
): { ok: true; value: Record<string, unknown> } | { ok: false; says: string } {
  const required = new Set(tool.inputSchema.required);
  const scope = { values: { args }, locale: 'en', timeZone: 'UTC' };
  const filled = templates
    ? fillFields(templates, scope, (name) => !required.has(name))
    : { ok: true as const, value: { ...args } };
  if (!filled.ok)
    return { ok: false, says: `lacks ${filled.missing.join(', ')} for its tool "${tool.name}"` };
  if (keyArgument !== undefined && key !== undefined) filled.value[keyArgument] = key;
  const held = validate(filled.value);
  if (held.valid) return filled;
  return {
    ok: false,
    says: `does not take these arguments for its tool "${tool.name}": ${held.errorMessage}`,
  };
}

function readFailure({ why }: Failure): {
  why: 'timeout' | 'unreachable' | 'bad_answer' | 'refused';
  retry: boolean;
} {
  if (why === 'timeout' || why === 'stopped') return { why: 'timeout', retry: true };
  if (why === 'not_sent' || why === 'cut') return { why: 'unreachable', retry: true };
  if (why === 'refused') return { why: 'refused', retry: false };
  return { why: 'bad_answer', retry: why === 'odd' };
}

function writeFailure({ why }: Failure): 'rejected' | 'not_sent' | 'unknown' {
  if (why === 'refused') return 'rejected';
  return why === 'not_sent' ? 'not_sent' : 'unknown';
}
