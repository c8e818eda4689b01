import { z } from 'zod';
import { intake, load, type World } from '../../flow/index.ts';
import type { Caller, TokenRight } from '../../people/tokens/index.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { agentCard } from './card.ts';
import { taskOf, type Task } from './task.ts';

export const CARD_PATH = '/.well-known/agent-card.json';
export const RPC_PATH = '/a2a';

/** Codes of JSON-RPC 2.0 and of A2A (specification, section 3.3.2). */
const CODES = {
  parse: -32_700,
  request: -32_600,
  method: -32_601,
  params: -32_602,
  notFound: -32_001,
  unsupported: -32_004,
} as const;
const NAME_CHARS_MAX = 200;
const PARTS_MAX = 50;

const Id = z.union([z.string(), z.number(), z.null()]);
const Request = z.object({
  jsonrpc: z.literal('2.0'),
  id: Id,
  method: z.string(),
  params: z.unknown().optional(),
});
const Metadata = z.record(z.string(), z.unknown()).optional();
const Part = z.object({ text: z.string().optional(), data: z.record(z.string(), z.unknown()).optional() });
const Send = z.object({
  message: z.object({
    messageId: z.string().min(1).max(NAME_CHARS_MAX),
    parts: z.array(Part).min(1).max(PARTS_MAX),
    metadata: Metadata,
  }),
  metadata: Metadata,
});
const Get = z.object({ id: z.string().min(1).max(NAME_CHARS_MAX) });

/** Methods of the protocol that are known, and not offered: everything goes on without streams and pushes. */
const NOT_OFFERED =
  /^(SendStreamingMessage|SubscribeToTask|CancelTask|ListTasks|.*PushNotificationConfig.*|GetExtendedAgentCard)$/;

export interface A2aDoor {
  world: World;
  version: string;
  auth: { whoIs(authorization: string | undefined): Promise<Caller | null> };
  /** Throws where a caller lacks a right, or is not for a workflow. */
  need(caller: Caller, right: TokenRight, workflow?: string): void;
}

/** A2A over JSON-RPC: other agents hand in work by `SendMessage`, and ask by `GetTask` what became of it. */
export async function answerA2a(door: A2aDoor, request: globalThis.Request): Promise<Response> {
  const { origin, pathname } = new URL(request.url);
  if (pathname === CARD_PATH)
    return Response.json(agentCard(door.world.workspace(), `${origin}${RPC_PATH}`, door.version));
  const caller = await door.auth.whoIs(request.headers.get('authorization') ?? undefined);
  const text = await request.text();
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return failed(null, CODES.parse, 'The body is not JSON.');
  }
  const asked = Request.safeParse(raw);
  if (!asked.success) return failed(null, CODES.request, 'The body is not a request of JSON-RPC 2.0.');
  const { id, method, params } = asked.data;
  try {
    return Response.json({ jsonrpc: '2.0', id, result: await run(door, caller, method, params) });
  } catch (error) {
    if (error instanceof RpcError) return failed(id, error.code, error.message);
    if (error instanceof z.ZodError) return failed(id, CODES.params, z.prettifyError(error));
    if (error instanceof AppError)
      return failed(id, error.code === 'not_found' ? CODES.notFound : CODES.params, sayOf(error));
    throw error;
  }
}

class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

async function run(
  door: A2aDoor,
  caller: Caller | null,
  method: string,
  params: unknown,
): Promise<Task | { task: Task }> {
  if (method === 'SendMessage') return { task: await send(door, caller, Send.parse(params)) };
  if (method === 'GetTask') return get(door, caller, Get.parse(params).id);
  if (NOT_OFFERED.test(method))
    throw new RpcError(CODES.unsupported, `${method} is not offered here: send messages, and ask for tasks.`);
  throw new RpcError(CODES.method, `There is no method ${method.slice(0, NAME_CHARS_MAX)}.`);
}

async function send(
  door: A2aDoor,
  caller: Caller | null,
  { message, metadata }: z.infer<typeof Send>,
): Promise<Task> {
  const { world } = door;
  const workflow = workflowOf(world, caller, message.metadata?.['workflow'] ?? metadata?.['workflow']);
  if (caller) door.need(caller, 'events', workflow.name);
  const arrived = await intake(world, workflow.name, {
    source: `a2a:${caller?.agent?.name ?? caller?.id ?? 'local'}`,
    source_id: message.messageId,
    received_at: world.now(),
    fields: fieldsOf(workflow, message.parts),
  });
  return taskOf(await load(world, arrived.case));
}

async function get(door: A2aDoor, caller: Caller | null, id: string): Promise<Task> {
  const state = await load(door.world, id);
  if (caller) door.need(caller, 'read', state.workflow);
  return taskOf(state);
}

/** Data parts give fields by name; text goes to the first field for long text that they leave empty. */
function fieldsOf({ event }: Workflow, parts: z.infer<typeof Part>[]): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.assign({}, ...parts.map(({ data = {} }) => data));
  const text = parts.flatMap((part) => part.text ?? []).join('\n\n');
  const free = Object.keys(event.fields).find(
    (name) => event.fields[name]?.type === 'text' && fields[name] === undefined,
  );
  if (text === '') return fields;
  if (free === undefined)
    throw new RpcError(CODES.params, 'There is no field left for the text part; send data parts only.');
  return { ...fields, [free]: text };
}

function workflowOf(world: World, caller: Caller | null, named: unknown): Workflow {
  const { workflows } = world.workspace();
  const open = Object.keys(workflows).filter((name) => !caller?.workflows || caller.workflows.includes(name));
  const name = named ?? (open.length === 1 ? open[0] : undefined);
  const found = typeof name === 'string' && Object.hasOwn(workflows, name) ? workflows[name] : undefined;
  if (found) return found;
  throw new RpcError(CODES.params, `Say metadata {"workflow": …} with one of ${open.join(', ')}.`);
}

function sayOf({ message, suggestion }: AppError): string {
  return suggestion === undefined ? message : `${message} ${suggestion}`;
}

function failed(id: z.infer<typeof Id>, code: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id, error: { code, message } });
}
