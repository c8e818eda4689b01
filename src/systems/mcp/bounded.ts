import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FetchLike } from '@modelcontextprotocol/client';

/** The server answered with more than it may. The connection is given up: the rest of it is never read. */
export class TooLarge extends Error {
  constructor(bytes: number) {
    super(`answered with more than ${bytes} bytes`);
    this.name = 'TooLarge';
  }
}

/** No connection was ever made, so the other side cannot have seen anything. */
export class NeverSent extends Error {
  constructor(cause: NodeJS.ErrnoException) {
    super(NEVER_SENT[cause.code ?? ''] ?? 'cannot be reached', { cause });
    this.name = 'NeverSent';
  }
}

const NEVER_SENT: Record<string, string> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has an address that does not exist',
  EAI_AGAIN: 'has an address that cannot be looked up just now',
};

/** Idle connections are closed before a server's usual five seconds are over, so that none is cut as we reuse it. */
const IDLE_MS = 4_000;
/** Statuses that carry no body by definition. */
const BODILESS = new Set([204, 205, 304]);

/**
 * `fetch` for one connection to one server, which tells what surely never left from what may have arrived, stops
 * reading an answer that grows too large, and ends with its connection. The built-in one keeps sockets of servers that
 * are gone: the first write after a restart would be neither done nor undone.
 */
export function boundedFetch(bytesMax: number): { fetch: FetchLike; close(): void } {
  const options = { keepAlive: true, timeout: IDLE_MS };
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
  return {
    async fetch(input, init) {
      const url = new URL(input);
      const isTls = url.protocol === 'https:';
      const agent = agents[isTls ? 'https:' : 'http:'];
      const answer = await send(isTls ? https.request : http.request, url, agent, init);
      const status = answer.statusCode ?? 0;
      const headers = new Headers();
      for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2)
        headers.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
      // One answer in one piece is read here: streams of the web cost more than the rest of the call.
      if (status === 200 && isJson(headers))
        return new Whole(await textOf(answer, bytesMax), { status, headers });
      // The stream of notices stays open for as long as we are connected; each notice is small.
      const isNotices = init?.method !== 'POST' || bodyOf(init).includes('"subscriptions/listen"');
      const body = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
      const bounded = body.pipeThrough(isNotices ? noticeCounter(bytesMax) : counter(bytesMax));
      return new Response(BODILESS.has(status) ? null : bounded, { status, headers });
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

/** An answer that was read already; its body is its text, and nobody streams it. */
class Whole extends Response {
  readonly #text: string;
  readonly #init: ResponseInit;

  constructor(text: string, init: ResponseInit) {
    super(null, init);
    this.#text = text;
    this.#init = init;
  }

  override text(): Promise<string> {
    return Promise.resolve(this.#text);
  }

  override async json(): Promise<unknown> {
    return JSON.parse(this.#text) as unknown;
  }

  override clone(): Response {
    return new Whole(this.#text, this.#init);
  }
}

function isJson(headers: Headers): boolean {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

/** All of an answer. Throws `TooLarge`, and what broke the connection. */
function textOf(answer: http.IncomingMessage, bytesMax: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    answer.on('data', (part: Buffer) => {
      bytes += part.byteLength;
      if (bytes <= bytesMax) return void parts.push(part);
      reject(new TooLarge(bytesMax));
      answer.destroy();
    });
    answer.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    answer.on('error', reject);
    answer.on('close', () => reject(new Error('The answer was cut off.')));
  });
}

function send(
  request: typeof http.request,
  url: URL,
  agent: http.Agent,
  init: Parameters<FetchLike>[1],
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const body = bodyOf(init);
    const headers = Object.fromEntries(new Headers(init?.headers));
    if (init?.method === 'POST') headers['content-length'] = String(Buffer.byteLength(body));
    const sending = request(url, { agent, method: init?.method ?? 'GET', headers });
    let isConnected = false;
    sending.on('socket', (socket: Socket) => {
      if (socket.connecting) socket.once('connect', () => (isConnected = true));
      else isConnected = true;
    });
    const signal = init?.signal;
    const stop = (): void => void sending.destroy(new DOMException('stopped', 'AbortError'));
    sending.on('error', (error: NodeJS.ErrnoException) =>
      reject(isConnected || signal?.aborted === true ? error : new NeverSent(error)),
    );
    sending.on('response', resolve);
    sending.on('close', () => signal?.removeEventListener('abort', stop));
    if (signal?.aborted === true) return stop();
    signal?.addEventListener('abort', stop, { once: true });
    sending.end(body);
  });
}

function bodyOf(init: Parameters<FetchLike>[1]): string {
  const body = init?.body;
  return typeof body === 'string' ? body : body instanceof URLSearchParams ? body.toString() : '';
}

function counter(bytesMax: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) controller.error(new TooLarge(bytesMax));
      else controller.enqueue(chunk);
    },
  });
}

const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

/** Each notice ends with an empty line: one that never does would fill our memory. */
function noticeCounter(bytesMax: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  let isLineEmpty = true;
  return new TransformStream({
    transform(chunk, controller) {
      for (const byte of chunk) {
        bytes += 1;
        if (byte === CARRIAGE_RETURN) continue;
        if (byte === LINE_FEED && isLineEmpty) bytes = 0;
        isLineEmpty = byte === LINE_FEED;
        if (bytes > bytesMax) return controller.error(new TooLarge(bytesMax));
      }
      controller.enqueue(chunk);
    },
  });
}
