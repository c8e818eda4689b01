import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sayFor } from '../../workspace/forms/form.ts';
import type { Fault } from '../../workspace/shape.ts';
import { readSystem } from '../../workspace/systems/index.ts';
import type { HttpFile } from '../../workspace/systems/schema.ts';
import { readYaml } from '../../workspace/yaml.ts';
import { confide } from '../../workspace/systems/confide.ts';
import { GuardedSystem } from '../guarded/index.ts';
import { HttpSystem } from './index.ts';

/** A request as the shop of these tests saw it. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A real HTTP server on the loopback address whose answers a test chooses, and the system that speaks to it. */
export interface TestShop {
  address: string;
  system: GuardedSystem;
  seen: Seen[];
  /** Fills in every answer; may also never answer, or cut the line. */
  answer: (response: ServerResponse, seen: Seen) => void;
  /** Ports of the connections that were made. */
  ports: Set<number | undefined>;
  /** The same shop under other limits. */
  under(limits: Partial<HttpFile['limits']>): GuardedSystem;
  stop(): Promise<void>;
}

export const TOKEN = 'Bearer s3cret-token';

export async function openTestShop(): Promise<TestShop> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
      shop.seen.push(seen);
      shop.answer(response, seen);
    });
  });
  server.on('connection', (socket) => shop.ports.add(socket.remotePort));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const opened: GuardedSystem[] = [];
  const under = (limits: Partial<HttpFile['limits']>): GuardedSystem => {
    const file = shopFile(address, limits);
    const system = new GuardedSystem(file, new HttpSystem(file));
    opened.push(system);
    return system;
  };
  const shop: TestShop = {
    address,
    system: under({}),
    seen: [],
    ports: new Set(),
    answer: (response) => response.end('{}'),
    under,
    async stop() {
      for (const system of opened) void system.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return shop;
}

/** The shop's file as a workspace would give it. */
export function shopFile(address: string, limits: Partial<HttpFile['limits']> = {}): HttpFile {
  const order_id = { type: 'string' as const };
  const amount = { type: 'money' as const };
  const file = {
    name: 'shop',
    label: 'The shop',
    kind: 'http' as const,
    address,
    limits: {
      timeoutMs: 300,
      retries: 2,
      inFlight: 4,
      answerBytes: 2_000_000,
      holdMs: 86_400_000,
      ...limits,
    },
    reads: {
      order: {
        name: 'order',
        label: 'Order',
        via: { method: 'GET', path: '/orders/{order_id}', query: { since: 'from' } },
        args: { order_id, since: { ...amount, optional: true } },
        gives: { type: 'object', fields: { id: order_id, total: amount } },
      },
      write: {
        name: 'write',
        label: 'What became of it',
        via: { method: 'GET', path: '/writes/{key}' },
        args: { key: { type: 'string' } },
        gives: { type: 'object', fields: { key: { type: 'string' } } },
      },
    },
    writes: {
      refund: {
        name: 'refund',
        label: 'Refund',
        via: { method: 'POST', path: '/orders/{order_id}/refunds', idempotencyHeader: 'idempotency-key' },
        keyedBy: 'idempotency-key',
        args: { order_id, amount },
        gives: { type: 'object', fields: { id: { type: 'string' } } },
        confirm: { read: 'write', with: { key: '{{key}}' } },
      },
    },
  } satisfies Omit<HttpFile, 'headers'>;
  return confide(file, { headers: { authorization: TOKEN } });
}

export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** An HTTP system's file read as a workspace reads it; throws its faults. */
export function httpFile(text: string, env: Record<string, string> = {}): HttpFile {
  const { file, faults } = readHttpFile(text, env);
  if (!file || faults.length > 0) throw new Error(JSON.stringify(faults, null, 2));
  return file;
}

export function readHttpFile(
  text: string,
  env: Record<string, string> = {},
): { file?: HttpFile | undefined; faults: Fault[] } {
  const read = readYaml('systems/shop.yaml', text);
  if (!read.ok) return { faults: read.faults };
  const faults: Fault[] = [];
  const file = readSystem('shop', read.yaml, env, sayFor(read.yaml, faults));
  return { file: file?.kind === 'http' ? file : undefined, faults };
}
