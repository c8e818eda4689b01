import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANTHROPIC } from './anthropic.ts';
import type { Asked, Format, Reply } from './format.ts';
import { GOOGLE } from './google.ts';
import { OPENAI_CHAT } from './openai_chat.ts';
import { OPENAI_RESPONSES } from './openai_responses.ts';

export type { Asked, Reply } from './format.ts';

const FORMATS: Format[] = [OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC, GOOGLE];

/** A model's provider over real HTTP that says what a test scripted, in the format in which it is asked. */
export interface Provider {
  /** What an agent's `address` is: every format answers below it. */
  address: string;
  /** Everything that was asked, oldest first. */
  asked: Asked[];
  /** What is said next, in turn; the last one stays. A function sees what is asked. */
  script(...replies: (Reply | ((asked: Asked) => Reply | Promise<Reply>))[]): void;
  close(): Promise<void>;
}

/** Starts the provider; without a script every answer is a fault, so that a test cannot pass by chance. */
export async function startProvider(): Promise<Provider> {
  const asked: Asked[] = [];
  let replies: Parameters<Provider['script']> = [];
  const server = createServer((request, response) => void respond(request, response));
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    const format = FORMATS.find(({ path }) => path.test(url.split('?')[0] ?? ''));
    if (!format) return refuse(response, { fault: 'status', status: 404, says: `nobody answers ${url}` });
    const body = JSON.parse(await textOf(request)) as never;
    const seen: Asked = { format: format.name, key: keyOf(request), ...format.read(body, url) };
    asked.push(seen);
    const next = replies.length > 1 ? replies.shift() : replies[0];
    const reply = typeof next === 'function' ? await next(seen) : next;
    send(response, format, reply ?? { fault: 'status', status: 500, says: 'no script' }, seen.model);
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    script: (...said) => void (replies = said),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, format: Format, reply: Reply, model: string): void {
  if ('fault' in reply && reply.fault === 'silence') return;
  if ('fault' in reply && reply.fault === 'status') return refuse(response, reply);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if ('fault' in reply && reply.fault === 'garbled') {
    response.end('data: {"this is": no JSON\n\n');
    return;
  }
  if ('fault' in reply) {
    const { begins } = format.write({ text: reply.text ?? '', calls: reply.calls ?? [] }, model);
    response.write(begins.slice(0, Math.max(1, begins.length - 1)).join(''), () => response.destroy());
    return;
  }
  const { begins, ends } = format.write(reply, model);
  for (const part of [...begins, ...ends]) response.write(part);
  response.end();
}

/** An error as providers say it: all of them give a JSON with a message. */
function refuse(response: ServerResponse, reply: Extract<Reply, { fault: 'status' }>): void {
  const { status, retryAfter, says = 'scripted fault' } = reply;
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter && { 'retry-after': `${retryAfter}` }),
  };
  const error = { message: says, type: 'error', code: status, status: 'FAULT' };
  response.writeHead(status, headers).end(JSON.stringify({ type: 'error', error }));
}

function keyOf({ headers }: IncomingMessage): string {
  const bearer = headers.authorization?.replace(/^Bearer /, '');
  return bearer ?? String(headers['x-api-key'] ?? headers['x-goog-api-key'] ?? '');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
