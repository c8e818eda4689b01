import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Store } from './data.ts';
import { ToolError, TOOLS } from './tools.ts';

/** The shop as a system of its own: its tools over HTTP, each key performed once. */
export interface StoreService {
  url: string;
  /** How often each key arrived. */
  keys: Map<string, number>;
  /** What was performed, in its order: once for each key. */
  performed: Performed[];
  stop(): Promise<void>;
}

/** A tool that was really used, under the key that it was first asked with. */
export interface Performed {
  key: string;
  tool: string;
  args: Record<string, unknown>;
  /** False where the shop refused. */
  ok: boolean;
}

/** Serves the store that `now` gives at each call, so that a bench can put untouched data in its place. */
export async function startStore(now: () => Store): Promise<StoreService> {
  const keys = new Map<string, number>();
  const performed: Performed[] = [];
  const answers = new Map<string, { status: number; value: unknown }>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://store');
    const [, folder, name = ''] = url.pathname.split('/').map(decodeURIComponent);
    if (request.method === 'GET' && folder === 'users') return sayUser(now(), name, response);
    if (request.method === 'GET' && folder === 'orders') return sayOrder(now(), name, response);
    if (request.method !== 'POST') return say(response, 404, { error: 'there is nothing here' });
    const body = await bodyOf(request);
    const key = String(request.headers['idempotency-key'] ?? '');
    keys.set(key, (keys.get(key) ?? 0) + 1);
    const known = answers.get(key);
    if (known) return say(response, known.status, known.value);
    const made = perform(now(), name, body);
    answers.set(key, made);
    const args = JSON.parse(body) as Record<string, unknown>;
    performed.push({ key, tool: name, args, ok: made.status === 200 });
    say(response, made.status, made.value);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    performed,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function perform(store: Store, name: string, body: string): { status: number; value: unknown } {
  const tool = TOOLS[name];
  if (!tool) return { status: 404, value: { error: `there is no tool ${name}` } };
  try {
    const value = tool(store, JSON.parse(body) as Record<string, unknown>);
    return { status: 200, value: JSON.parse(JSON.stringify(value)) as unknown };
  } catch (error) {
    if (error instanceof ToolError) return { status: 422, value: { error: error.message } };
    throw error;
  }
}

function sayUser(store: Store, id: string, response: ServerResponse): void {
  const user = store.users[id];
  if (!user) return say(response, 404, { error: 'user not found' });
  say(response, 200, { user_id: id, ...user.name, orders: user.orders });
}

function sayOrder(store: Store, id: string, response: ServerResponse): void {
  const order = store.orders[id];
  if (!order) return say(response, 404, { error: 'order not found' });
  say(response, 200, { order_id: id, user_id: order.user_id, status: order.status });
}

function say(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
