import type { JsonSchemaType, JsonSchemaValidator, PriorDiscovery, Tool } from '@modelcontextprotocol/client';
import type { McpFile, McpTool } from '../../workspace/systems/mcp.ts';
import { connect, NoConnection, type Connection } from './connect.ts';
import { definitionDigest } from './definition.ts';

/** Servers that do not tell of changes are asked for their tools again after this long. */
const LIST_AGE_MS_MAX = 300_000;

/** A tool of a live connection, with what holds arguments against its schema. */
export interface LiveTool {
  tool: Tool;
  digest: string;
  validate: JsonSchemaValidator<unknown>;
}

/** One connection to one server, made when it is needed and again when it was lost, with its tools as they are now. */
export class Tools {
  readonly #file: McpFile;
  #connecting: Promise<Connection> | undefined;
  #current: Connection | undefined;
  #prior: PriorDiscovery | undefined;
  #listed: { at: number; tools: Map<string, LiveTool> } | undefined;
  #isClosed = false;

  constructor(file: McpFile) {
    this.#file = file;
  }

  /** The open connection. Callers that come while it is made wait for the same one. */
  async connection(): Promise<Connection> {
    if (this.#isClosed) throw new NoConnection('was closed');
    if (this.#current?.isOpen() === true) return this.#current;
    this.#listed = undefined;
    this.#connecting ??= this.#open().finally(() => (this.#connecting = undefined));
    return this.#connecting;
  }

  /** All tools that the server offers now, by name. */
  async all(): Promise<Map<string, LiveTool>> {
    const connection = await this.connection();
    if (this.#listed && Date.now() - this.#listed.at < LIST_AGE_MS_MAX) return this.#listed.tools;
    const before = this.#listed?.tools;
    const { AjvJsonSchemaValidator } = await import('@modelcontextprotocol/client/validators/ajv');
    const ajv = new AjvJsonSchemaValidator();
    const tools = new Map<string, LiveTool>();
    for (const tool of await connection.list({ timeout: this.#file.limits.timeoutMs })) {
      const digest = definitionDigest(tool);
      const known = before?.get(tool.name);
      tools.set(
        tool.name,
        known?.digest === digest ? known : { tool, digest, validate: validatorOf(ajv, tool) },
      );
    }
    this.#listed = { at: Date.now(), tools };
    return tools;
  }

  /** The tool of an offer, if it still is what a person accepted; else a sentence about what has changed. */
  async accepted({ tool: name, accepted }: McpTool): Promise<LiveTool | { says: string }> {
    const live = (await this.all()).get(name);
    if (!live) return { says: `has no tool "${name}" any more` };
    if (live.digest === accepted) return live;
    return {
      says: `has changed its tool "${name}" since somebody accepted it: look at it and run remit connect mcp ${this.#file.name} --accept`,
    };
  }

  /** Gives a connection up that is of no use; the next call makes another. */
  drop(connection: Connection): void {
    if (this.#current === connection) this.#current = undefined;
    void connection.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const connection = this.#current ?? (await this.#connecting?.catch(() => undefined));
    await connection?.close().catch(() => undefined);
  }

  async #open(): Promise<Connection> {
    const onChanged = (): void => {
      if (this.#listed) this.#listed.at = 0;
    };
    try {
      const connection = await connect(this.#file, { prior: this.#prior, onChanged });
      this.#prior = connection.prior;
      this.#current = connection;
      return connection;
    } catch (error) {
      // A server that was replaced by a newer one may speak otherwise than its predecessor.
      this.#prior = undefined;
      throw error;
    }
  }
}

/** A schema that cannot be compiled (another dialect) lets everything through: the server checks once more. */
function validatorOf(
  ajv: { getValidator(schema: JsonSchemaType): JsonSchemaValidator<unknown> },
  { inputSchema }: Tool,
): JsonSchemaValidator<unknown> {
  try {
    return ajv.getValidator(inputSchema as JsonSchemaType);
  } catch {
    return (input) => ({ valid: true, data: input, errorMessage: undefined });
  }
}
