import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { listening } from './listening.ts';

/**
 * What goes wrong with one request (HTTP) or one connection (TCP):
 * - `slow`: it is passed on after `ms`;
 * - `cut`: the other side hears all of it and does it, and the answer breaks off in the middle;
 * - `cut_before`: the line breaks before the other side hears anything;
 * - `status`: it is answered in place of the other side, for example 500, or 429 with `retryAfter` seconds;
 * - `nonsense`: the other side does it, and the answer is replaced by `text` (by default half a JSON);
 * - `twice`: the other side gets it two times, as a network that repeats delivers it;
 * - `after_next`: it is held until the one after it was answered, so that the two arrive in another order;
 * - `silence`: the other side gets it, and no answer ever comes.
 */
export type HttpFault =
  | { kind: 'slow'; ms: number }
  | { kind: 'cut' }
  | { kind: 'cut_before' }
  | { kind: 'status'; status: number; retryAfter?: number; body?: string }
  | { kind: 'nonsense'; text?: string }
  | { kind: 'twice' }
  | { kind: 'after_next' }
  | { kind: 'silence' };

/** A request as it came by, with what was done to it. */
export interface PassedBy {
  method: string;
  path: string;
  body: string;
  fault: HttpFault['kind'] | null;
}

/** Says what goes wrong with a request, if anything. */
export type Chooses = (passing: Omit<PassedBy, 'fault'>, index: number) => HttpFault | undefined;

export interface FaultProxy {
  /** Where Remit finds it, without a slash at the end. */
  address: string;
  port: number;
  seen: PassedBy[];
  /** From now on this goes wrong: always the same, as a function chooses, or nothing. */
  faults(chooses: HttpFault | Chooses | null): void;
  /** The next requests go wrong like this, one after the other; then what `faults` says holds again. */
  next(...faults: HttpFault[]): void;
  /** Refuses connections until `up` is called: the port stays the same. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** A proxy on the loopback address between Remit and a system that speaks HTTP, which fails as it is told. */
export async function openFaultProxy({ to }: { to: string }): Promise<FaultProxy> {
  const target = new URL(to);
  const seen: PassedBy[] = [];
  const queue: HttpFault[] = [];
  let chooses: Chooses = () => undefined;
  let answered = new Signal();
  const hear = async (incoming: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    const { method = 'GET', url: path = '/' } = incoming;
    const passing = { method, path, body: body.toString() };
    const fault = queue.shift() ?? chooses(passing, seen.length);
    seen.push({ ...passing, fault: fault?.kind ?? null });
    await pass({ target, incoming, answer, body }, fault, () => answered.wait());
    const before = answered;
    answered = new Signal();
    before.give();
  };
  const server = createServer((incoming, answer) => void hear(incoming, answer));
  const line = listening(server);
  const port = await line.open(0);
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    seen,
    faults(given) {
      chooses = typeof given === 'function' ? given : () => given ?? undefined;
    },
    next: (...faults) => void queue.push(...faults),
    async down() {
      server.closeAllConnections();
      await line.shut();
    },
    up: async () => void (await line.open(port)),
    async close() {
      server.closeAllConnections();
      await line.shut();
    },
  };
}

interface Passing {
  target: URL;
  incoming: IncomingMessage;
  answer: ServerResponse;
  body: Buffer;
}

async function pass(
  passing: Passing,
  fault: HttpFault | undefined,
  next: () => Promise<void>,
): Promise<void> {
  const { answer } = passing;
  switch (fault?.kind) {
    case undefined:
      return reply(answer, await send(passing));
    case 'slow':
      await wait(fault.ms);
      return reply(answer, await send(passing));
    case 'status': {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      answer.writeHead(fault.status, { 'content-type': 'application/json', ...headers });
      return void answer.end(fault.body ?? `{"error":"status ${fault.status} by the fault proxy"}`);
    }
    case 'cut': {
      const { status, headers, body } = await send(passing);
      answer.writeHead(status, { ...headers, 'content-length': String(body.length + 1) });
      return void answer.write(body.subarray(0, body.length / 2), () => answer.destroy());
    }
    case 'cut_before':
      return void answer.destroy();
    case 'nonsense': {
      const { status, headers } = await send(passing);
      const text = fault.text ?? '{"half": ';
      return void answer.writeHead(status, { ...headers, 'content-length': String(text.length) }).end(text);
    }
    case 'twice': {
      const first = await send(passing);
      await send(passing);
      return reply(answer, first);
    }
    case 'after_next':
      await next();
      return reply(answer, await send(passing));
    case 'silence':
      return void (await send(passing));
  }
}

interface Replied {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

function send({ target, incoming, body }: Passing): Promise<Replied> {
  return new Promise((resolve) => {
    const headers = { ...incoming.headers, host: target.host };
    const { method, url: path } = incoming;
    const sending = request(
      { host: target.hostname, port: target.port, method, path, headers },
      (replied) => {
        void bodyOf(replied).then((bytes) =>
          resolve({ status: replied.statusCode ?? 502, headers: withoutHops(replied.headers), body: bytes }),
        );
      },
    );
    sending.on('error', () => resolve({ status: 502, headers: {}, body: Buffer.from('{}') }));
    sending.end(body);
  });
}

function reply(answer: ServerResponse, { status, headers, body }: Replied): void {
  answer.writeHead(status, { ...headers, 'content-length': String(body.length) }).end(body);
}

/** What concerns one line only, and must not be passed on to the next. */
function withoutHops(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { connection: _, 'keep-alive': _1, 'transfer-encoding': _2, ...rest } = headers;
  return rest;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {
    // A line that broke has said all that it will.
  }
  return Buffer.concat(chunks);
}

/** Something that many wait for and that happens once. */
class Signal {
  private readonly happened: Promise<void>;
  give: () => void = () => undefined;

  constructor() {
    this.happened = new Promise((resolve) => (this.give = resolve));
  }

  wait(): Promise<void> {
    return this.happened;
  }
}
